import { columnX, rowBottom, rowY, rowsIn, type Layout, type Scroll } from '../geometry';
import type { Rect } from '../options';
import { hairline, type Pen } from './pen';
import { paneColumns, type Pane } from './walk';

/** A horizontal line one device pixel thick whose lower edge is `y`. */
export function horizontal(pen: Pen, x: number, y: number, width: number, color: string): void {
  const thickness = hairline(pen);
  pen.ctx.fillStyle = color;
  pen.ctx.fillRect(x, y - thickness, width, thickness);
}

/** A vertical line one device pixel thick whose right edge is `x`. */
export function vertical(pen: Pen, x: number, y: number, height: number, color: string): void {
  const thickness = hairline(pen);
  pen.ctx.fillStyle = color;
  pen.ctx.fillRect(x - thickness, y, thickness, height);
}

/** Hairlines under rows and right of columns inside `area`, one filled rectangle each. */
export function drawPaneLines(pen: Pen, layout: Layout, scroll: Scroll, pane: Pane, area: Rect): void {
  const { theme } = pen;
  const columns = paneColumns(layout, scroll, pane, area.x, area.width);
  const contentRight = Math.min(
    area.x + area.width,
    columnX(layout, scroll, columns.end - 1) + (layout.columns[columns.end - 1]?.width ?? 0),
  );
  for (const { start, end } of rowsIn(layout, scroll, area.y, area.height)) {
    for (let row = start; row < end; row++) {
      horizontal(pen, area.x, rowBottom(layout, scroll, row), contentRight - area.x, theme.border);
    }
    const top = Math.max(area.y, rowY(layout, scroll, start));
    const bottom = Math.min(area.y + area.height, rowBottom(layout, scroll, end - 1));
    for (let column = columns.start; column < columns.end; column++) {
      const right = columnX(layout, scroll, column) + (layout.columns[column]?.width ?? 0);
      if (bottom > top) vertical(pen, right, top, bottom - top, theme.border);
    }
  }
}
