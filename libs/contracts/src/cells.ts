import Type, { type Static } from 'typebox';
import { AiCell, Attachments, Barcode, type Attachment, type ButtonCell } from './object-cells';
import { sameValue } from './same-value';

/**
 * A stored cell inside the house: text, number, boolean, choice id(s), user id(s), record ids, `YYYY-MM-DD` or
 * `YYYY-MM-DDTHH:mm:ss.sssZ`, or the objects of object-cells.ts. null clears.
 */
export const RawCell = Type.Union([
  Type.String({ maxLength: 100_000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 64 }), { maxItems: 10_000 }),
  Barcode,
  Attachments,
  AiCell,
  Type.Null(),
]);
export type RawCell = Static<typeof RawCell>;

/** A link as shown: the linked record and the text of its primary cell ('' when empty). */
export interface LinkedTitle {
  id: string;
  title: string;
}

/** What a computed cell holds where it has no value. */
export type CellFault = { error: '#ERROR!' } | { specialValue: 'NaN' | 'Infinity' | '-Infinity' };

/** One of the values of a lookup, as the cell that was looked up holds it. */
export type LookupItem =
  string | number | boolean | LinkedTitle | Barcode | Attachment | AiCell | ButtonCell | CellFault;

/** A cell as read, stored or computed; null is empty. */
export type ReadCell = RawCell | ButtonCell | CellFault | LookupItem[];

/** A cell of a row as read: as ReadCell, links with their titles; empty cells are absent. */
export type RowCell = Exclude<ReadCell, null> | LinkedTitle[];

const has = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key);

const isLink = (one: LookupItem): one is LinkedTitle => has(one, 'title');

const isFile = (one: LookupItem): one is Attachment => has(one, 'filename');

/** The fault that a computed cell, or an item of one, holds instead of a value. */
export function faultOf(cell: unknown): '#ERROR!' | 'NaN' | 'Infinity' | '-Infinity' | undefined {
  if (typeof cell !== 'object' || cell === null) return undefined;
  if ('error' in cell) return '#ERROR!';
  return 'specialValue' in cell
    ? (cell as Extract<CellFault, { specialValue: unknown }>).specialValue
    : undefined;
}

/** The records a link cell shows; [] for any other cell. */
export function linksOf(cell: RowCell | null | undefined): LinkedTitle[] {
  return Array.isArray(cell) ? (cell as LookupItem[]).filter(isLink) : [];
}

/** The files of an attachment cell; [] for any other cell. */
export function attachmentsOf(cell: RowCell | null | undefined): Attachment[] {
  return Array.isArray(cell) ? (cell as LookupItem[]).filter(isFile) : [];
}

/** The code in a cell; undefined in any other. */
export const barcodeOf = (cell: RowCell | null | undefined): Barcode | undefined =>
  !Array.isArray(cell) && has(cell, 'text') ? (cell as Barcode) : undefined;

/** What a model wrote into the cell; undefined in any other. */
export const aiCellOf = (cell: RowCell | null | undefined): AiCell | undefined =>
  !Array.isArray(cell) && has(cell, 'state') ? (cell as AiCell) : undefined;

/** The button of a cell; undefined in any other. */
export const buttonOf = (cell: RowCell | null | undefined): ButtonCell | undefined =>
  !Array.isArray(cell) && has(cell, 'label') ? (cell as ButtonCell) : undefined;

/** The entries of a cell that is a list of texts: ids of choices, people or records; [] for any other cell. */
export function textsOf(cell: RowCell | null | undefined): string[] {
  return Array.isArray(cell) ? (cell as LookupItem[]).filter((one) => typeof one === 'string') : [];
}

/** True for a list of nothing but texts. */
export const isTextList = (cell: RowCell | null | undefined): cell is string[] =>
  Array.isArray(cell) && textsOf(cell).length === cell.length;

/** The ids in a cell that holds several, or one; [] when empty. */
export function idsOf(cell: RowCell | null | undefined): string[] {
  if (Array.isArray(cell))
    return (cell as LookupItem[]).flatMap((one) =>
      isLink(one) ? one.id : typeof one === 'string' ? one : [],
    );
  return typeof cell === 'string' ? [cell] : [];
}

/** A cell as shown → as it is formatted and compared: links lose their titles, empty is null. */
export function readCellOf(cell: RowCell | undefined): ReadCell {
  if (cell === undefined) return null;
  if (!Array.isArray(cell)) return cell;
  return (cell as LookupItem[]).map((one) => (isLink(one) ? one.id : one));
}

/** The same of a cell of a stored field. */
export const rawCellOf = (cell: RowCell | undefined): RawCell => readCellOf(cell) as RawCell;

/** True when two stored cells hold the same, in whatever order the keys of objects stand. */
export const sameCell = (one: RawCell, other: RawCell): boolean => sameValue(one, other);
