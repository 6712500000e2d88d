import {
  type BaseModel,
  type Caller,
  fieldsWithin,
  reachOf,
  type SortKey,
  type TableModel,
  sightOf,
} from '@pyairtable/core';
import { ANSWER_BYTES, weighed } from '../sql/answer-bytes';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { rowJson } from '../sql/record-columns';
import { type FilterBy, rowsOf, selectRows } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';
import { windowChoice, type WindowRange } from './window-choice';

export interface WindowQuery extends WindowRange {
  table: TableModel;
  sort: readonly SortKey[];
  filter?: FilterBy | undefined;
}

export interface TextRow extends GuardRow {
  /** The whole answer as JSON text. */
  answer: string | null;
}

/** One statement that answers a RowWindow: rows, total and log number of one moment; fewer rows than asked for where they are large. */
export function rowWindowStatement(base: BaseModel, query: WindowQuery, caller: Caller): Prepared {
  const { table, sort, filter } = query;
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const reach = reachOf(caller, base, table);
  const start = `${statement.bind(query.start)}::bigint`;
  const choice = windowChoice({ base, table, reach, filter, sort }, query, start, statement);
  const json = rowJson(base, fieldsWithin(reach, table.fields), statement, 't');
  statement.part('p', selectRows(`${json} AS row`, choice), { materialized: true });
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, '{"seq":' || guard.seq || ',"schemaVersion":' || guard.schema_version || ',"total":'
      || ${choice.total()}
      || ',"start":' || ${start} || ',"rows":[' || coalesce((SELECT string_agg(w.row, ',') FROM (${weighed('p', 'row')}) w
          WHERE w.before < ${ANSWER_BYTES}), '') || ']}' AS answer
    FROM ${GUARD_FROM}`,
  );
}

/** How many rows an answer says that its view has. */
export const windowTotal = (answer: string): number =>
  Number(/^\{"seq":\d+,"schemaVersion":\d+,"total":(\d+)/.exec(answer)?.[1] ?? 0);

/**
 * One statement that reads some records again, in the order named; those that are gone are left out. Where they are large, `next`
 * is the first that is to be asked for again.
 */
export function readRowsStatement(
  base: BaseModel,
  table: TableModel,
  recordIds: readonly string[],
  fields: TableModel['fields'],
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const ids = `${statement.bind(recordIds)}::text[]`;
  const reach = reachOf(caller, base, table);
  const json = rowJson(base, fieldsWithin(reach, fields), statement, 't');
  const rows = rowsOf({ base, table, reach }, statement);
  statement.part(
    'p',
    `SELECT o.id, ${json} AS row FROM unnest(${ids}) WITH ORDINALITY AS o(id, at) JOIN ${rows.item} ON t.id = o.id
      WHERE ${rows.where(GUARD_OK)} ORDER BY o.at`,
    { materialized: true },
  );
  const isRead = `FILTER (WHERE w.before < ${ANSWER_BYTES})`;
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT '{"rows":[' || coalesce(string_agg(w.row, ',') ${isRead}, '') || ']'
        || coalesce(',"next":"' || (array_agg(w.id))[1 + count(*) ${isRead}] || '"', '') || '}'
      FROM (${weighed('p', 'row')}) w) AS answer FROM ${GUARD_FROM}`,
  );
}
