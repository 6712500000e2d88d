import Type, { type Static } from 'typebox';

/**
 * A stored cell inside the house: text, number, boolean, choice id(s), user id, record ids, `YYYY-MM-DD` or
 * `YYYY-MM-DDTHH:mm:ss.sssZ`. null clears.
 */
export const RawCell = Type.Union([
  Type.String({ maxLength: 100_000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 64 }), { maxItems: 10_000 }),
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
export type LookupItem = string | number | boolean | LinkedTitle | CellFault;

/** A cell as read, stored or computed; null is empty. */
export type ReadCell = RawCell | CellFault | LookupItem[];

/** A cell of a row as read: as ReadCell, links with their titles; empty cells are absent. */
export type RowCell = Exclude<ReadCell, null> | LinkedTitle[];

const isLink = (one: LookupItem): one is LinkedTitle => typeof one === 'object' && 'title' in one;

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

/** True when two stored cells hold the same. */
export function sameCell(one: RawCell, other: RawCell): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((id, at) => id === other[at]);
  return one === other;
}
