import { columnX, intersect, rowsEnd } from '../geometry';
import { pinnedHeight } from '../pinned-heads';
import type { Rect } from '../options';
import type { Scene } from '../scene';
import { drawCells } from './cells';
import { drawGroupLines, drawMoveTarget, drawPinnedHeads } from './group-lines';
import { drawPaneLines, vertical } from './lines';
import { drawMarks } from './marks';
import type { Pen } from './pen';
import { drawGhostRow, drawRowHeaders } from './row-header';
import { transparent } from './text';
import { bodyPanes, rowHeaderRect } from './walk';

/** Width of the shadow beside the frozen columns. */
export const SHADOW_WIDTH = 6;

function clipped(pen: Pen, area: Rect, draw: () => void): void {
  const { ctx } = pen;
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.x, area.y, area.width, area.height);
  ctx.clip();
  draw();
  ctx.restore();
}

function drawOutside(pen: Pen, scene: Scene, area: Rect): void {
  const { layout, scroll } = scene;
  const { ctx, theme } = pen;
  ctx.fillStyle = theme.outside;
  const bottom = rowsEnd(layout, scroll);
  if (bottom < area.y + area.height) ctx.fillRect(area.x, bottom, area.width, area.y + area.height - bottom);
  const right =
    columnX(layout, scroll, layout.columns.length - 1) +
    (layout.columns[layout.columns.length - 1]?.width ?? 0);
  const contentRight = layout.columns.length === 0 ? layout.rowHeaderWidth : Math.max(layout.paneLeft, right);
  if (contentRight < area.x + area.width)
    ctx.fillRect(contentRight, area.y, area.x + area.width - contentRight, area.height);
}

function drawFrozenEdge(pen: Pen, scene: Scene, area: Rect): void {
  const { layout, scroll } = scene;
  const { ctx, theme } = pen;
  if (layout.frozenCount > 0) {
    vertical(
      pen,
      layout.paneLeft,
      area.y,
      Math.min(area.y + area.height, rowsEnd(layout, scroll)) - area.y,
      theme.borderStrong,
    );
  }
  if (scroll.left <= 0) return;
  const gradient = ctx.createLinearGradient(layout.paneLeft, 0, layout.paneLeft + SHADOW_WIDTH, 0);
  gradient.addColorStop(0, theme.frozenShadow);
  gradient.addColorStop(1, transparent(theme.frozenShadow));
  ctx.fillStyle = gradient;
  ctx.fillRect(layout.paneLeft, area.y, SHADOW_WIDTH, area.height);
}

/** Paints the part of the body inside `region`: cells, lines, marks, row headers, heads, ghost row, the room outside. */
export function drawBody(pen: Pen, scene: Scene, region: Rect): void {
  const { layout, scroll } = scene;
  const body = intersect({ x: 0, y: layout.bodyTop, width: layout.width, height: layout.bodyHeight }, region);
  if (body.width === 0 || body.height === 0) return;
  clipped(pen, body, () => {
    drawOutside(pen, scene, body);
    if (rowsEnd(layout, scroll) < body.y + body.height) drawGhostRow(pen, scene);
  });
  const covered = pinnedHeight(layout, scroll);
  const rows = intersect(
    { ...body, y: layout.bodyTop + covered, height: Math.max(0, layout.bodyHeight - covered) },
    body,
  );
  if (layout.rows.heads && rows.height > 0) clipped(pen, rows, () => drawGroupLines(pen, scene, rows));
  for (const pane of bodyPanes(layout)) {
    const area = intersect(pane.rect, rows);
    if (area.width === 0 || area.height === 0) continue;
    clipped(pen, area, () => {
      drawCells(pen, scene, pane, area);
      drawPaneLines(pen, layout, scroll, pane, area);
      drawMarks(pen, scene, pane);
    });
  }
  const header = intersect(rowHeaderRect(layout), rows);
  if (header.width > 0 && header.height > 0) clipped(pen, header, () => drawRowHeaders(pen, scene, header));
  const pinned = intersect({ ...body, y: layout.bodyTop, height: covered }, body);
  if (pinned.height > 0) clipped(pen, pinned, () => drawPinnedHeads(pen, scene, pinned));
  clipped(pen, body, () => {
    drawFrozenEdge(pen, scene, body);
    drawMoveTarget(pen, scene);
  });
}
