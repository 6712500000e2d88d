import type { SummaryKind } from '@pyairtable/contracts';
import { type FieldModel, type FieldSummary, holdsDays } from '@pyairtable/core';
import { doubleJson } from '@pyairtable/field-types';
import { fieldJson } from '@pyairtable/formula';
import { joinedCells } from './record-columns';
import { type RowCells, scalarColumn } from './row-cells';
import type { Statement } from './statement';

const DAY_MS = 86_400_000;
/** Numbers as large as this have no sum: added to others they may leave the range of a double. */
const LARGE = '1e290::float8';
const HISTOGRAM_PARTS = 10;

/** JSON text of a number, NULL where there is none, or none that JSON can hold. */
const numberJson = (number: string) =>
  `CASE WHEN abs(${number}) < 'Infinity' THEN ${doubleJson(`(${number} + 0::float8)`)} END`;

/** Halves, as the difference itself may leave the range of a double. */
const rangeOf = (v: string) =>
  `CASE WHEN max(${v}) / 2 - min(${v}) / 2 < 8e307 THEN max(${v}) - min(${v}) END`;

const sumOf = (v: string) => `sum(CASE WHEN abs(${v}) >= ${LARGE} THEN 'NaN' ELSE ${v} END)`;

/** The numbers are gone through once more, when the least and the greatest of them are known. */
function histogramOf(v: string): string {
  const [least, greatest] = [`min(${v})`, `max(${v})`];
  const part = `CASE WHEN ${least} < ${greatest} THEN least(width_bucket(x, ${least}, ${greatest}, ${HISTOGRAM_PARTS}), ${HISTOGRAM_PARTS}) ELSE 1 END`;
  const parts = `generate_series(1, CASE WHEN ${least} < ${greatest} THEN ${HISTOGRAM_PARTS} ELSE 1 END)`;
  const counts = `(SELECT json_agg(coalesce(c.rows, 0) ORDER BY p.part) FROM ${parts} AS p(part)
      LEFT JOIN (SELECT ${part} AS part, count(*) AS rows FROM unnest(array_agg(${v}) FILTER (WHERE ${v} IS NOT NULL)) AS x GROUP BY 1) c USING (part))`;
  return `CASE WHEN count(${v}) > 0 THEN '{"histogram":{"from":' || ${numberJson(least)} || ',"to":' || ${numberJson(greatest)} || ',"counts":' || ${counts}::text || '}}' END`;
}

const share = (rows: string) => `(${rows}::float8 / nullif(count(*), 0))::text`;
const filledRows = (v: string) => `count(${v})`;
const emptyRows = (v: string) => `(count(*) - count(${v}))`;

/** A summary over the inputs `v`; of dates, `ms` makes milliseconds of one of them. */
type Summarise = (v: string, field: FieldModel, ms: (v: string) => string) => string;

/** JSON text over the inputs `v` of rows; NULL where there is nothing to summarise. */
const AGGREGATES: Record<SummaryKind, Summarise> = {
  sum: (v) => numberJson(sumOf(v)),
  average: (v) => numberJson(`${sumOf(v)} / nullif(count(${v}), 0)`),
  median: (v) => numberJson(`percentile_cont(0.5) WITHIN GROUP (ORDER BY ${v})`),
  min: (v) => numberJson(`min(${v})`),
  max: (v) => numberJson(`max(${v})`),
  range: (v) => numberJson(rangeOf(v)),
  histogram: histogramOf,
  earliest: (v, field, ms) => dateJson(ms(`min(${v})`), field),
  latest: (v, field, ms) => dateJson(ms(`max(${v})`), field),
  dayRange: (v, _field, ms) => `((${ms(`max(${v})`)} - ${ms(`min(${v})`)}) / ${DAY_MS})::text`,
  filled: (v) => `${filledRows(v)}::text`,
  empty: (v) => `${emptyRows(v)}::text`,
  percentFilled: (v) => share(filledRows(v)),
  percentEmpty: (v) => share(emptyRows(v)),
  unique: (v) => `count(DISTINCT ${v})::text`,
};

const dateJson = (milliseconds: string, field: FieldModel) =>
  fieldJson({ type: 'date', value: milliseconds, error: null, atomic: false }, { day: holdsDays(field) });

/** The number or the date of a cell; NULL for faults and what is not finite. */
function quantity(row: RowCells, field: FieldModel, wanted: 'number' | 'date'): string {
  const { type, value, error, finite } = row.value(field);
  // A field that could not be compiled has no values of its type.
  if (type !== wanted) return wanted === 'number' ? 'NULL::float8' : 'NULL::bigint';
  const own = error === null ? value : `CASE WHEN ${error} THEN NULL ELSE ${value} END`;
  return finite || wanted === 'date' ? own : `CASE WHEN abs(${own}) < 'Infinity' THEN ${own} END`;
}

/** Anything, of a filled cell alone. */
const filledCell = (row: RowCells, field: FieldModel): string =>
  (field.behaviour.family === 'choice' ? undefined : scalarColumn(field, row.alias)) ??
  `nullif(${row.filled(field)}, false)`;

/** What is equal for equal cells alone; NULL for an empty one. */
function identity(row: RowCells, field: FieldModel): string {
  if (field.link) return row.linked(field.id).listedIds();
  // An id of a choice that there is no more reads as empty.
  if (field.behaviour.family === 'choice') return row.value(field).value;
  const scalar = scalarColumn(field, row.alias);
  const isText = field.storage.kind === 'column' && field.storage.type === 'text';
  if (scalar) return isText ? `${scalar} COLLATE "C"` : scalar;
  return `CASE WHEN ${row.filled(field)} THEN ${row.rawJson(field)} COLLATE "C" END`;
}

/** Of a row's cell what goes into its summary. */
export function summaryInput(row: RowCells, { field, kind }: FieldSummary): string {
  switch (kind) {
    case 'filled':
    case 'empty':
    case 'percentFilled':
    case 'percentEmpty':
      return filledCell(row, field);
    case 'unique':
      return identity(row, field);
    case 'earliest':
    case 'latest':
    case 'dayRange':
      return scalarColumn(field, row.alias) ?? quantity(row, field, 'date');
    default:
      return quantity(row, field, 'number');
  }
}

/** Stored dates are compared as they are, and computed ones are milliseconds. */
function millisecondsOf({ storage }: FieldModel, statement: Statement): (date: string) => string {
  if (storage.kind !== 'column' && storage.kind !== 'system') return (date) => date;
  return (date) => storage.sql.operand(date, statement);
}

/** JSON text of the summaries of some rows `r`, by field id; `inputs` are their columns that have `summaryInput` of each. */
export function summariesJson(
  summaries: readonly FieldSummary[],
  inputs: readonly string[],
  statement: Statement,
): string {
  const pairs = summaries.map(({ field, kind }, at) => ({
    key: field.id,
    json: `coalesce(${AGGREGATES[kind](`r.${inputs[at]}`, field, millisecondsOf(field, statement))}, 'null')`,
  }));
  return `'{' || ${joinedCells(pairs, statement)} || '}'`;
}
