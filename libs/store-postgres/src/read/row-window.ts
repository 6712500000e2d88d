import { type BaseModel, type Caller, type SortKey, type TableModel, seesAddresses } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { tableName } from '../sql/identifiers';
import { rowJson } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';
import { orderBy } from './page-source';
import { addRowOrder, isLogged } from './row-order';

/** Rows at the head of an order that cost little to find among all. */
const MOST_SORTED = 1_000;

export interface WindowQuery {
  table: TableModel;
  sort: readonly SortKey[];
  start: number;
  limit: number;
  /** Creation number of the row before `start`; only where rows stand in creation order. */
  after: number | null;
}

export interface TextRow extends GuardRow {
  /** The whole answer as JSON text. */
  answer: string | null;
}

/**
 * One statement that answers a RowWindow: rows, total and log number of one moment. Creation order seeks by the key of
 * the row before, or counts along the primary key's index. The first rows of a sorted view are picked out of all; further
 * down their order is kept for the next window.
 */
export function rowWindowStatement(base: BaseModel, query: WindowQuery, caller: Caller): Prepared {
  const { table, sort } = query;
  const statement = new Statement(base.id, seesAddresses(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const rows = tableName(base.id, table.id);
  const start = `${statement.bind(query.start)}::bigint`;
  const limit = `${statement.bind(query.limit)}::int`;
  let source: string;
  if (sort.length > 0 && query.start + query.limit > MOST_SORTED && isLogged(base, sort)) {
    addRowOrder(statement, base, table, sort);
    const place = `least(${start}, 1000000000)::int`;
    source = `rows_in_order r, unnest(r.ids[${place} + 1 : ${place} + ${limit}]) WITH ORDINALITY AS k(__id, at)
      JOIN ${rows} t ON t.__id = k.__id WHERE ${GUARD_OK} ORDER BY k.at`;
  } else if (sort.length > 0) {
    source = `${rows} t WHERE ${GUARD_OK} ORDER BY ${orderBy(base, sort, statement)} OFFSET ${start} LIMIT ${limit}`;
  } else if (query.after !== null) {
    source = `${rows} t WHERE t.__id > ${statement.bind(query.after)}::bigint AND ${GUARD_OK} ORDER BY t.__id LIMIT ${limit}`;
  } else {
    source = `${rows} t WHERE t.__id >= (SELECT k.__id FROM ${rows} k ORDER BY k.__id OFFSET ${start} LIMIT 1)
      AND ${GUARD_OK} ORDER BY t.__id LIMIT ${limit}`;
  }
  statement.part('p', `SELECT ${rowJson(base, table.fields, statement, 't')} AS row FROM ${source}`, {
    materialized: true,
  });
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, '{"seq":' || guard.seq || ',"schemaVersion":' || guard.schema_version || ',"total":'
      || (SELECT c.record_count FROM api.table_counter c WHERE c.table_id = ${statement.bind(table.id)})
      || ',"start":' || ${start} || ',"rows":[' || coalesce((SELECT string_agg(p.row, ',') FROM p), '') || ']}' AS answer
    FROM ${GUARD_FROM}`,
  );
}

/** One statement that reads some records again, in the order named; those that are gone are left out. */
export function readRowsStatement(
  base: BaseModel,
  table: TableModel,
  recordIds: readonly string[],
  fields: TableModel['fields'],
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id, seesAddresses(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const ids = `${statement.bind(recordIds)}::text[]`;
  const json = rowJson(base, fields, statement, 't');
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT '{"rows":[' || coalesce(string_agg(${json}, ',' ORDER BY o.at), '') || ']}'
      FROM unnest(${ids}) WITH ORDINALITY AS o(id, at) JOIN ${tableName(base.id, table.id)} t ON t.id = o.id
      WHERE ${GUARD_OK}) AS answer FROM ${GUARD_FROM}`,
  );
}
