import type { RatingCell } from '../cell';
import type { Rect } from '../options';
import { PADDING_X, firstLine, type CellRenderer } from './cell-renderer';
import { drawRatingIcon } from './rating-icon';

const ICON = 16;
const STEP = 19;
const LEAST_STEP = 10;

function place(box: Rect): { x: number; y: number } {
  const line = firstLine(box);
  return { x: line.x, y: line.y + Math.round((line.height - ICON) / 2) };
}

/** Pixels from icon to icon: closer together where the cell is too narrow for all of them. */
function stepIn(box: Rect, max: number): number {
  const room = box.width - PADDING_X * 2 - ICON;
  return max < 2 ? STEP : Math.max(LEAST_STEP, Math.min(STEP, Math.floor(room / (max - 1))));
}

/** Icons from the left. A click on the present value clears it; digits set it. */
export const ratingCell: CellRenderer<RatingCell> = {
  draw(pen, cell, box, isActive) {
    if (cell.value <= 0 && !isActive) return;
    const { x, y } = place(box);
    const step = stepIn(box, cell.max);
    const size = Math.min(ICON, step - 1);
    for (let at = 0; at < cell.max; at++) {
      if (x + at * step + size > box.x + box.width - 2) return;
      const square = { x: x + at * step, y: y + (ICON - size) / 2, width: size };
      drawRatingIcon(pen, cell, square, at < cell.value);
    }
  },
  measure: (_pen, cell) => cell.max * STEP + PADDING_X * 2,
  text: (cell) => (cell.value > 0 ? String(cell.value) : ''),
  spoken: (cell, words) => (cell.value > 0 ? words.rating(cell.value, cell.max) : ''),
  isEmpty: (cell) => cell.value <= 0,
  value: (cell) => (cell.value > 0 ? cell.value : undefined),
  hit(_pen, cell, box, x, y) {
    const start = place({ ...box, x: 0, y: 0 });
    const step = stepIn(box, cell.max);
    const rating = Math.floor((x - start.x + 1) / step) + 1;
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
