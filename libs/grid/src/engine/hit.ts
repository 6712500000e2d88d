import { columnX, columnsIn, rowY, rowsEnd, type Layout, type Scroll } from './geometry';
import { GROUP_HEAD_HEIGHT } from './grouped-rows';
import { pinnedHeads } from './pinned-heads';

/** What lies under a point of the viewport. */
export type Hit =
  | { area: 'corner' }
  | { area: 'column-header'; column: number; part: 'name' | 'menu' | 'resize' }
  | { area: 'add-column' }
  | { area: 'row-header'; row: number; part: 'check' | 'expand' }
  | { area: 'cell'; row: number; column: number; x: number; y: number }
  | { area: 'ghost-row' }
  | { area: 'group-head'; group: number }
  | { area: 'group-add'; group: number }
  | { area: 'summary'; column: number }
  | { area: 'outside' };

/** Half the width of the strip around a column's edge that resizes it. */
const RESIZE_REACH = 4;
const MENU_WIDTH = 26;
export const EXPAND_WIDTH = 28;

/** Index of the column at viewport `x`, or -1; frozen columns cover the scrolling ones. */
export function columnAt(layout: Layout, scroll: Scroll, x: number): number {
  if (x < layout.rowHeaderWidth) return -1;
  if (x < layout.paneLeft) {
    return layout.columns.findIndex((box, index) => {
      const left = columnX(layout, scroll, index);
      return box.frozen && x >= left && x < left + box.width;
    });
  }
  const { start, end } = columnsIn(layout, scroll, x, 1);
  return start < end && x >= columnX(layout, scroll, start) ? start : -1;
}

/** Index of the row at viewport `y`, or the nearest; -1 when there are none. */
export function rowAt(layout: Layout, scroll: Scroll, y: number): number {
  return layout.rows.at(y - layout.bodyTop + scroll.top);
}

function resizedColumn(layout: Layout, scroll: Scroll, x: number): number {
  for (const at of [x - RESIZE_REACH, x + RESIZE_REACH]) {
    const column = columnAt(layout, scroll, at);
    const box = layout.columns[column];
    if (!box) continue;
    const right = columnX(layout, scroll, column) + box.width;
    if (Math.abs(x - right) <= RESIZE_REACH && (box.frozen || right >= layout.paneLeft)) return column;
  }
  return -1;
}

/** The head or the adding line at viewport `y`. */
function groupLineAt(layout: Layout, scroll: Scroll, x: number, y: number): Hit | null {
  const { heads } = layout.rows;
  if (!heads || (x >= layout.paneLeft && x >= layout.columnsRight - scroll.left)) return null;
  const pinned = pinnedHeads(layout, scroll).find((head) => y >= head.y && y < head.y + GROUP_HEAD_HEIGHT);
  if (pinned) return { area: 'group-head', group: pinned.group };
  const line = heads.lineAt(y - layout.bodyTop + scroll.top);
  return line && { area: line.kind === 'head' ? 'group-head' : 'group-add', group: line.group };
}

/** Finds what is under a point given in CSS pixels of the viewport. */
export function hitTest(layout: Layout, scroll: Scroll, x: number, y: number): Hit {
  if (x < 0 || y < 0 || x >= layout.width || y >= layout.height) return { area: 'outside' };
  const isHeader = y < layout.headerHeight;
  if (x < layout.rowHeaderWidth && isHeader) return { area: 'corner' };
  if (isHeader) {
    const resize = resizedColumn(layout, scroll, x);
    if (resize !== -1) return { area: 'column-header', column: resize, part: 'resize' };
    const column = columnAt(layout, scroll, x);
    if (column !== -1) {
      const right = columnX(layout, scroll, column) + (layout.columns[column]?.width ?? 0);
      return { area: 'column-header', column, part: x > right - MENU_WIDTH - RESIZE_REACH ? 'menu' : 'name' };
    }
    const end = layout.columnsRight - (layout.frozenCount === layout.columns.length ? 0 : scroll.left);
    return x >= end && x < end + layout.addColumnWidth ? { area: 'add-column' } : { area: 'outside' };
  }
  if (y >= layout.height - layout.footerHeight) {
    const column = columnAt(layout, scroll, x);
    return column === -1 ? { area: 'outside' } : { area: 'summary', column };
  }
  const end = rowsEnd(layout, scroll);
  if (y >= end) return y < end + layout.ghostHeight ? { area: 'ghost-row' } : { area: 'outside' };
  const line = groupLineAt(layout, scroll, x, y);
  if (line) return line;
  const row = rowAt(layout, scroll, y);
  if (x < layout.rowHeaderWidth) {
    const isExpand = layout.rowHeaderWidth >= 72 && x >= layout.rowHeaderWidth - EXPAND_WIDTH;
    return { area: 'row-header', row, part: isExpand ? 'expand' : 'check' };
  }
  const column = columnAt(layout, scroll, x);
  if (column === -1) return { area: 'outside' };
  return {
    area: 'cell',
    row,
    column,
    x: x - columnX(layout, scroll, column),
    y: y - rowY(layout, scroll, row),
  };
}
