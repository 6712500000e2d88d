import type { NumberOptions } from '@pyairtable/contracts';
import { numberType } from '../number-cell';
import { formatNumber, parseNumber } from '../number-text';
import { integerBetween, objectOf, readOptions } from '../options-reader';

const shape = objectOf({ precision: integerBetween(0, 8) });

export const number = numberType<NumberOptions>({
  name: 'number',
  family: 'number',
  primary: true,
  column: 'double precision',
  normaliseOptions: (input, previous) => readOptions(shape, input, previous),
  read(text) {
    const typed = parseNumber(text);
    return typed?.times(typed.percent ? -2 : 0);
  },
  write: (value, { precision }) => formatNumber(value, { precision }),
});
