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

/** One record for both engines: what the checker, the evaluator and the SQL compiler need to know of it. */
export interface SampleRecord {
  check: CheckOptions;
  environment: Environment;
  /** FROM item `r` that holds the cells, with its own parameters first. */
  from: string;
  parameters: unknown[];
  sources: SqlSources;
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

export function sampleRecord(
  cells: readonly SampleCell[],
  options: { modified?: Record<string, number>; mode?: Mode } = {},
): SampleRecord {
  const mode = options.mode ?? MODES.airtable;
  const fields: FormulaField[] = cells
    .filter(({ name }) => name !== 'values')
    .map(({ name, type }, index) => ({ id: `fld${String(index).padStart(14, '0')}`, name, type }));
  const idOf = (name: string): string => fields.find((field) => field.name === name)?.id ?? name;
  const byId = new Map(cells.map((cell, index) => [idOf(cell.name), { ...cell, index }]));
  const modified = new Map(Object.entries(options.modified ?? {}).map(([name, ms]) => [idOf(name), ms]));
  const lastModified = (ids: readonly string[]): number | null => {
    if (ids.length === 0) return MODIFIED_MS;
    const known = ids.flatMap((id) => modified.get(id) ?? []);
    return known.length === 0 ? null : Math.max(...known);
  };
  const values = cells.find(({ name }) => name === 'values');
  const parameters = cells.map(({ value, type }) =>
    value === null ? null : POSTGRES[type] ? (isDate(value) ? value.ms : value) : JSON.stringify(tag(value)),
  );
  return {
    check: {
      mode,
      field: (name) => fields.find((field) => field.name === name || field.id === name),
      fieldNames: () => fields.map(({ name }) => name),
      ...(values ? { values: values.type } : {}),
    },
    environment: {
      mode,
      cell: (id) => byId.get(id)?.value ?? null,
      nowMs: NOW_MS,
      timeZone: 'GMT',
      recordId: RECORD_ID,
      createdMs: CREATED_MS,
      lastModifiedMs: lastModified,
      variables: new Map(),
    },
    from: `(SELECT ${cells.map(({ type }, index) => `$${index + 1}::${POSTGRES[type] ?? 'jsonb'} AS c${index}`).join(', ') || '1'}) AS r`,
    parameters,
    sources: {
      field: (id) => {
        const cell = byId.get(id) as SampleCell & { index: number };
        return {
          type: cell.type,
          value: `r.c${cell.index}`,
          finite: cell.type === 'number' && Number.isFinite(cell.value ?? 0),
        };
      },
      recordId: `'${RECORD_ID}'::text`,
      createdMs: `${CREATED_MS}::bigint`,
      lastModifiedMs: (ids) => `${lastModified(ids) ?? 'NULL'}::bigint`,
      firstParameter: cells.length + 1,
      nowMs: NOW_MS,
    },
  };
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

/** The record of a vector, its field types as formula.md §4.1 maps them. */
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
