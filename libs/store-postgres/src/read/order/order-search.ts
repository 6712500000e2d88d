import { stateTable } from '../../sql/identifiers';
import { orderBy, standsBefore } from '../../sql/order-by';
import { type RowScope, rowsOf } from '../../sql/row-choice';
import type { Statement } from '../../sql/statement';
import { PLACE_ROWS } from './part-sizes';

/**
 * Adds `landed`: for each row of `moving` that the scope keeps, the part of the order that it belongs to, and how many
 * rows of that part stand before it. Rows are found by halving, first among the first rows of the parts and then within
 * one, all at a time: a step compares each with one row that stays where it is, whose keys are read as they are now.
 * `rest` holds the parts that lose a row, without what leaves them; `touched` those and the parts that get one.
 */
export function addOrderSearch(scope: RowScope, statement: Statement): void {
  const part = stateTable(scope.base.id, 'row_order_part');
  const few = rowsOf(scope, statement, 'rows');
  const names = few.keys.map((_, at) => `k${at}`);
  const keys = [...few.keys.map(({ expression }, at) => `, ${expression} AS k${at}`)].join('');
  const all = (alias: string) => [`${alias}.__id`, ...names.map((name) => `${alias}.${name}`)].join(', ');

  statement.part(
    'homes',
    `SELECT DISTINCT u.part FROM still JOIN ${stateTable(scope.base.id, 'row_order_place')} p ON p.order_id = still.id
        AND p.block = ANY(ARRAY(SELECT DISTINCT l.__id / ${PLACE_ROWS} FROM leaving l))
      CROSS JOIN LATERAL unnest(p.ids, p.parts) AS u(id, part) WHERE u.id IN (SELECT __id FROM leaving)`,
    { materialized: true },
  );
  statement.part(
    'rest',
    `SELECT c.part, c.at, ARRAY(SELECT u.id FROM unnest(c.ids) WITH ORDINALITY AS u(id, n)
        WHERE u.id NOT IN (SELECT __id FROM leaving) ORDER BY u.n) AS ids
      FROM still JOIN ${part} c ON c.order_id = still.id AND c.part = ANY(ARRAY(SELECT part FROM homes))`,
    { materialized: true },
  );
  const where = few.where(
    'EXISTS (SELECT FROM moving, still)',
    't.__id = ANY(ARRAY(SELECT moving.__id FROM moving, still))',
  );
  statement.part('mover', `SELECT t.__id${keys} FROM ${few.from} WHERE ${where}`, { materialized: true });
  statement.part(
    'spine',
    `SELECT array_agg(s.part ORDER BY s.at) AS parts, array_agg(s.head ORDER BY s.at) AS heads FROM (
        SELECT c.part, c.at, c.head FROM still JOIN ${part} c ON c.order_id = still.id WHERE c.part NOT IN (SELECT part FROM homes)
        UNION ALL SELECT r.part, r.at, r.ids[1] FROM rest r WHERE cardinality(r.ids) > 0) s
      WHERE EXISTS (SELECT FROM mover)`,
    { materialized: true },
  );

  // The row that is compared with: its place alone counts, whether a filter keeps it was decided when it got there.
  const other = rowsOf({ ...scope, filter: undefined }, statement, 'rows');
  const otherKeys = other.keys.map(({ expression }, at) => `, ${expression} AS k${at}`).join('');
  const column = (alias: string) => (key: number | 'created') =>
    `${alias}.${key === 'created' ? '__id' : `k${key}`}`;
  const before = standsBefore(
    other.keys.map(({ direction }) => direction),
    column('o'),
    column('s'),
  );
  const compared = (id: string) =>
    `CROSS JOIN LATERAL (SELECT ${before} AS before FROM (SELECT t.__id${otherKeys} FROM ${other.from} WHERE t.__id = ${id}) o) c`;
  const halved = `CASE WHEN c.before THEN s.mid ELSE s.lo END, CASE WHEN c.before THEN s.hi ELSE s.mid - 1 END`;
  const open = (name: string) =>
    `(SELECT q.*, (q.lo + q.hi + 1) / 2 AS mid FROM ${name} q WHERE q.lo < q.hi) s`;

  statement.part(
    'among_parts',
    `SELECT ${all('m')}, 0 AS lo, cardinality(spine.heads) AS hi FROM mover m, spine
      UNION ALL SELECT ${all('s')}, ${halved} FROM ${open('among_parts')} CROSS JOIN spine ${compared('spine.heads[s.mid]')}`,
    { recursive: true },
  );
  statement.part(
    'target',
    `SELECT ${all('s')}, spine.parts[greatest(s.lo, 1)] AS part FROM among_parts s, spine WHERE s.lo = s.hi`,
    { materialized: true },
  );
  statement.part(
    'touched',
    `SELECT r.part, r.at, r.ids FROM rest r UNION ALL
      SELECT c.part, c.at, c.ids FROM still JOIN ${part} c ON c.order_id = still.id AND c.part = ANY(ARRAY(SELECT part FROM target))
        WHERE c.part NOT IN (SELECT part FROM rest)`,
    { materialized: true },
  );
  statement.part(
    'within_part',
    `SELECT ${all('g')}, g.part, x.ids, 0 AS lo, cardinality(x.ids) AS hi FROM target g JOIN touched x ON x.part = g.part
      UNION ALL SELECT ${all('s')}, s.part, s.ids, ${halved} FROM ${open('within_part')} ${compared('s.ids[s.mid]')}`,
    { recursive: true },
  );
  const inOrder = orderBy(
    few.keys.map(({ direction }, at) => ({ expression: `s.k${at}`, direction })),
    's.__id',
  );
  statement.part(
    'landed',
    `SELECT s.__id, s.part, s.lo AS behind, row_number() OVER (PARTITION BY s.part ORDER BY ${inOrder}) AS nth
      FROM within_part s WHERE s.lo = s.hi`,
    { materialized: true },
  );
}
