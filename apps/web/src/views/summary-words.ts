import type { Field, SummaryKind } from '@pyairtable/contracts';
import { fieldType, shownAs } from '@pyairtable/field-types';

const WORDS: Readonly<Record<SummaryKind, string>> = {
  sum: 'Sum',
  average: 'Average',
  median: 'Median',
  min: 'Minimum',
  max: 'Maximum',
  range: 'Range',
  histogram: 'Histogram',
  earliest: 'Earliest',
  latest: 'Latest',
  dayRange: 'Range of days',
  filled: 'Filled',
  empty: 'Empty',
  percentFilled: 'Percent filled',
  percentEmpty: 'Percent empty',
  unique: 'Unique',
};

/** A box is never empty. */
const OF_BOXES: Partial<Record<SummaryKind, string>> = {
  filled: 'Checked',
  empty: 'Unchecked',
  percentFilled: 'Percent checked',
  percentEmpty: 'Percent unchecked',
};

/** Whether the field's cells are boxes to tick, its own or those of a formula. */
export const isBox = (field: Field): boolean => fieldType(shownAs(field).type).family === 'checkbox';

/** What a summary of a field is called. */
export const summaryWord = (kind: SummaryKind, field: Field): string =>
  (isBox(field) ? OF_BOXES[kind] : undefined) ?? WORDS[kind];
