import { clamp, snap, type Layout, type Scroll } from './geometry';
import { coveredAbove } from './pinned-heads';
import type { CellPosition } from './selection-types';

/** The offset that brings a line fully into view, `covered` pixels at the top not counted. */
function topFor(
  layout: Layout,
  from: number,
  line: { top: number; height: number; covered: number },
): number {
  const lowest = line.top - line.covered;
  const highest = Math.min(lowest, line.top + line.height - layout.bodyHeight);
  return snap(clamp(clamp(from, highest, lowest), 0, layout.maxScroll.top), layout.dpr);
}

/** The scroll position that brings a cell fully into view with the least movement. */
export function scrollIntoView(layout: Layout, scroll: Scroll, { row, column }: CellPosition): Scroll {
  const { rows } = layout;
  const covered = coveredAbove(layout, rows.heads ? rows.heads.level(rows.heads.groupOf(row)) + 1 : 0);
  const line = { top: rows.top(row), height: rows.rowHeight, covered };
  const box = layout.columns[column];
  let { left } = scroll;
  if (box && !box.frozen) {
    const paneWidth = layout.width - layout.paneLeft;
    const start = layout.rowHeaderWidth + box.left - layout.paneLeft;
    if (start < left || box.width > paneWidth) left = start;
    else if (start + box.width > left + paneWidth) left = start + box.width - paneWidth;
  }
  return {
    left: snap(clamp(left, 0, layout.maxScroll.left), layout.dpr),
    top: topFor(layout, scroll.top, line),
  };
}

/** The same for the head of a group. */
export function scrollHeadIntoView(layout: Layout, scroll: Scroll, group: number): Scroll {
  const { heads } = layout.rows;
  if (!heads) return scroll;
  return scrollLineIntoView(layout, scroll, heads.head(group), heads.level(group));
}

/** The same for any line, that heads of so many levels may be pinned above. */
export function scrollLineIntoView(
  layout: Layout,
  scroll: Scroll,
  { top, height }: { top: number; height: number },
  level: number,
): Scroll {
  const covered = coveredAbove(layout, level);
  return { left: scroll.left, top: topFor(layout, scroll.top, { top, height, covered }) };
}
