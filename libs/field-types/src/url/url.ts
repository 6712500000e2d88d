import { textType } from '../text-cell';

export const url = textType('url', 'one');
