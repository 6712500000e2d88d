import type { Cell } from '../cell';
import { rendererOf } from '../cells/registry';
import { PADDING_X } from '../cells/cell-renderer';
import type { Rect } from '../options';
import type { Scene } from '../scene';
import { isInRange, isSingle } from '../selection';
import type { Pen } from './pen';
import { walkCells, type Pane } from './walk';

/** Widths of loading bars as shares of the cell, varied by place so that they look like text to come. */
const BAR_SHARES = [0.62, 0.44, 0.74, 0.52, 0.36, 0.68, 0.48];

/** The light bar of a cell whose value is on the way. */
export function drawLoading(pen: Pen, row: number, column: number, box: Rect): void {
  const share = BAR_SHARES[(row * 3 + column * 5) % BAR_SHARES.length] as number;
  const height = 8;
  const y = box.y + (box.height < 48 ? Math.round((box.height - height) / 2) : 12);
  pen.ctx.fillStyle = pen.theme.loading;
  pen.ctx.beginPath();
  pen.ctx.roundRect(box.x + PADDING_X, y, Math.max(12, (box.width - PADDING_X * 2) * share), height, 4);
  pen.ctx.fill();
}

/** Background of a cell before its content: rule colour, ticked row, hovered row, else the canvas. */
function backgroundOf(pen: Pen, scene: Scene, row: number, cell: Cell | null): string {
  const { theme } = pen;
  if (scene.isTicked(row)) return theme.rowSelected;
  if (cell?.background !== undefined) return cell.background;
  const { hover } = scene;
  return (hover.area === 'cell' || hover.area === 'row-header') && hover.row === row
    ? theme.rowHover
    : theme.canvas;
}

function drawErrorMark(pen: Pen, box: Rect): void {
  const { ctx } = pen;
  ctx.fillStyle = pen.theme.error;
  ctx.beginPath();
  ctx.moveTo(box.x + box.width - 8, box.y);
  ctx.lineTo(box.x + box.width, box.y);
  ctx.lineTo(box.x + box.width, box.y + 8);
  ctx.closePath();
  ctx.fill();
}

/** Paints backgrounds and contents of the cells of one pane that touch `area`; the caller has clipped to it. */
export function drawCells(pen: Pen, scene: Scene, pane: Pane, area: Rect): void {
  const { ctx, theme } = pen;
  const { range, active } = scene.selection;
  const tints = range !== null && !isSingle(range);
  walkCells(scene.layout, scene.scroll, pane, area, (row, column, box) => {
    const definition = scene.columns[column];
    if (!definition) return;
    const value = scene.getCell(row, definition);
    const cell = value === 'loading' ? null : value;
    const isActive = active?.row === row && active.column === column;
    ctx.fillStyle = backgroundOf(pen, scene, row, cell);
    ctx.fillRect(box.x, box.y, box.width, box.height);
    if (tints && !isActive && isInRange(range, row, column)) {
      ctx.fillStyle = theme.selection;
      ctx.fillRect(box.x, box.y, box.width, box.height);
    }
    if (!cell) {
      drawLoading(pen, row, column, box);
      return;
    }
    rendererOf(cell).draw(pen, cell, box, isActive);
    if (cell.error !== undefined) drawErrorMark(pen, box);
  });
}
