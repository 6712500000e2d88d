import { isId } from '@pyairtable/kernel';
import type { DraftBase, DraftField, DraftTable } from './draft';
import type { Identities } from './identities';
import { LIMITS } from './limits';
import { at, inside, isObject, type Place, type Problems } from './problems';

/** One record to be: its id, where it stands in the file, and its cells as given. */
export interface DraftRecord {
  id: string;
  path: string;
  cells: { field: DraftField; value: unknown; place: Place }[];
  /** Position in a `_repeat` run, from 0. */
  turn?: number;
  stamps: Partial<Record<StampKey, unknown>>;
  /** When cells were last changed, as given. */
  times: DraftRecord['cells'];
}

export interface DraftRows {
  records: DraftRecord[];
  /** By `_k` key and by id. */
  recordBy: Map<string, DraftRecord>;
}

const STAMP_KEYS = ['createdTime', 'createdBy', 'modifiedTime', 'modifiedBy'] as const;
export type StampKey = (typeof STAMP_KEYS)[number];

const isStamp = (key: string): key is StampKey => (STAMP_KEYS as readonly string[]).includes(key);

/** What a row says, cells and the record's own keys apart. */
interface Row {
  /** Inside `fields` only cells can stand. */
  nested?: true;
  id?: { value: unknown; path: string };
  key?: unknown;
  repeat?: unknown;
  stamps: DraftRecord['stamps'];
  times: DraftRecord['times'];
  cells: DraftRecord['cells'];
}

/** Sorts the keys of a row: names and ids of fields first, then what belongs to the record itself, with any number of `_`. */
function readRow(
  source: Record<string, unknown>,
  path: string,
  table: DraftTable,
  row: Row,
  problems: Problems,
): Row {
  for (const [key, value] of Object.entries(source)) {
    const field = table.fieldBy.get(key);
    if (field) {
      row.cells.push({ field, value, place: inside(path, key) });
      continue;
    }
    if (table.leftOut.has(key)) continue;
    const own = key.replace(/^_+/, '');
    if (row.nested) problems.add(at(path, key), 'no such field');
    else if (own === 'id') row.id = { value, path: at(path, key) };
    else if (key === '_k') row.key = value;
    else if (key === '_repeat') row.repeat = value;
    else if (isStamp(own)) row.stamps[own] = value;
    else if (own === 'cellTimes') readTimes(value, at(path, key), table, row, problems);
    else if (own === 'fields' && isObject(value)) {
      readRow(value, at(path, key), table, { ...row, nested: true }, problems);
    } else problems.add(at(path, key), 'no such field');
  }
  return row;
}

/** `cellTimes: {field: time}`, by names or ids of fields. */
function readTimes(given: unknown, path: string, table: DraftTable, row: Row, problems: Problems): void {
  for (const [key, value] of Object.entries(problems.object(given, path) ?? {})) {
    const field = table.fieldBy.get(key);
    if (field) row.times.push({ field, value, place: inside(path, key) });
    else if (!table.leftOut.has(key)) problems.add(at(path, key), 'no such field');
  }
}

function turnsOf(row: Row, path: string, problems: Problems): (number | undefined)[] {
  if (row.repeat === undefined) return [undefined];
  const { repeat } = row;
  if (!Number.isInteger(repeat) || Number(repeat) < 1 || Number(repeat) > LIMITS.repeat) {
    return problems.add(at(path, '_repeat'), `must be a whole number from 1 to ${LIMITS.repeat}`) ?? [];
  }
  if (row.id !== undefined || row.key !== undefined) {
    return problems.add(path, 'a repeated row can have neither an id nor a key') ?? [];
  }
  return Array.from({ length: Number(repeat) }, (_, turn) => turn);
}

/** Fourth pass, a record at a step: the records there are, repeated rows written out, with their ids and keys; their cells come later. */
export function* draftRecords(
  base: DraftBase,
  ids: Identities,
  problems: Problems,
): Generator<void, Map<DraftTable, DraftRows>> {
  const all = new Map<DraftTable, DraftRows>();
  let left: number = LIMITS.records;
  for (const table of base.tables) {
    const rows: DraftRows = { records: [], recordBy: new Map() };
    all.set(table, rows);
    const listPath = at(table.path, 'records');
    for (const [index, element] of problems
      .elements(table.given['records'], listPath, { limit: LIMITS.records })
      .entries()) {
      if (problems.full) return all;
      const path = at(listPath, index);
      const source = problems.object(element, path);
      if (!source) continue;
      const row = readRow(source, path, table, { stamps: {}, times: [], cells: [] }, problems);
      for (const turn of turnsOf(row, path, problems)) {
        yield;
        if (left-- <= 0) {
          problems.add(path, `a file may have at most ${LIMITS.records} records`);
          return all;
        }
        const id = ids.claim('record', row.id?.value, row.id?.path ?? path);
        const record = {
          id,
          path,
          cells: row.cells,
          stamps: row.stamps,
          times: row.times,
          ...(turn === undefined ? {} : { turn }),
        };
        rows.records.push(record);
        rows.recordBy.set(id, record);
        if (row.key === undefined) continue;
        if (
          typeof row.key !== 'string' ||
          row.key === '' ||
          row.key.length > LIMITS.name ||
          isId('record', row.key)
        ) {
          problems.add(at(path, '_k'), 'must be a text that is not blank and no record id');
        } else if (rows.recordBy.has(row.key)) problems.add(at(path, '_k'), `key "${row.key}" is used twice`);
        else rows.recordBy.set(row.key, record);
      }
    }
  }
  return all;
}
