import { GUARD_OK } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { type RowChoice, type RowScope, rowsOf, type ScopedRows } from '../sql/row-choice';
import type { Statement } from '../sql/statement';

/** Rows in creation order behind the one of that creation number: the primary key is walked, however deep. */
export function afterRecord(scope: RowScope, after: string, limit: string, statement: Statement): RowChoice {
  const rows = rowsOf({ ...scope, sort: [] }, statement);
  return {
    from: rows.from,
    where: rows.where(`t.__id > ${after}::bigint`, GUARD_OK),
    orderBy: 't.__id',
    limit: `LIMIT ${limit}`,
  };
}

/** Rows in the order of the scope; `limit` with its word. */
export function inOrder(scope: RowScope, limit: string, statement: Statement): RowChoice {
  const { from, where, orderBy } = rowsOf(scope, statement);
  return { from, where: where(GUARD_OK), orderBy, limit };
}

/** The rows that an array of creation numbers names, in its order; `array` is an expression over the FROM term `source`. */
export const inOrderOf = (
  source: string,
  array: string,
  rows: Pick<ScopedRows, 'item' | 'where'>,
): RowChoice => ({
  from: `${source} CROSS JOIN LATERAL unnest(${array}) WITH ORDINALITY AS k(__id, at) JOIN ${rows.item} ON t.__id = k.__id`,
  where: rows.where(),
  orderBy: 'k.at',
  limit: '',
});

/** Expression: how many records the table of the scope has. */
export const rowsInTable = ({ base, table }: RowScope, statement: Statement): string =>
  `(SELECT c.record_count FROM ${stateTable(base.id, 'table_counter')} c WHERE c.table_id = ${statement.bind(table.id)})`;
