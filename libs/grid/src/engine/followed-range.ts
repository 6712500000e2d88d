import type { CellRange } from './selection-types';

/** What following needs to know of rows. */
export interface RowPlaces {
  keyOf(row: number): string | undefined;
  rowOf(key: string): number | undefined;
}

/** Rows remembered at either end of a tall range. */
const REMEMBERED_ROWS = 2_000;

/** A range of rows that is remembered by its records, so that it stays on them when rows come, go or move. */
export class FollowedRange {
  private readonly height: number;
  private readonly known: readonly (readonly [offset: number, key: string])[];

  constructor(range: CellRange, places: Pick<RowPlaces, 'keyOf'>) {
    this.height = range.bottom - range.top + 1;
    const known: [number, string][] = [];
    for (let offset = 0; offset < this.height; offset++) {
      if (offset === REMEMBERED_ROWS && this.height > 2 * REMEMBERED_ROWS)
        offset = this.height - REMEMBERED_ROWS;
      const key = places.keyOf(range.top + offset);
      if (key !== undefined) known.push([offset, key]);
    }
    this.known = known;
  }

  /**
   * Rows of the range now: the same records, less those that are gone. Null when other records stand among them or
   * they changed their order: no range holds just them then.
   */
  follow(range: CellRange, places: RowPlaces): CellRange | null {
    if (this.known.every(([offset, key]) => places.keyOf(range.top + offset) === key)) return range;
    let before: { offset: number; row: number } | null = null;
    let first: { offset: number; row: number } | null = null;
    /** Known records between `before` and the next that are gone. */
    let gone = 0;
    for (const [offset, key] of this.known) {
      const row = places.rowOf(key);
      // Deleted, or moved to where nothing is loaded.
      if (row === undefined) {
        gone += 1;
        continue;
      }
      // Wider than what may be left between them: another record stands there.
      if (before && (row <= before.row || row - before.row > offset - before.offset - gone)) return null;
      before = { offset, row };
      gone = 0;
      first ??= before;
    }
    if (!before || !first) {
      // None of its records is known any more: the rows in its place are others as soon as one of them is loaded.
      for (let row = range.top; row <= range.top + this.height - 1; row++)
        if (places.keyOf(row) !== undefined) return null;
      return range;
    }
    // Rows at its ends that were never loaded are taken to have moved along; known ones that are gone are gone.
    const { offset: from } = first;
    const { offset: to } = before;
    const lead = from - this.known.filter(([offset]) => offset < from).length;
    const tail = this.height - 1 - to - this.known.filter(([offset]) => offset > to).length;
    return { ...range, top: Math.max(0, first.row - lead), bottom: before.row + tail };
  }
}
