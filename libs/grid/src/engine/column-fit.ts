import { rendererOf } from './cells/registry';
import type { GridColumn } from './column';
import { visibleRows } from './geometry';
import type { GridContext } from './grid-context';
import { fontOf, type Pen } from './render/pen';

/** Rows measured around those on screen. */
const MEASURED_ROWS = 200;
const ICON_AND_MENU = 60;
const WARNING = 20;
/** Pixels: a column fitted to a long text still leaves room for others. */
const MOST = 420;

/** Pixels that a column's whole name takes with its icon, menu and mark. */
export function headerWidth(pen: Pen, column: GridColumn): number {
  const font = fontOf(pen.theme, pen.theme.fontSize, pen.theme.headerFontWeight);
  const marks = ICON_AND_MENU + (column.warning === undefined ? 0 : WARNING);
  return pen.measurer.width(column.title, font) + marks;
}

/** Pixels that a column takes for its name and what it shows near what is on screen. */
export function fittingWidth(
  { options, layout, scroll, measuring: pen }: GridContext,
  column: GridColumn,
): number {
  let width = headerWidth(pen, column);
  const { rows } = layout;
  const [first] = visibleRows(layout, scroll);
  const at = first ? rows.rank(first.start) : 0;
  const end = Math.min(rows.shownCount, at + 2 * MEASURED_ROWS);
  for (let rank = Math.max(0, at - MEASURED_ROWS); rank < end; rank++) {
    const row = rows.atRank(rank);
    const cell = options.getCell(row, column);
    if (cell !== 'loading') width = Math.max(width, rendererOf(cell).measure(pen, cell));
  }
  return Math.min(Math.ceil(width), MOST);
}
