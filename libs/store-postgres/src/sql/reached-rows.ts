import { type CellReads, type Reach, readsOf, WHOLE_SIGHT } from '@pyairtable/core';
import type { RowFilter } from './row-choice';
import { RowCells } from './row-cells';

const NOTHING: CellReads = { fieldIds: [], modified: false };
const NONE: RowFilter = { joins: '', condition: 'false', key: 'none', readsClock: false, reads: NOTHING };

/** The one place where a reach becomes a condition on the rows that `row` stands for; undefined for all of them. */
export function reachedRows({ rows }: Reach, row: RowCells): RowFilter | undefined {
  if (rows === 'all') return undefined;
  if (rows === 'none') return NONE;
  const { base, alias, statement, breadth } = row;
  const judged = new RowCells(base, alias, statement, breadth, undefined, WHOLE_SIGHT);
  const condition = judged.condition(rows.root, rows.fieldIds);
  return {
    joins: judged.joins(),
    condition,
    key: JSON.stringify(['reach', rows.source]),
    readsClock: rows.volatile || rows.fieldIds.some((id) => base.dependents.volatile.has(id)),
    reads: readsOf([rows]),
  };
}
