import { type BaseModel, type Caller, reachOf, sightOf } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM } from '../sql/guard';
import { selectRows } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';
import type { WindowQuery } from './row-window';
import { windowChoice } from './window-choice';

/** The rows of a run of a view, which are found as those of a window are. */
export type RowIdsQuery = Omit<WindowQuery, 'after'>;

/** One statement that answers the ids of a run of a view's rows, in their order: all of one moment, however many. */
export function rowIdsStatement(base: BaseModel, query: RowIdsQuery, caller: Caller): Prepared {
  const { table, sort, filter } = query;
  // People without a name stand at their addresses: the order is that of the rows which the same caller reads.
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const start = `${statement.bind(query.start)}::bigint`;
  const scope = { base, table, reach: reachOf(caller, base, table), filter, sort };
  const choice = windowChoice(scope, { ...query, after: null }, start, statement);
  statement.part('p', selectRows('t.id', choice), { materialized: true });
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, '{"seq":' || guard.seq || ',"ids":' || coalesce((SELECT json_agg(p.id)::text FROM p), '[]') || '}' AS answer
    FROM ${GUARD_FROM}`,
  );
}
