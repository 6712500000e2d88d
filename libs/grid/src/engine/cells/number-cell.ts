import type { NumberCell } from '../cell';
import type { CellRenderer } from './cell-renderer';
import { cellText, drawNumber, measureText } from './plain-text';

/** Number, percent, currency and duration: formatted by the host, right-aligned so that digits stand in columns. */
export const numberCell: CellRenderer<NumberCell> = {
  draw: (pen, cell, box) => drawNumber(pen, cell.text, box, cellText(pen, pen.theme.text, 'end')),
  measure: (pen, cell) => measureText(pen, cell.text),
  text: (cell) => cell.text,
  isEmpty: (cell) => cell.text === '',
  value: (cell) => cell.value,
  hasEditor: true,
};
