import { textType } from '../text-cell';

export const email = textType('email', 'one');
