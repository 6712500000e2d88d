import {
  columnX,
  columnsIn,
  intersect,
  rowBottom,
  rowY,
  rowsIn,
  type ColumnBox,
  type Layout,
  type Scroll,
} from '../geometry';
import type { Rect } from '../options';

/** A part of the body that moves as one: the frozen columns only down, the others both ways. */
export interface Pane {
  rect: Rect;
  isFrozen: boolean;
}

/** The two panes of the body; the frozen one starts after the row header. */
export function bodyPanes(layout: Layout): readonly Pane[] {
  const { bodyTop: y, bodyHeight: height, rowHeaderWidth, paneLeft, width } = layout;
  return [
    { rect: { x: paneLeft, y, width: Math.max(0, width - paneLeft), height }, isFrozen: false },
    {
      rect: { x: rowHeaderWidth, y, width: Math.min(paneLeft, width) - rowHeaderWidth, height },
      isFrozen: true,
    },
  ];
}

/** The row header's part of the body. */
export function rowHeaderRect(layout: Layout): Rect {
  return { x: 0, y: layout.bodyTop, width: layout.rowHeaderWidth, height: layout.bodyHeight };
}

/** Indexes of a pane's columns that touch `x … x + width`, `end` exclusive. */
export function paneColumns(
  layout: Layout,
  scroll: Scroll,
  pane: Pane,
  x: number,
  width: number,
): { start: number; end: number } {
  if (!pane.isFrozen) return columnsIn(layout, scroll, x, width);
  let start = 0;
  while (start < layout.frozenCount) {
    const box = layout.columns[start] as ColumnBox;
    if (columnX(layout, scroll, start) + box.width > x) break;
    start++;
  }
  let end = start;
  while (end < layout.frozenCount && columnX(layout, scroll, end) < x + width) end++;
  return { start, end };
}

/** Calls `visit` for each cell of a pane that touches `area`, column by column. */
export function walkCells(
  layout: Layout,
  scroll: Scroll,
  pane: Pane,
  area: Rect,
  visit: (row: number, column: number, box: Rect) => void,
): void {
  const shared = intersect(pane.rect, area);
  if (shared.width === 0 || shared.height === 0) return;
  const rows = rowsIn(layout, scroll, shared.y, shared.height);
  const columns = paneColumns(layout, scroll, pane, shared.x, shared.width);
  for (let column = columns.start; column < columns.end; column++) {
    const x = columnX(layout, scroll, column);
    const { width } = layout.columns[column] as ColumnBox;
    for (const { start, end } of rows) {
      for (let row = start; row < end; row++) {
        const y = rowY(layout, scroll, row);
        visit(row, column, { x, y, width, height: rowBottom(layout, scroll, row) - y });
      }
    }
  }
}
