import { stateTable } from '../../sql/identifiers';
import { foundRows, type RowChoice, type RowScope, rowsOf, selectRows, traitsOf } from '../../sql/row-choice';
import type { Statement } from '../../sql/statement';
import { addKnownOrder } from './known-order';
import { addOrderSearch } from './order-search';
import { PART_ROWS, PLACE_ROWS } from './part-sizes';
import { addRemadeParts } from './remade-parts';

/** An order that only lags behind is noted again after as many entries, not with every window. */
const LAG = 20;
/** Orders that are kept of a table: whoever asks by ever other keys fills no disk, and has all rows sorted instead. */
const MOST_ORDERS = 50;

/** Rows of a scope by their places, and how many there are. */
export interface OrderedRows extends RowChoice {
  /** Expression. */
  total: string;
  /** Makes the expression: the creation numbers of all rows of the scope in their order. */
  all(): string;
}

/**
 * The rows of a scope at `start` (an expression) and behind, at most `limit`; to be named after `guard`. Their order is
 * kept in parts: what the log says since then moves or removes some rows of it, and only those are placed anew; all are
 * sorted where there is no order, or where that is less work. What was done is left for the next who asks.
 */
export function rowsInOrder(
  scope: RowScope,
  start: string,
  limit: string,
  statement: Statement,
): OrderedRows {
  const follows = traitsOf(scope).followsLog;
  if (follows) addKnownOrder(scope, statement);
  const unknown = follows ? ' AND NOT EXISTS (SELECT FROM still)' : '';
  statement.part(
    'sorted',
    `SELECT ${sortedIds(scope, statement)} AS ids FROM guard WHERE guard.ok${unknown}`,
    { materialized: true },
  );
  if (follows) {
    addOrderSearch(scope, statement);
    addRemadeParts(scope.base.id, statement);
    addSlice(scope.base.id, start, limit, statement);
    addWrites(scope, statement);
  } else {
    const place = `least(${start}, 1000000000)::int`;
    statement.part(
      'rows_in_order',
      `SELECT k.__id, k.at FROM sorted CROSS JOIN LATERAL unnest(sorted.ids[${place} + 1 : ${place} + ${limit}])
        WITH ORDINALITY AS k(__id, at)`,
      { materialized: true },
    );
  }
  const { item, where } = foundRows(scope);
  return {
    from: `rows_in_order k JOIN ${item} ON t.__id = k.__id`,
    where: where(),
    orderBy: 'k.at',
    limit: '',
    total: follows
      ? '(SELECT coalesce(sum(now_parts.size), 0) FROM now_parts)'
      : '(SELECT cardinality(sorted.ids) FROM sorted)',
    all: () => (follows ? allOf(scope.base.id) : '(SELECT sorted.ids FROM sorted)'),
  };
}

/** Expression: the creation numbers of the rows of a scope in its order. */
function sortedIds(scope: RowScope, statement: Statement): string {
  const rows = rowsOf(scope, statement);
  const all = { ...rows, where: rows.where(), limit: '' };
  return `(SELECT coalesce(array_agg(k.__id), '{}') FROM (${selectRows('t.__id', all)}) k)`;
}

/**
 * Adds `now_parts`, all parts as they are now, with ids where the table does not have them yet, and `rows_in_order`. Its limit
 * leaves out nothing: it says how few rows these are to whoever plans the statement, and would else read the table whole.
 */
function addSlice(baseId: string, start: string, limit: string, statement: Statement): void {
  const part = stateTable(baseId, 'row_order_part');
  statement.part(
    'built',
    `SELECT p.n AS part, s.ids[p.n * ${PART_ROWS} + 1 : (p.n + 1) * ${PART_ROWS}] AS ids
      FROM sorted s, generate_series(0, (cardinality(s.ids) - 1) / ${PART_ROWS}) AS p(n) WHERE cardinality(s.ids) > 0`,
    { materialized: true },
  );
  statement.part(
    'now_parts',
    `SELECT c.part, c.at, c.size, NULL::bigint[] AS ids FROM still JOIN ${part} c ON c.order_id = still.id
      WHERE c.part NOT IN (SELECT part FROM touched)
    UNION ALL SELECT f.part, f.at, cardinality(f.ids), f.ids FROM fresh f
    UNION ALL SELECT b.part, b.part::float8, cardinality(b.ids), b.ids FROM built b`,
    { materialized: true },
  );
  statement.part(
    'rows_in_order',
    `SELECT u.id AS __id, r.before + u.n AS at
      FROM (SELECT n.*, sum(n.size) OVER (ORDER BY n.at) - n.size AS before FROM now_parts n) r
      CROSS JOIN LATERAL unnest(${idsOfPart(baseId, 'r')}) WITH ORDINALITY AS u(id, n)
      WHERE r.before + r.size > ${start} AND r.before < ${start} + ${limit}
        AND r.before + u.n > ${start} AND r.before + u.n <= ${start} + ${limit}
      LIMIT ${limit}`,
    { materialized: true },
  );
}

/** Expression: the ids of a part, one of `now_parts` that goes by the name `of`. */
const idsOfPart = (baseId: string, of: string) =>
  `coalesce(${of}.ids,
        (SELECT c.ids FROM still JOIN ${stateTable(baseId, 'row_order_part')} c ON c.order_id = still.id AND c.part = ${of}.part))`;

const allOf = (baseId: string) =>
  `(SELECT array_agg(u.id) FROM (SELECT * FROM now_parts ORDER BY now_parts.at) n CROSS JOIN LATERAL unnest(${idsOfPart(baseId, 'n')}) AS u(id))`;

/**
 * Adds the parts that leave the order for others. One statement at a time writes an order: who finds it locked, or newer
 * than it was read, has answered from what it made and leaves it at that.
 */
function addWrites({ base }: RowScope, statement: Statement): void {
  const [order, part, place] = (['row_order', 'row_order_part', 'row_order_place'] as const).map((name) =>
    stateTable(base.id, name),
  );
  statement.part(
    'held',
    `SELECT o.seq = still.seq AS ok FROM still, guard, ${order} o WHERE o.id = still.id
      AND (EXISTS (SELECT FROM leaving) OR guard.seq - still.seq > ${LAG} OR still.used_at < now() - interval '1 minute')
      FOR NO KEY UPDATE OF o SKIP LOCKED`,
    { materialized: true },
  );
  const held = '(SELECT held.ok FROM held)';
  // Where there is no room left between two parts, the order is given up: the next who asks sorts all rows.
  statement.part(
    'brought_forward',
    `UPDATE ${order} o SET seq = CASE WHEN EXISTS (SELECT FROM fresh WHERE crowded) THEN -1000000000 ELSE guard.seq END,
        size = (SELECT coalesce(sum(now_parts.size), 0) FROM now_parts), used_at = now()
      FROM still, guard WHERE o.id = still.id AND ${held}`,
  );
  statement.part(
    'left_empty',
    `DELETE FROM ${part} c USING still WHERE c.order_id = still.id AND ${held}
      AND c.part = ANY(ARRAY(SELECT f.part FROM fresh f WHERE cardinality(f.ids) = 0))`,
  );
  // Sorted anew: under another number, as what was kept until now is still being read.
  statement.part(
    'noted',
    `INSERT INTO ${order} AS o (table_id, sort, id, seq, size)
      SELECT order_key.table_id, order_key.sort, order_key.next_id, guard.seq, cardinality(sorted.ids) FROM sorted, order_key, guard
      WHERE (SELECT count(*) FROM ${order} k WHERE k.table_id = order_key.table_id AND k.sort <> order_key.sort) < ${MOST_ORDERS}
      ON CONFLICT (table_id, sort) DO UPDATE SET id = excluded.id, seq = excluded.seq, size = excluded.size, used_at = now()
        WHERE o.seq < excluded.seq RETURNING o.id`,
  );
  statement.part(
    'parts_written',
    `INSERT INTO ${part} AS c (order_id, part, at, head, size, ids)
      SELECT w.order_id, w.part, w.at, w.ids[1], cardinality(w.ids), w.ids FROM (
        SELECT still.id AS order_id, f.part, f.at, f.ids FROM still, fresh f WHERE ${held} AND cardinality(f.ids) > 0
        UNION ALL SELECT noted.id, b.part, b.part, b.ids FROM noted, built b) w
      ON CONFLICT (order_id, part) DO UPDATE SET at = excluded.at, head = excluded.head, size = excluded.size, ids = excluded.ids`,
  );
  statement.part(
    'places_written',
    `INSERT INTO ${place} AS p (order_id, block, ids, parts)
      SELECT w.order_id, w.block, w.ids, w.parts FROM (
        SELECT still.id AS order_id, b.block, b.ids, b.parts FROM still, fresh_places b WHERE ${held}
        UNION ALL SELECT noted.id, u.id / ${PLACE_ROWS}, array_agg(u.id), array_agg(b.part)
          FROM noted, built b, unnest(b.ids) AS u(id) GROUP BY noted.id, u.id / ${PLACE_ROWS}) w
      ON CONFLICT (order_id, block) DO UPDATE SET ids = excluded.ids, parts = excluded.parts`,
  );
  for (const [name, table] of [
    ['parts_replaced', part],
    ['places_replaced', place],
  ])
    statement.part(
      name as string,
      `DELETE FROM ${table} r USING order_key, noted WHERE r.order_id = order_key.last_id AND noted.id <> order_key.last_id`,
    );
}
