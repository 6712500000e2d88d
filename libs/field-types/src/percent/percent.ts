import type { NumberOptions } from '@pyairtable/contracts';
import { numberType } from '../number-cell';
import { formatNumber, parseNumber } from '../number-text';
import { integerBetween, objectOf, readOptions } from '../options-reader';

const shape = objectOf({ precision: integerBetween(0, 8) });

/** 0.125 is 12.5 %. A person who types 12.5 means percent; a program that sends "0.125" means the number. */
export const percent = numberType<NumberOptions>({
  name: 'percent',
  family: 'number',
  primary: true,
  column: 'double precision',
  normaliseOptions: (input, previous) => readOptions(shape, input, previous),
  read: (text) => parseNumber(text)?.times(-2),
  cast(text) {
    const typed = parseNumber(text);
    return typed?.times(typed.percent ? -2 : 0);
  },
  write: (value, { precision }) => formatNumber(value, { precision, percent: true }),
});
