import type { Cell, CellKind } from '../cell';
import type { GridWords } from '../options';
import type { CellRenderer } from './cell-renderer';
import { checkboxCell } from './checkbox-cell';
import { dateCell } from './date-cell';
import { faultCell } from './fault-cell';
import { linkTextCell } from './link-text-cell';
import { linksCell } from './links-cell';
import { multiSelectCell } from './multi-select-cell';
import { numberCell } from './number-cell';
import { personCell } from './person-cell';
import { ratingCell } from './rating-cell';
import { selectCell } from './select-cell';
import { systemCell } from './system-cell';
import { textCell } from './text-cell';

/** Every kind of cell; the type makes the compiler list a kind that has no renderer yet. */
const RENDERERS: { readonly [K in CellKind]: CellRenderer<Extract<Cell, { kind: K }>> } = {
  text: textCell,
  number: numberCell,
  rating: ratingCell,
  checkbox: checkboxCell,
  date: dateCell,
  select: selectCell,
  'multi-select': multiSelectCell,
  person: personCell,
  links: linksCell,
  link: linkTextCell,
  system: systemCell,
  fault: faultCell,
};

/** The renderer of a cell. */
export function rendererOf(cell: Cell): CellRenderer<Cell> {
  // The table is keyed by the cell's own kind, which TypeScript cannot correlate with its argument type.
  return RENDERERS[cell.kind] as unknown as CellRenderer<Cell>;
}

/** Text that copying a cell puts on the clipboard. */
export function copyTextOf(cell: Cell): string {
  return cell.copyText ?? rendererOf(cell).text(cell);
}

/** Text a screen reader speaks for a cell; `words.empty` when it has no value. */
export function spokenTextOf(cell: Cell, words: GridWords): string {
  const renderer = rendererOf(cell);
  const text = renderer.spoken ? renderer.spoken(cell, words) : (cell.copyText ?? renderer.text(cell));
  const value = text === '' ? words.empty : text;
  return cell.error === undefined ? value : `${value}, ${cell.error}`;
}
