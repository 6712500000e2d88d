import { textType } from '../text-cell';

export const singleLineText = textType('singleLineText', 'one');
