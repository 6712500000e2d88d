import type { SortKey, TableModel } from '@pyairtable/core';
import { stateTable } from '../sql/identifiers';
import { type RowScope, rowsOf, selectRows, traitsOf } from '../sql/row-choice';
import type { Statement } from '../sql/statement';

/** Entries of the log that an order is brought over; past more of them it is computed anew. */
const MOST_ENTRIES = 100;
/** An order that only lags behind is written again after as many, not with every window. */
const LAG = 20;

/**
 * Adds the part `rows_in_order` (ids: bigint[]), the creation numbers of all rows of a scope in its order, after
 * `guard`. The order that another window left behind is used again when nothing in the log since moves a row; records
 * deleted since are taken out of it. Else all rows are sorted, and the order is left for the next.
 */
export function addRowOrder(scope: RowScope, statement: Statement): void {
  const { base, table, sort = [] } = scope;
  const traits = traitsOf(scope);
  if (!traits.followsLog) {
    statement.part(
      'rows_in_order',
      `SELECT ${sortedIds(scope, statement)} AS ids FROM guard WHERE guard.ok`,
      { materialized: true },
    );
    return;
  }
  const tableId = statement.bind(table.id);
  // A version is of one life of the base; a change of choices or types makes another order.
  const key = statement.bind(
    JSON.stringify([
      base.schemaVersion,
      sort.map(({ field, direction }) => [field.id, direction]),
      ...(traits.key ? [traits.key] : []),
    ]),
  );
  const ofTable = `e.change ->> 'tableId' = ${tableId}`;
  const moves = traits.anyChangeMoves ? 'true' : movesSorted(table, sort, tableId, statement);
  statement.part(
    'known',
    `SELECT o.seq, o.ids FROM guard, ${stateTable(base.id, 'row_order')} o WHERE o.table_id = ${tableId} AND o.sort = ${key} AND guard.ok
      AND guard.seq - o.seq BETWEEN 0 AND ${MOST_ENTRIES}`,
    { materialized: true },
  );
  statement.part(
    'since',
    `SELECT e.change FROM known, guard, ${stateTable(base.id, 'change')} c, jsonb_array_elements(c.changes) AS e(change)
      WHERE c.seq > known.seq AND c.seq <= guard.seq`,
    { materialized: true },
  );
  statement.part('still', `SELECT known.* FROM known WHERE NOT EXISTS (SELECT FROM since e WHERE ${moves})`, {
    materialized: true,
  });
  statement.part(
    'gone',
    `SELECT (d ->> 'n')::bigint AS __id FROM since e, jsonb_array_elements(e.change -> 'deleted') d WHERE ${ofTable}`,
    { materialized: true },
  );
  statement.part(
    'rows_in_order',
    `SELECT CASE WHEN NOT EXISTS (SELECT FROM gone) THEN still.ids ELSE (
        SELECT coalesce(array_agg(k.__id), '{}') FROM unnest(still.ids) AS k(__id) WHERE k.__id NOT IN (SELECT __id FROM gone)
      ) END AS ids, still.seq FROM still
    UNION ALL SELECT ${sortedIds(scope, statement)}, NULL FROM guard WHERE guard.ok AND NOT EXISTS (SELECT FROM still)`,
    { materialized: true },
  );
  statement.part(
    'left_for_others',
    `INSERT INTO ${stateTable(base.id, 'row_order')} AS o (table_id, sort, seq, ids)
      SELECT ${tableId}, ${key}, guard.seq, r.ids FROM rows_in_order r, guard
      WHERE r.seq IS NULL OR EXISTS (SELECT FROM gone) OR guard.seq - r.seq > ${LAG}
      ON CONFLICT (table_id, sort) DO UPDATE SET seq = excluded.seq, ids = excluded.ids, made_at = now() WHERE o.seq < excluded.seq`,
  );
}

/** Expression: the change `e` moves rows of a whole table in the order of a sort; `tableId` is bound. */
function movesSorted(
  table: TableModel,
  sort: readonly SortKey[],
  tableId: string,
  statement: Statement,
): string {
  // Titles of linked records are keys too: the records may be of this table, or of others.
  const fields = sort.flatMap(({ field }) =>
    field.link?.linkedTableId === table.id ? [field, table.primaryField] : [field],
  );
  const changes = [
    `e.change ? 'created'`,
    // A link that is shown on one side alone loses a record without an entry of its own.
    ...(fields.some(({ link }) => link && !link.inverseFieldId) ? [`e.change ? 'deleted'`] : []),
    // A computed key may follow any cell.
    fields.some(({ behaviour }) => behaviour.computed)
      ? `e.change ? 'updated'`
      : `EXISTS (SELECT FROM jsonb_array_elements(e.change -> 'updated') u WHERE u -> 'after' ?| ${statement.bind(fields.map(({ id }) => id))}::text[])`,
  ].join(' OR ');
  const ofTable = `e.change ->> 'tableId' = ${tableId}`;
  const elsewhere = fields.some(({ link }) => link) ? `e.change ->> 'tableId' <> ${tableId} OR` : '';
  return `e.change ->> 'kind' <> 'records' OR ${elsewhere} (${ofTable} AND (${changes}))`;
}

/** Expression: the creation numbers of the rows of a scope in its order. */
function sortedIds(scope: RowScope, statement: Statement): string {
  const rows = rowsOf(scope, statement);
  const all = { ...rows, where: rows.where(), limit: '' };
  return `(SELECT coalesce(array_agg(k.__id), '{}') FROM (${selectRows('t.__id', all)}) k)`;
}
