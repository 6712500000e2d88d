import type { Pill, SelectCell } from '../cell';
import type { Pen } from '../render/pen';
import type { CellRenderer } from './cell-renderer';
import { PILL_HEIGHT, drawPills, measurePills, pillColors, type DrawnPill } from './pills';

/** An option as a fully rounded pill in its colour. */
export function optionPill(pen: Pen, option: Pill): DrawnPill {
  return { text: option.text, colors: pillColors(pen, option.color), radius: PILL_HEIGHT / 2 };
}

function drawn(pen: Pen, cell: SelectCell): DrawnPill[] {
  return cell.option ? [optionPill(pen, cell.option)] : [];
}

export const selectCell: CellRenderer<SelectCell> = {
  draw: (pen, cell, box) => drawPills(pen, drawn(pen, cell), box),
  measure: (pen, cell) => measurePills(pen, drawn(pen, cell)),
  text: (cell) => cell.option?.text ?? '',
  isEmpty: (cell) => cell.option === null,
  hasEditor: true,
};
