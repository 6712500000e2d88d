import { type BaseModel, type Caller, seesAddresses, type SortKey, type TableModel } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK } from '../sql/guard';
import { tableName } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';
import { orderBy } from './page-source';

export interface RowIdsQuery {
  table: TableModel;
  sort: readonly SortKey[];
  start: number;
  limit: number;
}

/** One statement that answers the ids of a run of a view's rows, in their order: all of one moment, however many. */
export function rowIdsStatement(
  base: BaseModel,
  { table, sort, start, limit }: RowIdsQuery,
  caller: Caller,
): Prepared {
  // People without a name stand at their addresses: the order is that of the rows which the same caller reads.
  const statement = new Statement(base.id, seesAddresses(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const run = `OFFSET ${statement.bind(start)}::bigint LIMIT ${statement.bind(limit)}::int`;
  statement.part(
    'p',
    `SELECT t.id FROM ${tableName(base.id, table.id)} t WHERE ${GUARD_OK} ORDER BY ${orderBy(base, sort, statement)} ${run}`,
    { materialized: true },
  );
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, '{"seq":' || guard.seq || ',"ids":' || coalesce((SELECT json_agg(p.id)::text FROM p), '[]') || '}' AS answer
    FROM ${GUARD_FROM}`,
  );
}
