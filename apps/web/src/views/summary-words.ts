import type { SummaryKind } from '@pyairtable/contracts';
import { type FieldModel, filterKind } from '@pyairtable/core';

const NAMES: Readonly<Record<SummaryKind, string>> = {
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

/** What a summary of a field is called. */
export const summaryName = (kind: SummaryKind, field: FieldModel): string =>
  (filterKind(field) === 'checkbox' ? OF_BOXES[kind] : undefined) ?? NAMES[kind];
