import type { MultiSelectCell } from '../cell';
import type { CellRenderer } from './cell-renderer';
import { drawPills, measurePills } from './pills';
import { optionPill } from './select-cell';

export const multiSelectCell: CellRenderer<MultiSelectCell> = {
  draw: (pen, cell, box) =>
    drawPills(
      pen,
      cell.options.map((option) => optionPill(pen, option)),
      box,
    ),
  measure: (pen, cell) =>
    measurePills(
      pen,
      cell.options.map((option) => optionPill(pen, option)),
    ),
  text: (cell) => cell.options.map((option) => option.text).join(', '),
  isEmpty: (cell) => cell.options.length === 0,
  hasEditor: true,
};
