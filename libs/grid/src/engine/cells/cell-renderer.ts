import type { Cell } from '../cell';
import type { EditValue, GridWords, Rect } from '../options';
import type { Pen } from '../render/pen';

/** Room between a cell's edge and its content. */
export const PADDING_X = 8;
/** From a tall row's top to its first line; a 32-pixel row centres its one line. */
export const PADDING_Y = 7;

/** What a click inside a cell's content means. */
export type CellAction = { type: 'edit'; value: EditValue } | { type: 'open-link'; href: string };

/** One kind of cell: how it looks, how wide it wants to be, what it answers to, what it says. */
export interface CellRenderer<C extends Cell> {
  /** `isActive`: under the cursor, where controls that are edited in place show themselves even when empty. */
  draw(pen: Pen, cell: C, box: Rect, isActive: boolean): void;
  /** Width that shows the whole value on one line, padding included. */
  measure(pen: Pen, cell: C): number;
  /** Text for the clipboard. */
  text(cell: C): string;
  /** Text for screen readers where it differs from the clipboard's. */
  spoken?(cell: C, words: GridWords): string;
  isEmpty(cell: C): boolean;
  /** Number that enters sums. */
  value?(cell: C): number | undefined;
  /** What a click at `x`, `y` (from the cell's top left) does beyond selecting. */
  hit?(pen: Pen, cell: C, box: Rect, x: number, y: number): CellAction | null;
  /** The change a key makes in place, without an editor. */
  press?(cell: C, key: string): EditValue | null;
  /** Whether Enter, F2, typing and double click open the host's editor. */
  hasEditor: boolean;
}

/** The cell's area less its padding; one line's worth of height in short rows. */
export function contentBox(box: Rect): Rect {
  const isShort = box.height < 48;
  return {
    x: box.x + PADDING_X,
    y: isShort ? box.y : box.y + PADDING_Y,
    width: box.width - PADDING_X * 2,
    height: isShort ? box.height : box.height - PADDING_Y * 2,
  };
}

/** The first line of the content: all of a short row, the top 18 pixels of a tall one. */
export function firstLine(box: Rect): Rect {
  const content = contentBox(box);
  return box.height < 48 ? content : { ...content, height: 18 };
}
