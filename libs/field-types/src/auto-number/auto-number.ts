import type { NoOptions } from '@pyairtable/contracts';
import { computedCell } from '../computed-cell';
import type { FieldType } from '../field-type';
import { readNoOptions } from '../options-reader';
import { numberColumn } from '../sql/scalar-columns';

/** The store numbers the records of a table from 1; a number is never used again. */
export const autoNumber: FieldType<NoOptions> = {
  ...computedCell,
  name: 'autoNumber',
  family: 'number',
  primary: true,
  filling: { from: 'counter' },
  storage: () => ({ kind: 'column', type: 'bigint', sql: numberColumn('bigint') }),
  normaliseOptions: readNoOptions,
  format: (cell) => (cell === null ? '' : String(cell)),
  compare: (a, b) => Number(a) - Number(b),
};
