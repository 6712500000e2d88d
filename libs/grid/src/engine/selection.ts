import { clamp } from './geometry';
import { shownHeight, type RowLayout, type RowOrder } from './row-layout';
import type { CellPosition, CellRange, GridSelection } from './selection-types';
import { TickedRows } from './ticked-rows';

/** Size of the grid a selection lives in. */
export interface Extent {
  rowCount: number;
  columnCount: number;
  rows: RowLayout;
}

export const EMPTY_SELECTION: GridSelection = { active: null, range: null, rows: TickedRows.none };

export function rangeOf(a: CellPosition, b: CellPosition = a): CellRange {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

export function isInRange(range: CellRange | null, row: number, column: number): boolean {
  return !!range && row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

export function isSingle(range: CellRange): boolean {
  return range.top === range.bottom && range.left === range.right;
}

export function rangeSize(range: CellRange): number {
  return (range.bottom - range.top + 1) * (range.right - range.left + 1);
}

function rowAtRank(rank: number, { rows }: Extent): number {
  return rows.atRank(clamp(rank, 0, rows.shownCount - 1));
}

/** Cells of a range whose rows are shown. */
export function shownSize(rows: RowOrder, range: CellRange): number {
  return shownHeight(rows, range) * (range.right - range.left + 1);
}

function clampPosition({ row, column }: CellPosition, extent: Extent): CellPosition {
  return { row: rowAtRank(extent.rows.rank(row), extent), column: clamp(column, 0, extent.columnCount - 1) };
}

function isVoid(extent: Extent): boolean {
  return extent.rows.shownCount <= 0 || extent.columnCount <= 0;
}

/** One active cell; ticked rows stay. */
export function selectCell(
  selection: GridSelection,
  position: CellPosition | null,
  extent: Extent,
): GridSelection {
  if (!position || isVoid(extent)) return { ...selection, active: null, range: null };
  const active = clampPosition(position, extent);
  return { ...selection, active, range: rangeOf(active) };
}

/** Stretches the range from the active cell to `position`. */
export function extendTo(selection: GridSelection, position: CellPosition, extent: Extent): GridSelection {
  if (!selection.active || isVoid(extent)) return selectCell(selection, position, extent);
  return { ...selection, range: rangeOf(selection.active, clampPosition(position, extent)) };
}

/** The corner of the range opposite the active cell: the one that Shift moves. */
export function movingCorner(selection: GridSelection): CellPosition | null {
  const { active, range } = selection;
  if (!active || !range) return null;
  return {
    row: range.top === active.row ? range.bottom : range.top,
    column: range.left === active.column ? range.right : range.left,
  };
}

export interface Step {
  rows: number;
  columns: number;
  extend: boolean;
}

/** Moves the active cell, or with `extend` the range's moving corner; infinite steps go to the edge. */
export function moveBy(selection: GridSelection, step: Step, extent: Extent): GridSelection {
  const from = (step.extend ? movingCorner(selection) : selection.active) ?? selection.active;
  if (!from) return selectCell(selection, { row: 0, column: 0 }, extent);
  const row = rowAtRank(extent.rows.rank(from.row) + step.rows, extent);
  const to = { row, column: from.column + step.columns };
  return step.extend ? extendTo(selection, to, extent) : selectCell(selection, to, extent);
}

/** Tab order: along the row, then on to the next or previous row; stays at the very ends. */
export function moveInOrder(selection: GridSelection, step: 1 | -1, extent: Extent): GridSelection {
  const { active } = selection;
  if (!active || isVoid(extent)) return selectCell(selection, { row: 0, column: 0 }, extent);
  const { rows, columnCount } = extent;
  const at = rows.rank(active.row) * columnCount + active.column + step;
  const place = clamp(at, 0, rows.shownCount * columnCount - 1);
  return selectCell(
    selection,
    { row: rows.atRank(Math.floor(place / columnCount)), column: place % columnCount },
    extent,
  );
}

/** Every cell; the active cell stays if there is one. */
export function selectAll(selection: GridSelection, extent: Extent): GridSelection {
  if (isVoid(extent)) return selection;
  return {
    ...selection,
    active: selection.active ?? clampPosition({ row: 0, column: 0 }, extent),
    range: { top: 0, bottom: extent.rowCount - 1, left: 0, right: extent.columnCount - 1 },
  };
}

/** Whole columns from the active one (with `extend`) or just `column`. */
export function selectColumn(
  selection: GridSelection,
  column: number,
  extend: boolean,
  extent: Extent,
): GridSelection {
  if (isVoid(extent)) return selection;
  const from = extend && selection.active ? selection.active.column : column;
  const whole = {
    top: 0,
    bottom: extent.rowCount - 1,
    left: Math.min(from, column),
    right: Math.max(from, column),
  };
  return { ...selection, active: clampPosition({ row: 0, column: from }, extent), range: whole };
}

/** Fits a selection into a grid that shrank; ticks belong to records and stay. */
export function fitSelection(selection: GridSelection, extent: Extent): GridSelection {
  const { active, range } = selection;
  if (!active || !range) return selection;
  if (isVoid(extent)) return { ...selection, active: null, range: null };
  const fits = range.bottom < extent.rowCount && range.right < extent.columnCount;
  if (fits) return selection;
  const from = clampPosition({ row: range.top, column: range.left }, extent);
  const to = clampPosition({ row: range.bottom, column: range.right }, extent);
  return { ...selection, active: clampPosition(active, extent), range: rangeOf(from, to) };
}

/** Where a fill drag leads: the range grown from `source` towards `to` along its longer side only. */
export function fillTarget(source: CellRange, to: CellPosition): CellRange {
  const down = to.row - source.bottom;
  const up = source.top - to.row;
  const right = to.column - source.right;
  const left = source.left - to.column;
  const vertical = Math.max(down, up, 0);
  const horizontal = Math.max(right, left, 0);
  if (vertical === 0 && horizontal === 0) return source;
  if (vertical >= horizontal) {
    return down > 0 ? { ...source, bottom: to.row } : { ...source, top: to.row };
  }
  return right > 0 ? { ...source, right: to.column } : { ...source, left: to.column };
}
