import {
  type BaseModel,
  type Caller,
  reachOf,
  sightOf,
  type SortKey,
  type TableModel,
} from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM } from '../sql/guard';
import { type FilterBy, selectRows } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';
import { inOrder } from './row-ranges';

export interface RowIdsQuery {
  table: TableModel;
  sort: readonly SortKey[];
  start: number;
  limit: number;
  filter?: FilterBy | undefined;
}

/** One statement that answers the ids of a run of a view's rows, in their order: all of one moment, however many. */
export function rowIdsStatement(
  base: BaseModel,
  { table, sort, start, limit, filter }: RowIdsQuery,
  caller: Caller,
): Prepared {
  // People without a name stand at their addresses: the order is that of the rows which the same caller reads.
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const run = `OFFSET ${statement.bind(start)}::bigint LIMIT ${statement.bind(limit)}::int`;
  const reach = reachOf(caller, base, table);
  const choice = inOrder({ base, table, reach, filter, sort }, run, statement);
  statement.part('p', selectRows('t.id', choice), { materialized: true });
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, '{"seq":' || guard.seq || ',"ids":' || coalesce((SELECT json_agg(p.id)::text FROM p), '[]') || '}' AS answer
    FROM ${GUARD_FROM}`,
  );
}
