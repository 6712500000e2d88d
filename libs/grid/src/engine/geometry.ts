import { DEFAULT_MAX_COLUMN_WIDTH, DEFAULT_MIN_COLUMN_WIDTH, type GridColumn } from './column';
import type { Rect } from './options';
import type { RowLayout, RowSpan } from './row-layout';
import type { CellPosition, CellRange } from './selection-types';

export const HEADER_HEIGHT = 34;
export const FOOTER_HEIGHT = 32;
export const GHOST_ROW_HEIGHT = 32;
export const ADD_COLUMN_WIDTH = 48;
/** Room kept free below and right of the content so that the last cell never hides behind an edge. */
const END_PADDING = 48;
/** At most this share of the width may be frozen: on a phone the primary column shrinks instead of hiding the rest. */
const FROZEN_SHARE = 0.62;
const NARROW = 520;

export interface Scroll {
  left: number;
  top: number;
}

/** Where a column is drawn; `left` is measured from the first column's left edge, unscrolled. */
export interface ColumnBox {
  left: number;
  width: number;
  frozen: boolean;
}

export interface LayoutInput {
  /** Viewport in CSS pixels, scrollbars excluded. */
  width: number;
  height: number;
  dpr: number;
  rows: RowLayout;
  columns: readonly GridColumn[];
  hasFooter: boolean;
  hasGhostRow: boolean;
  hasAddColumn: boolean;
}

/** All measures of one grid state but the scroll position. Edges lie on device pixels, so hairlines stay crisp. */
export interface Layout {
  width: number;
  height: number;
  dpr: number;
  rows: RowLayout;
  headerHeight: number;
  footerHeight: number;
  ghostHeight: number;
  rowHeaderWidth: number;
  columns: readonly ColumnBox[];
  frozenCount: number;
  /** Left edge of the scrolling pane: row header and frozen columns. */
  paneLeft: number;
  /** Right edge of the last column, unscrolled, from the viewport's left. */
  columnsRight: number;
  addColumnWidth: number;
  bodyTop: number;
  bodyHeight: number;
  maxScroll: Scroll;
}

/** The nearest multiple of a device pixel, in CSS pixels. */
export function snap(value: number, dpr: number): number {
  // Exact halves are common at ratios like 1.25; without the nudge rounding noise would tip them either way.
  return Math.floor(value * dpr + 0.5001) / dpr;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

export function columnWidth(column: GridColumn, width = column.width): number {
  const low = column.minWidth ?? DEFAULT_MIN_COLUMN_WIDTH;
  return Math.round(
    clamp(Number.isFinite(width) ? width : low, low, column.maxWidth ?? DEFAULT_MAX_COLUMN_WIDTH),
  );
}

function rowHeaderWidth(rowCount: number, width: number): number {
  const digits = String(Math.max(rowCount, 99)).length;
  return width < NARROW ? Math.max(40, 16 + digits * 8) : Math.max(72, 48 + digits * 8);
}

/** Computes the layout; cost grows with the number of columns only. */
export function computeLayout(input: LayoutInput): Layout {
  const { width, dpr, columns } = input;
  const height = snap(input.height, dpr);
  const header = snap(rowHeaderWidth(input.rows.rowCount, width), dpr);
  const headerHeight = snap(HEADER_HEIGHT, dpr);
  const frozenCount = columns.findIndex((column) => !column.frozen);
  const frozen = frozenCount === -1 ? columns.length : frozenCount;
  const wanted = columns.slice(0, frozen).reduce((sum, column) => sum + columnWidth(column), 0);
  const shrink = Math.min(1, Math.max(80, width * FROZEN_SHARE - header) / Math.max(1, wanted));
  const boxes: ColumnBox[] = [];
  let left = 0;
  columns.forEach((column, index) => {
    const isFrozen = index < frozen;
    const right = snap(left + columnWidth(column) * (isFrozen ? shrink : 1), dpr);
    boxes.push({ left, width: right - left, frozen: isFrozen });
    left = right;
  });
  const last = boxes[frozen - 1];
  const paneLeft = header + (last ? last.left + last.width : 0);
  const footerHeight = input.hasFooter ? snap(FOOTER_HEIGHT, dpr) : 0;
  const ghostHeight = input.hasGhostRow ? snap(GHOST_ROW_HEIGHT, dpr) : 0;
  const bodyHeight = Math.max(0, height - headerHeight - footerHeight);
  const addColumnWidth = input.hasAddColumn ? ADD_COLUMN_WIDTH : 0;
  const contentHeight = input.rows.height + ghostHeight + END_PADDING;
  return {
    width,
    height,
    dpr,
    rows: input.rows,
    headerHeight,
    footerHeight,
    ghostHeight,
    rowHeaderWidth: header,
    columns: boxes,
    frozenCount: frozen,
    paneLeft,
    columnsRight: header + left,
    addColumnWidth,
    bodyTop: headerHeight,
    bodyHeight,
    maxScroll: {
      left: Math.max(0, header + left + addColumnWidth + END_PADDING - width),
      top: Math.max(0, contentHeight - bodyHeight),
    },
  };
}

/** Whether two layouts measure the same. */
export function sameLayout(a: Layout, b: Layout): boolean {
  const { rows, ...restA } = a;
  const { rows: others, ...restB } = b;
  return rows === others && JSON.stringify(restA) === JSON.stringify(restB);
}

/** Left edge of a column in the viewport. */
export function columnX(layout: Layout, scroll: Scroll, column: number): number {
  const box = layout.columns[column];
  if (!box) return layout.columnsRight - scroll.left;
  return layout.rowHeaderWidth + box.left - (box.frozen ? 0 : scroll.left);
}

/** Where a height among the rows is in the viewport. */
export function lineY(layout: Layout, scroll: Scroll, y: number): number {
  return layout.bodyTop + snap(y, layout.dpr) - scroll.top;
}

/** Top edge of a row in the viewport. */
export function rowY(layout: Layout, scroll: Scroll, row: number): number {
  return lineY(layout, scroll, layout.rows.top(row));
}

/** Bottom edge of a row in the viewport. */
export function rowBottom(layout: Layout, scroll: Scroll, row: number): number {
  return lineY(layout, scroll, layout.rows.bottom(row));
}

/** Where the last line ends in the viewport. */
export function rowsEnd(layout: Layout, scroll: Scroll): number {
  return lineY(layout, scroll, layout.rows.height);
}

/** Where the last column ends in the viewport, or beyond it. */
export function columnsEnd(layout: Layout, scroll: Scroll): number {
  const moved = layout.frozenCount < layout.columns.length ? scroll.left : 0;
  return Math.max(layout.paneLeft, layout.columnsRight - moved);
}

/** Where lines over all columns end in the viewport. */
export function linesRight(layout: Layout, scroll: Scroll): number {
  return Math.min(layout.width, columnsEnd(layout, scroll));
}

/** Rectangle of a cell in the viewport, unclipped. */
export function cellRect(layout: Layout, scroll: Scroll, { row, column }: CellPosition): Rect {
  const y = rowY(layout, scroll, row);
  return {
    x: columnX(layout, scroll, column),
    y,
    width: layout.columns[column]?.width ?? 0,
    height: rowBottom(layout, scroll, row) - y,
  };
}

/** Rectangle around a range of cells within one pane (its columns must be all frozen or all scrolling), unclipped. */
export function rangeRect(layout: Layout, scroll: Scroll, range: CellRange): Rect {
  const x = columnX(layout, scroll, range.left);
  const y = rowY(layout, scroll, range.top);
  const last = layout.columns[range.right];
  return {
    x,
    y,
    width: columnX(layout, scroll, range.right) + (last?.width ?? 0) - x,
    height: rowBottom(layout, scroll, range.bottom) - y,
  };
}

/** Runs of rows that touch the vertical span `y … y + height` of the viewport. */
export function rowsIn(layout: Layout, scroll: Scroll, y: number, height: number): readonly RowSpan[] {
  const from = y - layout.bodyTop + scroll.top;
  return layout.rows.spans(from, from + height);
}

/** Runs of the rows on screen. */
export function visibleRows(layout: Layout, scroll: Scroll): readonly RowSpan[] {
  return rowsIn(layout, scroll, layout.bodyTop + 1, Math.max(0, layout.bodyHeight - 2));
}

/** Scrolling columns that touch the horizontal span `x … x + width` of the viewport, `end` exclusive. */
export function columnsIn(
  layout: Layout,
  scroll: Scroll,
  x: number,
  width: number,
): { start: number; end: number } {
  let start = layout.frozenCount;
  while (start < layout.columns.length) {
    const box = layout.columns[start] as ColumnBox;
    if (columnX(layout, scroll, start) + box.width > x) break;
    start++;
  }
  let end = start;
  while (end < layout.columns.length && columnX(layout, scroll, end) < x + width) end++;
  return { start, end };
}

/** Whether two rectangles share any area. */
export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The common area; zero-sized when there is none. */
export function intersect(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}
