import type { GridColumn } from './column';
import type { FollowedRange, RowPlaces } from './followed-range';
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

function followActive(
  active: CellPosition,
  { activeKey, columns: before }: FollowedSelection,
  columns: readonly GridColumn[],
  places: RowPlaces,
): CellPosition {
  const column = columns.findIndex(({ id }) => id === before[active.column]?.id);
  // A record that is not loaded cannot be found: its place is kept.
  const row =
    activeKey === undefined || places.keyOf(active.row) === activeKey
      ? active.row
      : (places.rowOf(activeKey) ?? active.row);
  return { row, column: column === -1 ? active.column : column };
}

/**
 * The selection on the records and columns that it was on; the same object when nothing moved. A range whose records
 * do not follow each other any more shrinks to the active cell.
 */
export function followSelection(
  selection: GridSelection,
  followed: FollowedSelection,
  columns: readonly GridColumn[],
  places: RowPlaces,
): GridSelection {
  const { active, range } = selection;
  if (!active || !range || columns.length === 0) return selection;
  const to = followActive(active, followed, columns, places);
  const across = followColumns(range, followed.columns, columns);
  const down = isSingle(range) ? rangeOf(to) : followed.range ? followed.range.follow(range, places) : range;
  const wanted = down && across ? { ...down, ...across } : rangeOf(to);
  const next = isInRange(wanted, to.row, to.column) ? wanted : rangeOf(to);
  const isSame =
    to.row === active.row &&
    to.column === active.column &&
    next.top === range.top &&
    next.bottom === range.bottom &&
    next.left === range.left &&
    next.right === range.right;
  return isSame ? selection : { ...selection, active: to, range: next };
}
