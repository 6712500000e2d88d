import {
  type BaseModel,
  type Caller,
  type FieldModel,
  reachOf,
  type RecordRestore,
  type RecordWrite,
  type TableModel,
} from '@pyairtable/core';
import { LOGGED_COLUMNS, loggedCells } from '../sql/entry-json';
import { columnName, stampName, stateTable, tableName } from '../sql/identifiers';
import { rowsOf } from '../sql/row-choice';
import { assignments, changedCells, changedLinks, inputCell, rowInput, storedFields } from '../sql/row-input';
import type { Statement } from '../sql/statement';
import { answerJson, type AnswerForm } from './answer';
import { modifiedStamps, NOW } from './modified-stamps';

/** The statement that writes rows of a table, and in whose name. */
export interface RowsWrite {
  statement: Statement;
  base: BaseModel;
  table: TableModel;
  caller: Caller;
  /** What the parts `created` and `changed` hold as `record`. */
  answer: AnswerForm | null;
}

/** Which rows `t` a part writes: FROM terms to join, and the condition. */
export interface ChosenRows {
  from: readonly string[];
  where: string;
}

/** The rows of the part `target` where that holds all `count`, none where it does not. */
export const allTargets = (count: string): ChosenRows => ({
  from: ['target'],
  where: `t.__id = target.__id AND (SELECT count(*) FROM target) = ${count}::int`,
});

/** Rows that are locked already. */
export const lockedRows = (statement: Statement, recordIds: readonly string[]): ChosenRows => ({
  from: [],
  where: `t.id = ANY(${statement.bind(recordIds)}::text[])`,
});

/** Adds the part `target`: the records, locked in the order of their making when `may` is true. */
export function lockRows(
  { statement, base, table, caller }: Omit<RowsWrite, 'answer'>,
  recordIds: readonly string[],
  lock: 'UPDATE' | 'NO KEY UPDATE',
  may: string,
): void {
  const rows = rowsOf({ base, table, reach: reachOf(caller, base, table) }, statement);
  const named = `t.id = ANY(${statement.bind(recordIds)}::text[])`;
  statement.part(
    'target',
    `SELECT t.__id, t.id FROM ${rows.from} WHERE ${rows.where(named, may)} ORDER BY t.__id FOR ${lock} OF t`,
    { materialized: true },
  );
}

/** Fields that the table numbers by itself. */
const numberedFields = (table: TableModel): FieldModel[] =>
  table.fields.filter(({ filledBy }) => filledBy?.from === 'counter');

/** Stored fields that the database fills at creation: times and people of fields that watch others. */
const watchingFields = (table: TableModel): { field: FieldModel; value: 'time' | 'person' }[] =>
  storedFields(table.fields).flatMap((field) =>
    field.filledBy?.from === 'change' ? [{ field, value: field.filledBy.value }] : [],
  );

/** When cells of records that come back were changed: stamps are no cells, and the log has them. */
function formerStamps(
  table: TableModel,
  records: readonly RecordWrite[],
  statement: Statement,
): [string, string][] {
  const stamped = table.fields.filter((field) => field.stamped);
  if (stamped.length === 0) return [];
  const ids = `${statement.bind(records.map(({ id }) => id))}::text[]`;
  return stamped.map(({ id }) => [
    stampName(id),
    `(${statement.loggedTimes(table.id, id, ids)} ->> i.id)::timestamptz`,
  ]);
}

/** For `insertRows`: false when an id is that of a record in another table, and nothing was written. */
export const IDS_FREE = 'EXISTS (SELECT FROM counter)';

/**
 * Adds the parts `claimed`, `counter` and `created`: records in the order given, none unless `may` is true and their ids
 * are this table's. The base's register keeps an id to the table that had it first, also while its record is deleted, as
 * it may come back: one look there decides on `givenIds`, which the client made, and a write under way meets the other at
 * its key. Ids made a moment ago are nobody's, and are only entered. Numbers come from the table's counter, so a refused batch burns none; restored records keep number, time and author, and
 * are numbered by fields alone that did not number them before. Times have whole seconds, as the public API shows them. Returns the placeholder of how
 * many records there are.
 */
export function insertRows(
  { statement, base, table, caller, answer }: RowsWrite,
  records: readonly (RecordWrite | RecordRestore)[],
  may: string,
  givenIds: boolean,
): string {
  const restored = records.some((record) => 'n' in record);
  const count = statement.bind(records.length);
  const user = statement.bind(caller.userId);
  const input = rowInput(
    table,
    records,
    statement,
    'ord',
    ...(restored ? (['n', 'createdTime', 'createdBy'] as const) : []),
  );
  const moment = restored ? 'i."createdTime"' : `date_trunc('second', now())`;
  const stamp = restored ? NOW : moment;
  // A record that comes back has the numbers that it had; a field may have begun to number records since.
  const numbered = numberedFields(table).filter((field) => !input.fields.includes(field));
  const numbers = numbered.length > 0 || !restored ? `${count}::int` : '0';
  const columns: [string, string][] = [
    ...(restored ? [['__id', 'i.n'] as [string, string]] : []),
    ['id', 'i.id'],
    ['created_at', moment],
    ['created_by', restored ? 'i."createdBy"' : user],
    ['modified_at', stamp],
    ['modified_by', user],
    ...input.fields.map((field): [string, string] => [columnName(field.id), inputCell(field)]),
    ...numbered.map((field): [string, string] => [columnName(field.id), 'counter.first + i.ord']),
    ...watchingFields(table)
      .filter(({ field }) => !input.fields.includes(field))
      .map(({ field, value }): [string, string] => [columnName(field.id), value === 'time' ? stamp : user]),
    ...(restored ? formerStamps(table, records, statement) : []),
  ];
  const record = answerJson(base, table, caller, statement, answer);
  const tableId = `${statement.bind(table.id)}::text`;
  // An id that comes twice is told by the table itself.
  const ids = `${statement.bind([...new Set(records.map(({ id }) => id))])}::text[]`;
  statement.part(
    'claimed',
    `INSERT INTO ${stateTable(base.id, 'record_id')} AS c (id, table_id) SELECT i.id, ${tableId} FROM unnest(${ids}) AS i(id) WHERE ${may}
      ${givenIds ? 'ON CONFLICT (id) DO UPDATE SET table_id = excluded.table_id WHERE c.table_id = excluded.table_id ' : ''}RETURNING 1`,
  );
  statement.part(
    'counter',
    `UPDATE ${stateTable(base.id, 'table_counter')} c SET record_count = c.record_count + ${count}::int,
        next_number = c.next_number + ${numbers}
      WHERE c.table_id = ${tableId} AND (SELECT count(*) FROM claimed) = cardinality(${ids}) RETURNING c.next_number - ${numbers} AS first`,
  );
  statement.part(
    'created',
    `INSERT INTO ${tableName(base.id, table.id)} AS t (${columns.map(([column]) => column).join(', ')})
      ${restored ? 'OVERRIDING SYSTEM VALUE ' : ''}SELECT ${columns.map(([, value]) => value).join(', ')} FROM counter, ${input.from} ORDER BY i.ord
      RETURNING ${LOGGED_COLUMNS.created}, ${record} AS record, ${loggedCells(base, [...input.fields, ...numbered], 't', statement, 'filled')} AS cells`,
  );
  return count;
}

/** The cells of a record to write, and what its row is told apart by. */
export interface RowUpdate extends RecordWrite {
  /** Which of several requests, from 1, it belongs to. */
  request?: number;
  /** Ids of the record's link fields whose lists the write changes, from either side. */
  linked?: readonly string[];
}

const cellDiffers = ({ id }: FieldModel): string =>
  `old.${columnName(id)} IS DISTINCT FROM t.${columnName(id)}`;

/**
 * Adds the parts `changed`, all the records, and `altered`, those of which something is other than before. Both have what
 * the records bring: `request` or `linked`.
 */
export function updateRows(
  { statement, base, table, caller, answer }: RowsWrite,
  records: readonly RowUpdate[],
  brought: 'request' | 'linked',
  chosen: ChosenRows,
): void {
  const input = rowInput(table, records, statement, brought);
  const links = changedLinks(new Set(records.flatMap(({ linked = [] }) => linked)));
  const changes = new Map([...changedCells(input), ...links]);
  const stamps = modifiedStamps(table, changes, statement.bind(caller.userId));
  const record = answerJson(base, table, caller, statement, answer);
  const { from, where } = chosen;
  statement.part(
    'changed',
    `UPDATE ${tableName(base.id, table.id)} t SET ${[...assignments(input), ...stamps].join(', ')} FROM ${[...from, input.from].join(', ')}
      WHERE i.id = t.id AND ${where}
      RETURNING ${LOGGED_COLUMNS.updated}, i.${brought}, ${record} AS record,
        ${loggedCells(base, input.fields, 'old', statement, cellDiffers)} AS before,
        ${loggedCells(base, input.fields, 't', statement, cellDiffers)} AS after`,
  );
  const linked = brought === 'linked' ? ' OR jsonb_array_length(changed.linked) > 0' : '';
  statement.part('altered', `SELECT * FROM changed WHERE changed.before <> '{}'${linked}`);
}

/** Adds the parts `gone` and `uncounted`, which takes `count`, a placeholder, off the table's records. */
export function deleteRows(
  { statement, base, table }: RowsWrite,
  { from, where }: ChosenRows,
  count: string,
): void {
  const using = from.length > 0 ? `USING ${from.join(', ')} ` : '';
  statement.part(
    'gone',
    `DELETE FROM ${tableName(base.id, table.id)} t ${using}WHERE ${where}
      RETURNING ${LOGGED_COLUMNS.deleted}, ${loggedCells(base, storedFields(table.fields), 't', statement)} AS before`,
  );
  statement.part(
    'uncounted',
    `UPDATE ${stateTable(base.id, 'table_counter')} c SET record_count = c.record_count - ${count}::int
      WHERE c.table_id = ${statement.bind(table.id)} AND EXISTS (SELECT FROM gone) RETURNING 1`,
  );
}
