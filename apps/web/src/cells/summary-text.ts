import type { Field, Histogram, RowCell, SummaryKind, SummaryValue } from '@pyairtable/contracts';
import { fieldType, shownAs } from '@pyairtable/field-types';
import { isBox } from '@/views/summary-words';
import { cellContext, cellText, type Reader } from './cell-context';

/** What stands before the value; the others say of themselves what they are. */
const PREFIXES: Partial<Record<SummaryKind, string>> = {
  sum: 'Sum',
  average: 'Avg',
  median: 'Median',
  min: 'Min',
  max: 'Max',
  range: 'Range',
  earliest: 'Earliest',
  latest: 'Latest',
  filled: 'Filled',
  empty: 'Empty',
  unique: 'Unique',
};
const BOXES: Partial<Record<SummaryKind, string>> = { filled: 'Checked', empty: 'Unchecked' };

const counted = new Intl.NumberFormat('en');
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 2, useGrouping: false });

/** Lies between numbers that are there, and may need more digits than they have. */
const isMean = (kind: SummaryKind) => kind === 'average' || kind === 'median';
const MORE_DIGITS = 2;
const MOST_DIGITS = 8;

/** A number as the cells of the field show theirs. */
function numberText(kind: SummaryKind, value: number, field: Field, reader: Reader): string {
  const { type, options } = shownAs(field);
  const { family } = fieldType(type);
  const { precision } = (options ?? {}) as { precision?: number };
  // Icons and numbers that the house gives have no form for a mean.
  if (type === 'rating' || (family !== 'number' && family !== 'duration')) return plain.format(value);
  const format = (other: object) =>
    fieldType(type).format(value, { ...(options as object), ...other }, cellContext(reader, field));
  if (precision === undefined || !isMean(kind)) return format({});
  const digits = precision + (type === 'percent' ? 2 : 0);
  const rounded = (to: number) => Number(value.toFixed(to));
  const isShort = rounded(digits + MORE_DIGITS) === rounded(digits);
  return format(isShort ? {} : { precision: Math.min(MOST_DIGITS, precision + MORE_DIGITS) });
}

const BARS = '▂▃▄▅▆▇█';

/** Bars as tall as each part is full; a line where it is empty. */
function bars({ counts }: Histogram): string {
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => (count === 0 ? '▁' : BARS[Math.round((count / most) * (BARS.length - 1))]))
    .join('');
}

function valueText(
  kind: SummaryKind,
  value: Exclude<SummaryValue, null>,
  field: Field,
  reader: Reader,
): string {
  if (typeof value === 'object') return bars(value.histogram);
  if (typeof value === 'string') return cellText(reader, field, value as RowCell);
  switch (kind) {
    case 'filled':
    case 'empty':
    case 'unique':
      return counted.format(value);
    case 'percentFilled':
    case 'percentEmpty': {
      const words = isBox(field) ? (['checked', 'unchecked'] as const) : (['filled', 'empty'] as const);
      return `${share.format(value)} ${words[kind === 'percentFilled' ? 0 : 1]}`;
    }
    case 'dayRange':
      return `${counted.format(value)} ${value === 1 ? 'day' : 'days'}`;
    default:
      return numberText(kind, value, field, reader);
  }
}

/** What is told of the cells of a field, with its name in short; '' where there is nothing to tell. */
export function summaryText(kind: SummaryKind, value: SummaryValue, field: Field, reader: Reader): string {
  if (value === null) return '';
  const prefix = (isBox(field) ? BOXES[kind] : undefined) ?? PREFIXES[kind];
  const text = valueText(kind, value, field, reader);
  return prefix === undefined ? text : `${prefix} ${text}`;
}
