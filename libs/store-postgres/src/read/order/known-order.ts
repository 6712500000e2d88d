import { type BaseModel, type CellSource, EVERYTHING } from '@pyairtable/core';
import { junctionName, stateTable } from '../../sql/identifiers';
import { type RowScope, rowsOf, traitsOf } from '../../sql/row-choice';
import type { Statement } from '../../sql/statement';

/** Entries of the log that an order is brought over; past more of them it is computed anew. */
const MOST_ENTRIES = 500;
/** Rows placed one by one: each is compared with some twenty others, which for too many is more work than to sort all. */
const MOST_MOVED = 1_000;
const ROWS_PER_MOVED = 300;
/** A smaller order is sorted as soon. */
const LEAST_ROWS = 1_000;

/**
 * Adds `still`: the order that somebody left, if it can be brought to the present, and with it `leaving`, the creation
 * numbers of all rows that cannot stay where they are in it, and `moving`, those of them that may still belong to it.
 * `order_key` has what the order goes by, whether there is one or not.
 */
export function addKnownOrder(scope: RowScope, statement: Statement): void {
  const { base, table, sort = [] } = scope;
  const { key, sources } = traitsOf(scope);
  const order = stateTable(base.id, 'row_order');
  const tableId = statement.bind(table.id);
  // A version is of one life of the base; a change of choices or types makes another order.
  const ofSort = statement.bind(
    JSON.stringify([
      base.schemaVersion,
      sort.map(({ field, direction }) => [field.id, direction]),
      ...(key ? [key] : []),
    ]),
  );
  statement.part(
    'order_key',
    `SELECT k.*, (SELECT o.id FROM ${order} o WHERE o.table_id = k.table_id AND o.sort = k.sort) AS last_id
      FROM (SELECT ${tableId}::text AS table_id, ${ofSort}::text AS sort, (random() * 9e15)::bigint AS next_id) k`,
    { materialized: true },
  );
  statement.part(
    'known',
    `SELECT o.id, o.seq, o.size, o.used_at FROM guard, order_key, ${order} o WHERE o.id = order_key.last_id AND guard.ok
      AND o.table_id = ${tableId} AND o.sort = ${ofSort} AND guard.seq - o.seq BETWEEN 0 AND ${MOST_ENTRIES}`,
    { materialized: true },
  );
  statement.part(
    'since',
    `SELECT e.change FROM known, guard, ${stateTable(base.id, 'change')} c, jsonb_array_elements(c.changes) AS e(change)
      WHERE c.seq > known.seq AND c.seq <= guard.seq`,
    { materialized: true },
  );
  const named = (kind: 'created' | 'deleted') =>
    `SELECT (x ->> 'n')::bigint AS __id FROM since e, jsonb_array_elements(e.change -> '${kind}') x
      WHERE e.change ->> 'tableId' = ${tableId}`;
  const written = (sources?.cells ?? []).map((source) => rowsMadeOf(base, source, statement));
  statement.part(
    'moving',
    `SELECT DISTINCT m.__id FROM (${[named('created'), ...written].join('\n      UNION ALL ')}
      LIMIT ${MOST_MOVED + 1}) m`,
    { materialized: true },
  );
  statement.part('leaving', `SELECT __id FROM moving UNION ${named('deleted')}`, { materialized: true });
  const silent = statement.bind([...(sources?.silent ?? [])]);
  const unsaid = `e.change ->> 'kind' <> 'records' OR (e.change ? 'deleted' AND e.change ->> 'tableId' = ANY(${silent}::text[]))`;
  statement.part(
    'still',
    `SELECT known.* FROM known WHERE NOT EXISTS (SELECT FROM since e WHERE ${sources ? unsaid : 'true'})
      AND (NOT EXISTS (SELECT FROM leaving) OR (known.size >= ${LEAST_ROWS}
        AND (SELECT count(*) FROM moving) <= least(${MOST_MOVED}, known.size / ${ROWS_PER_MOVED} + 20)
        AND (SELECT count(*) FROM leaving) * 2 <= known.size))`,
    { materialized: true },
  );
}

/**
 * Query: the rows that are made of cells that entries of `since` wrote. Arrays, not joins, carry the names: whoever plans
 * the statement cannot know how few they are, and would rather read the tables whole.
 */
function rowsMadeOf(base: BaseModel, { tableId, fieldIds, path }: CellSource, statement: Statement): string {
  const named = fieldIds === null ? '' : ` AND u -> 'after' ?| ${statement.bind([...fieldIds])}::text[]`;
  const written = `ARRAY(SELECT u ->> 'id' FROM since e, jsonb_array_elements(e.change -> 'updated') u
        WHERE e.change ->> 'tableId' = ${statement.bind(tableId)}${named})`;
  const ends = [...path].reverse();
  const joins = ends.map(({ pairId, other }, at) => {
    const inner = at === 0 ? 't.__id' : `j${at - 1}.${ends[at - 1]?.own}`;
    return ` JOIN ${junctionName(base.id, pairId)} j${at} ON j${at}.${other} = ${inner}`;
  });
  const own = ends.length === 0 ? 't.__id' : `j${ends.length - 1}.${ends.at(-1)?.own}`;
  const rows = rowsOf({ base, table: base.table(tableId), reach: EVERYTHING }, statement);
  return `SELECT ${own} FROM ${rows.from}${joins.join('')} WHERE ${rows.where(`t.id = ANY(${written})`)}`;
}
