import { textType } from '../text-cell';

export const multilineText = textType('multilineText', 'many');
