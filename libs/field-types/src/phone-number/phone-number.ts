import { textType } from '../text-cell';

export const phoneNumber = textType('phoneNumber', 'one');
