import type { DateCell } from '../cell';
import type { CellRenderer } from './cell-renderer';
import { cellText, drawSingle, measureText } from './plain-text';

export const dateCell: CellRenderer<DateCell> = {
  draw: (pen, cell, box) => drawSingle(pen, cell.text, box, cellText(pen, pen.theme.text)),
  measure: (pen, cell) => measureText(pen, cell.text),
  text: (cell) => cell.text,
  isEmpty: (cell) => cell.text === '',
  hasEditor: true,
};
