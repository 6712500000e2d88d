import type { TextCell } from '../cell';
import type { CellRenderer } from './cell-renderer';
import { cellText, drawMultiple, measureText } from './plain-text';

export const textCell: CellRenderer<TextCell> = {
  draw: (pen, cell, box) => drawMultiple(pen, cell.text, box, cellText(pen, pen.theme.text)),
  measure: (pen, cell) => measureText(pen, cell.text),
  text: (cell) => cell.text,
  isEmpty: (cell) => cell.text === '',
  hasEditor: true,
};
