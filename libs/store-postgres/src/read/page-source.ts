import { newId } from '@pyairtable/kernel';
import type { BaseModel, Caller, ListQuery, SortKey } from '@pyairtable/core';
import { GUARD_OK } from '../sql/guard';
import { tableName } from '../sql/identifiers';
import { recordColumns } from '../sql/record-columns';
import type { Statement } from '../sql/statement';

/** ORDER BY over alias `t`: empties first ascending, last descending; ties by creation. */
export function orderBy(base: BaseModel, sort: readonly SortKey[], statement: Statement): string {
  const columns = recordColumns(base, 't', statement);
  const terms = sort.flatMap(({ field, direction }) =>
    columns
      .sortKeys(field)
      .map((key) => `${key} ${direction === 'asc' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'}`),
  );
  return [...terms, 't.__id ASC'].join(', ');
}

export interface PageSource {
  /** FROM … WHERE … ORDER BY … LIMIT … over the rows `t` of the page, in its order. */
  from: string;
  /** Boolean expression: more records follow the page `p` (columns __id, id). */
  more: string;
  /** Id of the stored order that later pages continue, if there is one. */
  snapshotId?: string;
}

/** How many records this page may hold. */
export function pageLimit({ pageSize, maxRecords, position }: ListQuery): number {
  return maxRecords === null
    ? pageSize
    : Math.max(0, Math.min(pageSize, maxRecords - (position?.served ?? 0)));
}

const SNAPSHOT_ID_DIGITS = 8;

/**
 * Chooses the rows of a page. Creation order walks the primary key from the last record served, however deep. A
 * sorted list stores the order once, with its first page, and later pages take slices of it.
 */
export function pageSource(
  base: BaseModel,
  query: ListQuery,
  caller: Caller,
  statement: Statement,
): PageSource {
  const { table, position, sort, maxRecords } = query;
  const rows = tableName(base.id, table.id);
  const limit = statement.bind(pageLimit(query));
  if (position?.kind === 'snapshot') {
    const from = statement.bind(position.served + 1);
    statement.part(
      'snapshot',
      `SELECT s.ids[${from}::int : ${from}::int + ${limit}::int - 1] AS ids, cardinality(s.ids) AS total FROM api.list_snapshot s
        WHERE s.id = ${statement.bind(position.snapshotId)} AND s.table_id = ${statement.bind(table.id)}
          AND s.user_id = ${statement.bind(caller.userId)} AND ${GUARD_OK}`,
      { materialized: true },
    );
    return {
      from: `snapshot CROSS JOIN LATERAL unnest(snapshot.ids) WITH ORDINALITY AS k(__id, at)
        JOIN ${rows} t ON t.__id = k.__id ORDER BY k.at`,
      more: `coalesce((SELECT snapshot.total >= ${from}::int + ${limit}::int FROM snapshot), false)`,
      snapshotId: position.snapshotId,
    };
  }
  if (sort.length === 0) {
    const after = statement.bind(position?.after ?? 0);
    return {
      from: `${rows} t WHERE t.__id > ${after}::bigint AND ${GUARD_OK} ORDER BY t.__id LIMIT ${limit}::int`,
      // Not whether some row is further on: for that PostgreSQL walks the table from its first row.
      more: `coalesce((SELECT max(t.__id) FROM ${rows} t) > (SELECT max(p.__id) FROM p), false)`,
    };
  }
  const order = orderBy(base, sort, statement);
  if (maxRecords !== null && maxRecords <= query.pageSize) {
    return { from: `${rows} t WHERE ${GUARD_OK} ORDER BY ${order} LIMIT ${limit}::int`, more: 'false' };
  }
  const snapshotId = newId('record').slice(-SNAPSHOT_ID_DIGITS);
  statement.part(
    'ordered',
    `SELECT array_agg(k.__id) AS ids FROM (
      SELECT t.__id FROM ${rows} t WHERE ${GUARD_OK} ORDER BY ${order} LIMIT ${statement.bind(maxRecords)}::bigint) k`,
    { materialized: true },
  );
  statement.part(
    'kept',
    `INSERT INTO api.list_snapshot (id, table_id, user_id, ids)
      SELECT ${statement.bind(snapshotId)}, ${statement.bind(table.id)}, ${statement.bind(caller.userId)}, ids
      FROM ordered WHERE cardinality(ids) > ${limit}::int`,
  );
  return {
    from: `ordered CROSS JOIN LATERAL unnest(ordered.ids[1:${limit}::int]) WITH ORDINALITY AS k(__id, at)
      JOIN ${rows} t ON t.__id = k.__id ORDER BY k.at`,
    more: `coalesce((SELECT cardinality(ids) > ${limit}::int FROM ordered), false)`,
    snapshotId,
  };
}
