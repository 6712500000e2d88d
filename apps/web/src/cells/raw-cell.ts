import type { LinkedTitle, RawCell, RowCell } from '@pyairtable/contracts';

/** The records a link cell shows; [] for any other cell. */
export function linksOf(cell: RowCell | undefined): LinkedTitle[] {
  return Array.isArray(cell) ? cell.filter((one): one is LinkedTitle => typeof one === 'object') : [];
}

/** The ids in a cell that holds several, or one; [] when empty. */
export function idsOf(cell: RowCell | undefined): string[] {
  if (Array.isArray(cell)) return cell.map((one) => (typeof one === 'object' ? one.id : one));
  return typeof cell === 'string' ? [cell] : [];
}

/** A cell as shown → as stored: links lose their titles, empty is null. */
export function rawCell(cell: RowCell | undefined): RawCell {
  if (cell === undefined) return null;
  return Array.isArray(cell) ? idsOf(cell) : cell;
}

/** True when two stored cells hold the same. */
export function sameCell(one: RawCell, other: RawCell): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((id, at) => id === other[at]);
  return one === other;
}
