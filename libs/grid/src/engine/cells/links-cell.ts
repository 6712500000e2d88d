import type { LinksCell } from '../cell';
import type { Pen } from '../render/pen';
import type { CellRenderer } from './cell-renderer';
import { drawPills, measurePills, type DrawnPill } from './pills';

function drawn(pen: Pen, cell: LinksCell): DrawnPill[] {
  return cell.links.map((link) => ({ text: link.title, colors: pen.theme.neutralPill, radius: 5 }));
}

/** Linked records: neutral and squarer than options, so that the two are told apart without colour. */
export const linksCell: CellRenderer<LinksCell> = {
  draw: (pen, cell, box) => drawPills(pen, drawn(pen, cell), box),
  measure: (pen, cell) => measurePills(pen, drawn(pen, cell)),
  text: (cell) => cell.links.map((link) => link.title).join(', '),
  isEmpty: (cell) => cell.links.length === 0,
  hasEditor: true,
};
