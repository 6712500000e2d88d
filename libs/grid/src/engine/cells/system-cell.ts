import type { SystemCell } from '../cell';
import type { CellRenderer } from './cell-renderer';
import { cellText, drawNumber, drawSingle, measureText } from './plain-text';

/** Values the system writes: muted, so that what people wrote stands out. */
export const systemCell: CellRenderer<SystemCell> = {
  draw: (pen, cell, box) => {
    const draw = cell.value === undefined ? drawSingle : drawNumber;
    draw(pen, cell.text, box, cellText(pen, pen.theme.textSecondary, cell.align));
  },
  measure: (pen, cell) => measureText(pen, cell.text),
  text: (cell) => cell.text,
  isEmpty: (cell) => cell.text === '',
  value: (cell) => cell.value,
  hasEditor: false,
};
