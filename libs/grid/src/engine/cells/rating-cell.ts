import type { RatingCell } from '../cell';
import type { Rect } from '../options';
import type { Pen } from '../render/pen';
import { PADDING_X, firstLine, type CellRenderer } from './cell-renderer';
import { ratingShapes } from './rating-shapes';

const ICON = 16;
const STEP = 19;

function place(box: Rect): { x: number; y: number } {
  const line = firstLine(box);
  return { x: line.x, y: line.y + Math.round((line.height - ICON) / 2) };
}

function drawIcon(pen: Pen, cell: RatingCell, x: number, y: number, isFull: boolean): void {
  const { ctx, theme } = pen;
  ctx.beginPath();
  ratingShapes[cell.icon ?? 'star'](ctx, x, y, ICON);
  if (isFull) {
    ctx.fillStyle =
      (cell.color === undefined ? undefined : theme.pills[cell.color]?.background) ?? theme.rating;
    ctx.fill();
    return;
  }
  ctx.globalAlpha = 0.55;
  ctx.fillStyle = theme.controlBorder;
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** Icons from the left. A click on the present value clears it; digits set it. */
export const ratingCell: CellRenderer<RatingCell> = {
  draw(pen, cell, box, isActive) {
    if (cell.value <= 0 && !isActive) return;
    const { x, y } = place(box);
    for (let at = 0; at < cell.max; at++) {
      if (x + at * STEP + ICON > box.x + box.width - 2) return;
      drawIcon(pen, cell, x + at * STEP, y, at < cell.value);
    }
  },
  measure: (_pen, cell) => cell.max * STEP + PADDING_X * 2,
  text: (cell) => (cell.value > 0 ? String(cell.value) : ''),
  spoken: (cell, words) => (cell.value > 0 ? words.rating(cell.value, cell.max) : ''),
  isEmpty: (cell) => cell.value <= 0,
  value: (cell) => (cell.value > 0 ? cell.value : undefined),
  hit(_pen, cell, box, x, y) {
    const start = place({ ...box, x: 0, y: 0 });
    const rating = Math.floor((x - start.x + (STEP - ICON) / 2) / STEP) + 1;
    if (rating < 1 || rating > cell.max || y < start.y - 4 || y > start.y + ICON + 4) return null;
    return { type: 'edit', value: rating === cell.value ? { type: 'clear' } : { type: 'rating', rating } };
  },
  press(cell, key) {
    if (key === 'Enter')
      return cell.value >= cell.max ? { type: 'clear' } : { type: 'rating', rating: cell.value + 1 };
    if (!/^[0-9]$/.test(key)) return null;
    const rating = Math.min(Number(key), cell.max);
    return rating === 0 ? { type: 'clear' } : { type: 'rating', rating };
  },
  hasEditor: false,
};
