import { GUARD_OK } from '../sql/guard';
import { isNarrowed, type RowChoice, type RowScope, rowsOf } from '../sql/row-choice';
import type { Statement } from '../sql/statement';
import { rowsInOrder } from './order/row-order';
import { afterRecord, inOrder, rowsInTable } from './row-ranges';

/** Rows at the head of an order that cost little to find among all. */
const MOST_SORTED = 1_000;

export interface WindowRange {
  start: number;
  limit: number;
  /** Creation number of the row before `start`; only where rows stand in creation order. */
  after: number | null;
  /** The table has very many rows: to find those at the head of an order costs as much as to keep it. */
  isLarge?: boolean;
}

export interface WindowChoice extends RowChoice {
  /** Makes the expression: how many rows the scope has. */
  total(): string;
}

/**
 * Chooses the rows of a window; `start` is bound as well. Creation order seeks by the key of the row before, or counts
 * along the primary key's index. The first rows of a sorted view are picked out of all; further down, and in a large
 * table, their order is kept for the next window. Who counts the rows that a filter keeps has found them all: there the order is kept at once.
 */
export function windowChoice(
  scope: RowScope,
  range: WindowRange,
  start: string,
  statement: Statement,
): WindowChoice {
  const { sort = [] } = scope;
  const limit = `${statement.bind(range.limit)}::int`;
  const inTable = () => rowsInTable(scope, statement);
  const isKept = sort.length > 0 && (range.isLarge || range.start + range.limit > MOST_SORTED);
  if (isNarrowed(scope) || isKept) {
    const { total, all: _, ...choice } = rowsInOrder(scope, start, limit, statement);
    return { ...choice, total: () => (isNarrowed(scope) ? total : inTable()) };
  }
  if (sort.length > 0) {
    return { ...inOrder(scope, `OFFSET ${start} LIMIT ${limit}`, statement), total: inTable };
  }
  if (range.after !== null) {
    return { ...afterRecord(scope, statement.bind(range.after), limit, statement), total: inTable };
  }
  const rows = rowsOf(scope, statement);
  const first = `SELECT t.__id FROM ${rows.from} ORDER BY t.__id OFFSET ${start} LIMIT 1`;
  return {
    ...rows,
    where: rows.where(`t.__id >= (${first})`, GUARD_OK),
    orderBy: 't.__id',
    limit: `LIMIT ${limit}`,
    total: inTable,
  };
}
