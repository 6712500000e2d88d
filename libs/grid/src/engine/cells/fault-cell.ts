import type { FaultCell } from '../cell';
import type { CellRenderer } from './cell-renderer';
import { cellText, drawSingle, measureText } from './plain-text';

/** A value that could not be computed: its name, in the colour of errors. */
export const faultCell: CellRenderer<FaultCell> = {
  draw: (pen, cell, box) => drawSingle(pen, cell.text, box, cellText(pen, pen.theme.error, cell.align)),
  measure: (pen, cell) => measureText(pen, cell.text),
  text: (cell) => cell.text,
  isEmpty: () => false,
  hasEditor: false,
};
