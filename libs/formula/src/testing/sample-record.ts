import type { CheckOptions, FormulaField } from '../check/checker';
import type { Environment } from '../evaluate/environment';
import { type Mode, MODES } from '../modes';
import type { SqlSources } from '../sql/compiler';
import { type FormulaType, listOf, type ScalarType } from '../types';
import { FormulaDate, isDate, isFailure, isItems, type Value } from '../value';
import type { Vector } from './vectors';

export const NOW_MS = Date.parse('2024-03-15T14:30:00.000Z');
const RECORD_ID = 'recA1b2C3d4E5f6G7';
const CREATED_MS = Date.parse('2024-01-10T08:15:30.000Z');
const MODIFIED_MS = Date.parse('2024-03-01T17:45:10.000Z');

/** Records of one table for both engines: what the checker, the evaluator and the SQL compiler need to know of them. */
export interface SampleTable {
  check: CheckOptions;
  /** One per record. */
  environments: Environment[];
  /** FROM item `r` that holds the cells and the record's `place`, with its own parameters first. */
  from: string;
  parameters: unknown[];
  sources: SqlSources;
}

export type SampleRecord = Omit<SampleTable, 'environments'> & { environment: Environment };

export interface SampleOptions {
  /** Milliseconds of the last change by field name. */
  modified?: Record<string, number>;
  mode?: Mode;
  /** Zone of the formula field. */
  timeZone?: string;
}

export interface SampleCell {
  name: string;
  type: FormulaType;
  value: Value;
}

const POSTGRES: Partial<Record<FormulaType, string>> = {
  number: 'double precision',
  text: 'text',
  boolean: 'boolean',
  date: 'bigint',
};

/** A value as tagged jsonb, the inverse of `untag`. */
export function tag(value: Value): unknown {
  if (isItems(value)) return value.map(tag);
  if (isDate(value)) return { d: value.ms };
  if (isFailure(value)) return { e: 1 };
  if (typeof value === 'number' && !Number.isFinite(value)) return { n: String(value) };
  return value;
}

/** A table of records whose cells all have the names and types of the first record's. */
export function sampleTable(
  rows: readonly (readonly SampleCell[])[],
  { modified = {}, mode = MODES.airtable, timeZone = 'GMT' }: SampleOptions = {},
): SampleTable {
  const columns = rows[0] ?? [];
  const fields: FormulaField[] = columns
    .filter(({ name }) => name !== 'values')
    .map(({ name, type }, index) => ({ id: `fld${String(index).padStart(14, '0')}`, name, type }));
  const idOf = (name: string): string => fields.find((field) => field.name === name)?.id ?? name;
  const positions = new Map(columns.map(({ name }, index) => [idOf(name), index]));
  const changes = new Map(Object.entries(modified).map(([name, ms]) => [idOf(name), ms]));
  const lastModifiedMs = (ids: readonly string[]): number | null => {
    if (ids.length === 0) return MODIFIED_MS;
    const known = ids.flatMap((id) => changes.get(id) ?? []);
    return known.length === 0 ? null : Math.max(...known);
  };
  const values = columns.find(({ name }) => name === 'values');
  const stored = ({ value, type }: SampleCell): unknown =>
    value === null ? null : POSTGRES[type] ? (isDate(value) ? value.ms : value) : JSON.stringify(tag(value));
  const arrays = columns.map(({ type }, index) => `$${index + 2}::${POSTGRES[type] ?? 'jsonb'}[]`);
  const names = ['place', ...columns.map((_, index) => `c${index}`)];
  return {
    check: {
      mode,
      field: (name) => fields.find((field) => field.name === name || field.id === name),
      fieldNames: () => fields.map(({ name }) => name),
      ...(values ? { values: values.type } : {}),
    },
    environments: rows.map((row) => ({
      mode,
      cell: (id) => row[positions.get(id) ?? -1]?.value ?? null,
      nowMs: NOW_MS,
      timeZone,
      recordId: RECORD_ID,
      createdMs: CREATED_MS,
      lastModifiedMs,
      variables: new Map(),
    })),
    from: `unnest($1::int[]${arrays.map((array) => `, ${array}`).join('')}) AS r(${names.join(', ')})`,
    parameters: [
      rows.map((_, index) => index),
      ...columns.map((_, index) => rows.map((row) => stored(row[index] as SampleCell))),
    ],
    sources: {
      field: (id) => {
        const index = positions.get(id) as number;
        const { type } = columns[index] as SampleCell;
        const finite =
          type === 'number' && rows.every((row) => Number.isFinite(Number(row[index]?.value ?? 0)));
        return { type, value: `r.c${index}`, finite };
      },
      recordId: `'${RECORD_ID}'::text`,
      createdMs: `${CREATED_MS}::bigint`,
      lastModifiedMs: (ids) => `${lastModifiedMs(ids) ?? 'NULL'}::bigint`,
      firstParameter: columns.length + 2,
      nowMs: NOW_MS,
    },
  };
}

export function sampleRecord(cells: readonly SampleCell[], options: SampleOptions = {}): SampleRecord {
  const { environments, ...table } = sampleTable([cells], options);
  return { ...table, environment: environments[0] as Environment };
}

const FIELD_TYPES: Record<string, FormulaType> = {
  number: 'number',
  currency: 'number',
  percent: 'number',
  rating: 'number',
  autoNumber: 'number',
  duration: 'number',
  checkbox: 'boolean',
  date: 'date',
  dateTime: 'date',
  multipleSelects: 'list:text',
  multipleRecordLinks: 'list:text',
};

function scalarType(value: Value): ScalarType {
  if (value === null) return 'blank';
  if (isDate(value)) return 'date';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'mixed';
}

function rollupItemType(items: readonly Value[]): ScalarType {
  const kinds = new Set(items.map(scalarType).filter((kind) => kind !== 'blank'));
  return kinds.size === 1 ? ([...kinds][0] as ScalarType) : kinds.size === 0 ? 'number' : 'mixed';
}

/** The record of a vector, its fields of the types that `check/checker.ts` knows. */
export function vectorRecord(vector: Vector): SampleRecord {
  const cells = Object.entries(vector.fields ?? {}).map(([name, { type, value, options }]): SampleCell => {
    const isDateField = type === 'date' || type === 'dateTime' || options?.result === 'date';
    const read = (given: unknown): Value => {
      if (Array.isArray(given)) return given.map(read);
      if (isDateField && typeof given === 'string') return new FormulaDate(Date.parse(given));
      if (given !== null && typeof given === 'object') return (given as { name: string }).name;
      return (given ?? null) as Value;
    };
    const cell = read(value);
    if (type === 'rollupValues') {
      const items = isItems(cell) ? cell : [];
      return {
        name,
        type: listOf(options?.result === 'date' ? 'date' : rollupItemType(items)),
        value: items,
      };
    }
    if (type === 'multipleLookupValues')
      return { name, type: listOf((options?.result ?? 'mixed') as ScalarType), value: cell };
    return { name, type: FIELD_TYPES[type] ?? 'text', value: cell };
  });
  const modified = Object.fromEntries(
    Object.entries(vector.context?.fieldModifiedTimes ?? {}).map(([name, time]) => [name, Date.parse(time)]),
  );
  const mode = vector.context?.extensions ? MODES.airtable : MODES.airtableOnly;
  return sampleRecord(cells, { modified, mode });
}
