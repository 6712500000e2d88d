import type { CheckboxCell } from '../cell';
import type { Rect } from '../options';
import { drawCheckbox } from '../render/checkbox';
import { firstLine, type CellRenderer } from './cell-renderer';
import { pillColors } from './pills';
import { drawRatingIcon } from './rating-icon';

export const CHECKBOX_SIZE = 16;
/** Extra pixels around the box that still toggle it. */
const REACH = 6;

/** Only offsets are rounded, never positions: a cell must draw alike wherever it is scrolled to. */
function boxIn(box: Rect): Rect {
  const line = firstLine(box);
  return {
    x: box.x + Math.round((box.width - CHECKBOX_SIZE) / 2),
    y: line.y + Math.round((line.height - CHECKBOX_SIZE) / 2),
    width: CHECKBOX_SIZE,
    height: CHECKBOX_SIZE,
  };
}

export const checkboxCell: CellRenderer<CheckboxCell> = {
  draw(pen, cell, box) {
    const { icon = 'check' } = cell;
    const place = boxIn(box);
    if (icon !== 'check' && icon !== 'cross')
      return drawRatingIcon(pen, { icon, color: cell.color }, place, cell.checked);
    const colors = cell.color === undefined ? undefined : pillColors(pen, cell.color);
    drawCheckbox(pen, place, cell.checked, colors, icon);
  },
  measure: () => 48,
  text: (cell) => (cell.checked ? 'checked' : ''),
  spoken: (cell, words) => (cell.checked ? words.checked : words.unchecked),
  isEmpty: (cell) => !cell.checked,
  hit(_pen, cell, box, x, y) {
    const target = boxIn({ ...box, x: 0, y: 0 });
    const inside =
      x >= target.x - REACH &&
      x < target.x + target.width + REACH &&
      y >= target.y - REACH &&
      y < target.y + target.height + REACH;
    return inside ? { type: 'edit', value: { type: 'checked', checked: !cell.checked } } : null;
  },
  press: (cell, key) => (key === 'Enter' ? { type: 'checked', checked: !cell.checked } : null),
  hasEditor: false,
};
