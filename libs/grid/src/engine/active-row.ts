import { cellRect } from './geometry';
import type { GridContext } from './grid-context';
import type { Rect } from './options';

/** The part of the active cell's row that is in view, relative to the grid; null for none. */
export function activeRow({ selection, layout, scroll }: GridContext): Rect | null {
  const { active } = selection;
  if (!active || !layout.rows.isShown(active.row)) return null;
  const row = cellRect(layout, scroll, active);
  const top = Math.max(row.y, layout.headerHeight);
  const bottom = Math.min(row.y + row.height, layout.height - layout.footerHeight);
  return bottom > top ? { x: 0, y: top, width: layout.width, height: bottom - top } : null;
}
