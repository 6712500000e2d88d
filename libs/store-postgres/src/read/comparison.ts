import {
  appError,
  type Comparison,
  MAX_STRUCTURE_DIFFERENCES,
  type RawCell,
  type RecordDifference,
  type StructureDifference,
  textsOf,
} from '@pyairtable/contracts';
import { type BaseModel, type Caller, reachOf } from '@pyairtable/core';
import { isDeepStrictEqual } from 'node:util';
import {
  type ComparedRecord,
  type ComparedStructure,
  type ComparisonQuery,
  type ComparisonRow,
  UNTOLD,
} from './comparison-page';

type Row = Record<string, unknown>;

/** What names a row or holds others of its settings is no aspect of it. */
const NO_ASPECTS = new Set([...UNTOLD, 'id', 'table_id', 'config']);
const NAMES: Readonly<Record<string, string>> = { primary_field_id: 'primaryFieldId' };

/** Settings of a view are aspects of their own. */
const flat = ({ config, ...row }: Row): Row => ({ ...row, ...((config ?? {}) as Row) });

function aspectsOf(before: Row, after: Row): string[] {
  const [was, is] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => !NO_ASPECTS.has(key) && !isDeepStrictEqual(was[key] ?? null, is[key] ?? null))
    .map((key) => NAMES[key] ?? key);
}

function structureDifference(
  { kind, id, before, after }: ComparedStructure,
  rewritten: ReadonlySet<string>,
): StructureDifference {
  const row = (after ?? before) as Row;
  const aspects = before && after ? aspectsOf(before, after) : [];
  return {
    kind,
    id,
    tableId: kind === 'table' ? id : (row['table_id'] as string),
    name: row['name'] as string,
    change: !before ? 'added' : after ? 'changed' : 'removed',
    aspects: before && after && rewritten.has(id) ? [...aspects, 'cells'] : aspects,
  };
}

function recordDifference(
  { id, tableId, wasThere, isThere, before, after }: ComparedRecord,
  shows: (fieldId: string) => boolean,
  base: BaseModel,
): RecordDifference | null {
  if (!wasThere && !isThere) return null;
  // In the order of the table; those of fields that are gone come last.
  const own = base.tableById(tableId)?.fields.map((field) => field.id) ?? [];
  const told = new Set([...Object.keys(before), ...Object.keys(after)]);
  const fieldIds = [...new Set([...own.filter((fieldId) => told.has(fieldId)), ...told])];
  const cell = (cells: Record<string, RawCell>, fieldId: string): RawCell => cells[fieldId] ?? null;
  const cells = fieldIds
    .filter((fieldId) => shows(fieldId) && !isDeepStrictEqual(cell(before, fieldId), cell(after, fieldId)))
    .map((fieldId) => ({ fieldId, before: cell(before, fieldId), after: cell(after, fieldId) }));
  if (wasThere && isThere && cells.length === 0) return null;
  return { id, tableId, change: !wasThere ? 'added' : isThere ? 'changed' : 'removed', cells };
}

/** What a caller is told of the differences; throws for moments of which nothing is known, or in the wrong order. */
export function comparisonOf(
  caller: Caller,
  base: BaseModel,
  { from, to }: ComparisonQuery,
  { keptFrom, head, structure, rewritten, records, next }: ComparisonRow,
): Omit<Comparison, 'titles'> {
  const until = to ?? head;
  if (until > head) throw appError('MOMENT_NOT_KEPT', 'This moment of the base has not come yet');
  if (from < keptFrom)
    throw appError(
      'MOMENT_NOT_KEPT',
      'This moment is not kept, or is of the time before the base was restored: only later ones are compared.',
    );
  if (from > until) throw appError('INVALID_REQUEST_UNKNOWN', 'The earlier moment comes first');
  const anew = new Set(rewritten);
  const shows = ({ tableId }: ComparedRecord) => {
    const table = base.tableById(tableId);
    const reach = table && reachOf(caller, base, table);
    return (fieldId: string) => !reach || reach.fields === 'all' || reach.fields.has(fieldId);
  };
  return {
    from,
    to: until,
    structure: structure
      .slice(0, MAX_STRUCTURE_DIFFERENCES)
      .map((difference) => structureDifference(difference, anew)),
    hasMoreStructure: structure.length > MAX_STRUCTURE_DIFFERENCES,
    records: records.flatMap((record) => recordDifference(record, shows(record), base) ?? []),
    next,
  };
}

/** The records that are told of, and those that are linked in their cells, by tables that there are. */
export function namedIn(
  base: BaseModel,
  records: readonly RecordDifference[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Set<string>>();
  const add = (tableId: string | undefined, ids: readonly string[]) => {
    if (tableId === undefined || !base.tableById(tableId) || ids.length === 0) return;
    named.set(tableId, new Set([...(named.get(tableId) ?? []), ...ids]));
  };
  for (const { id, tableId, cells } of records) {
    add(tableId, [id]);
    for (const { fieldId, before, after } of cells)
      add(base.locateField(fieldId)?.field.link?.linkedTableId, [...textsOf(before), ...textsOf(after)]);
  }
  return named;
}
