import type { GridColumn } from './column';
import type { CountedRows, FollowedRange } from './followed-range';
import { isInRange, isSingle, rangeOf } from './selection';
import type { CellPosition, CellRange, GridSelection } from './selection-types';

/** What a selection was about before rows or columns came, went or moved. */
export interface FollowedSelection {
  /** The record of the active cell; undefined where it is not loaded or the host names no records. */
  activeKey: string | undefined;
  range: FollowedRange | null;
  columns: readonly GridColumn[];
}

/** The columns of a range where they are now; null when they no longer stand side by side. */
function followColumns(
  range: CellRange,
  before: readonly GridColumn[],
  now: readonly GridColumn[],
): Pick<CellRange, 'left' | 'right'> | null {
  if (before === now) return { left: range.left, right: range.right };
  const ids = before.slice(range.left, range.right + 1).map(({ id }) => id);
  const left = now.findIndex(({ id }) => id === ids[0]);
  const isWhole = left !== -1 && ids.every((id, at) => now[left + at]?.id === id);
  return isWhole ? { left, right: left + ids.length - 1 } : null;
}

/** Null where another record or column has the place: keys meant for the one that went must not reach it. */
function followActive(
  active: CellPosition,
  { activeKey, columns: before }: FollowedSelection,
  columns: readonly GridColumn[],
  places: CountedRows,
): CellPosition | null {
  const column = columns.findIndex(({ id }) => id === before[active.column]?.id);
  if (column === -1) return null;
  const { rowCount, rowKey } = places.options;
  const now = places.keyOf(active.row);
  if (activeKey === undefined || now === activeKey || !rowKey) return { row: active.row, column };
  const row = places.rowOf(activeKey);
  if (row !== undefined && Math.min(row, active.row) < rowCount) return { row, column };
  // Rows on their way may be those that were there; below the last one none is.
  return now === undefined && active.row < rowCount ? { row: active.row, column } : null;
}

/**
 * The selection on the records and columns that it was on; the same object when nothing moved. A range whose records
 * do not follow each other any more shrinks to the active cell, and nothing is active where that is out of reach.
 */
export function followSelection(
  selection: GridSelection,
  followed: FollowedSelection,
  columns: readonly GridColumn[],
  places: CountedRows,
): GridSelection {
  const { active, range } = selection;
  if (!active || !range || columns.length === 0) return selection;
  const to = followActive(active, followed, columns, places);
  if (!to) return { ...selection, active: null, range: null };
  const across = followColumns(range, followed.columns, columns);
  const down = isSingle(range) ? rangeOf(to) : followed.range ? followed.range.follow(range, places) : range;
  const wanted = down && across ? { ...down, ...across } : rangeOf(to);
  const next = isInRange(wanted, to.row, to.column) ? wanted : rangeOf(to);
  const { rowCount } = places.options;
  // The host tells that rows have moved, and only then how many there are: until then no other is taken for the last one.
  if (next.bottom >= rowCount && range.bottom < rowCount) return selection;
  const isSame =
    to.row === active.row &&
    to.column === active.column &&
    next.top === range.top &&
    next.bottom === range.bottom &&
    next.left === range.left &&
    next.right === range.right;
  return isSame ? selection : { ...selection, active: to, range: next };
}
