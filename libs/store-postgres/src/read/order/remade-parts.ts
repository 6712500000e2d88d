import { stateTable } from '../../sql/identifiers';
import type { Statement } from '../../sql/statement';
import { PART_ROWS, PLACE_ROWS } from './part-sizes';

/** A part that has grown to more rows becomes several. */
const MOST_ROWS = 2 * PART_ROWS;
/** Parts are told apart by numbers with room between them; less of it is none. */
const LEAST_ROOM = 1e-6;

/**
 * Adds `fresh`: the parts of `touched` with the rows of `landed`, those that have grown too long cut into several, an
 * empty one without rows; and `fresh_places`, the rows of the register that this changes.
 */
export function addRemadeParts(baseId: string, statement: Statement): void {
  const part = stateTable(baseId, 'row_order_part');
  const beside = (end: 'max' | 'min', side: '<' | '>') =>
    `(SELECT ${end}(c.at) FROM still JOIN ${part} c ON c.order_id = still.id WHERE c.at ${side} r.at)`;
  statement.part(
    'remade',
    `SELECT r.*, CASE WHEN r.pieces > 1 THEN ${beside('max', '<')} END AS last_at, CASE WHEN r.pieces > 1 THEN ${beside('min', '>')} END AS next_at
      FROM (SELECT m.*, CASE WHEN cardinality(m.ids) > ${MOST_ROWS} THEN (cardinality(m.ids) - 1) / ${PART_ROWS} + 1 ELSE 1 END AS pieces
        FROM (SELECT x.part, x.at, CASE l.count WHEN 0 THEN x.ids
            WHEN 1 THEN x.ids[:l.behind] || l.id || x.ids[l.behind + 1:]
            ELSE ARRAY(SELECT y.id FROM (
              SELECT u.id, u.n, 0 AS nth FROM unnest(x.ids) WITH ORDINALITY AS u(id, n)
              UNION ALL SELECT l.__id, l.behind, l.nth FROM landed l WHERE l.part = x.part) y ORDER BY y.n, y.nth) END AS ids
          FROM touched x CROSS JOIN LATERAL (
            SELECT count(*) AS count, min(l.behind) AS behind, min(l.__id) AS id FROM landed l WHERE l.part = x.part) l) m) r`,
    { materialized: true },
  );
  // The first part and the last grow outwards, where there is always room.
  statement.part(
    'fresh',
    `SELECT CASE WHEN p.n = 0 THEN r.part ELSE (SELECT max(c.part) FROM still JOIN ${part} c ON c.order_id = still.id)
          + row_number() OVER (ORDER BY r.at, p.n)::int END AS part,
        CASE WHEN r.pieces = 1 THEN r.at WHEN r.last_at IS NULL THEN r.at - (r.pieces - 1 - p.n)
          WHEN r.next_at IS NULL THEN r.at + p.n ELSE r.at + (r.next_at - r.at) * p.n / r.pieces END AS at,
        CASE WHEN r.pieces = 1 THEN r.ids ELSE r.ids[p.n * ${PART_ROWS} + 1 : (p.n + 1) * ${PART_ROWS}] END AS ids,
        r.pieces > 1 AS is_cut, r.pieces > 1 AND coalesce(r.next_at - r.at < ${LEAST_ROOM}, false) AS crowded
      FROM remade r, generate_series(0, r.pieces - 1) AS p(n)`,
    { materialized: true },
  );
  statement.part(
    'now_at',
    `SELECT u.id, f.part FROM fresh f, unnest(f.ids) AS u(id) WHERE f.is_cut
      UNION ALL SELECT l.__id, l.part FROM landed l JOIN remade r ON r.part = l.part WHERE r.pieces = 1`,
    { materialized: true },
  );
  statement.part(
    'fresh_places',
    `SELECT b.block, coalesce(array_agg(x.id) FILTER (WHERE x.id IS NOT NULL), '{}') AS ids,
        coalesce(array_agg(x.part) FILTER (WHERE x.id IS NOT NULL), '{}') AS parts
      FROM (SELECT l.__id / ${PLACE_ROWS} AS block FROM still, leaving l UNION SELECT n.id / ${PLACE_ROWS} FROM now_at n) b
      LEFT JOIN (
        SELECT p.block, u.id, u.part FROM still JOIN ${stateTable(baseId, 'row_order_place')} p ON p.order_id = still.id
            AND p.block = ANY(ARRAY(SELECT l.__id / ${PLACE_ROWS} FROM leaving l UNION SELECT n.id / ${PLACE_ROWS} FROM now_at n))
          CROSS JOIN LATERAL unnest(p.ids, p.parts) AS u(id, part)
          WHERE u.id NOT IN (SELECT __id FROM leaving) AND u.id NOT IN (SELECT id FROM now_at)
        UNION ALL SELECT n.id / ${PLACE_ROWS}, n.id, n.part FROM now_at n) x ON x.block = b.block
      GROUP BY b.block`,
    { materialized: true },
  );
}
