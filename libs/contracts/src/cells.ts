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

/** A cell of a row as read: as RawCell, links with their titles; empty cells are absent. */
export type RowCell = Exclude<RawCell, null> | LinkedTitle[];

const isLink = (one: string | LinkedTitle): one is LinkedTitle => typeof one === 'object' && 'title' in one;

/** The records a link cell shows; [] for any other cell. */
export function linksOf(cell: RowCell | undefined): LinkedTitle[] {
  return Array.isArray(cell) ? cell.filter(isLink) : [];
}

/** The ids in a cell that holds several, or one; [] when empty. */
export function idsOf(cell: RowCell | undefined): string[] {
  if (Array.isArray(cell)) return cell.map((one) => (typeof one === 'object' ? one.id : one));
  return typeof cell === 'string' ? [cell] : [];
}

/** A cell as shown → as stored: links lose their titles, empty is null. */
export function rawCellOf(cell: RowCell | undefined): RawCell {
  if (cell === undefined) return null;
  return Array.isArray(cell) ? idsOf(cell) : cell;
}

/** True when two stored cells hold the same. */
export function sameCell(one: RawCell, other: RawCell): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((id, at) => id === other[at]);
  return one === other;
}
