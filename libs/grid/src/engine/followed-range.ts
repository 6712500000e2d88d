import type { GridOptions } from './options';
import type { CellRange } from './selection-types';

/** What following needs to know of rows. */
export interface RowPlaces {
  keyOf(row: number): string | undefined;
  rowOf(key: string): number | undefined;
  /** Whether the record of a key was deleted, and is not only not loaded. */
  isGone(key: string): boolean;
}

/** The same, and how many rows there are; without `rowKey` a host names no records. */
export interface CountedRows extends RowPlaces {
  readonly options: Pick<GridOptions, 'rowCount' | 'rowKey' | 'formerKey' | 'keepsOrder'>;
}

/** Rows remembered at either end of a tall range, and of those between as they are seen. */
const REMEMBERED_ROWS = 2_000;

/** A record of a range that is not gone; `row` undefined where it is not loaded. */
interface Left {
  key: string;
  /** Rows of the range above it, without those that are gone. */
  above: number;
  row: number | undefined;
}

/** A range of rows that is remembered by its records, so that it stays on them when rows come, go or move. */
export class FollowedRange {
  private readonly height: number;
  private readonly ends = new Map<number, string>();
  /** Between the ends of a tall range, in the order in which they were seen. */
  private readonly between = new Map<number, string>();
  private known: readonly (readonly [offset: number, key: string])[] = [];

  constructor(range: CellRange, places: Pick<RowPlaces, 'keyOf'>) {
    this.height = range.bottom - range.top + 1;
    this.learn(range, places);
  }

  /** The record of its last row, where that is known. */
  get last(): string | undefined {
    return this.keyAt(this.height - 1);
  }

  /** The record remembered of a row, by its distance from the first one. */
  keyAt(offset: number): string | undefined {
    return this.ends.get(offset) ?? this.between.get(offset);
  }

  /** Remembers rows that are loaded by now besides those that it knows; of a tall range's midst those of `shown`. */
  learn(
    { top }: CellRange,
    places: Pick<RowPlaces, 'keyOf'>,
    shown: Iterable<{ start: number; end: number }> = [],
  ): void {
    const see = (offset: number, seen: Map<number, string>) => {
      if (this.keyAt(offset) !== undefined) return;
      const key = places.keyOf(top + offset);
      if (key !== undefined) seen.set(offset, key);
    };
    for (let offset = 0; offset < this.height; offset++) {
      if (this.isBetween(offset)) offset = this.height - REMEMBERED_ROWS;
      see(offset, this.ends);
    }
    for (const { start, end } of shown)
      for (let offset = Math.max(0, start - top); offset < Math.min(this.height, end - top); offset++)
        see(offset, this.between);
    this.order();
  }

  /**
   * Rows of the range now: the same records, less those that are gone; one that is not loaded is taken to have its place
   * still where no other record is seen there. Null when other records stand among them or they changed their order: no
   * range holds just them then.
   */
  follow(range: CellRange, places: RowPlaces): CellRange | null {
    const isAsKnown = this.known.every(([offset, key]) => places.keyOf(range.top + offset) === key);
    if (isAsKnown) return range;
    const left = this.left(places);
    const height = this.height - (this.known.length - left.length);
    const first = left.findIndex(({ row }) => row !== undefined);
    if (first === -1) {
      // None of its records is known any more: the rows in their places are others as soon as one of them is loaded.
      const isTaken = this.known.some(([offset]) => places.keyOf(range.top + offset) !== undefined);
      if (isTaken || height === 0) return null;
      return height === this.height ? range : { ...range, bottom: range.top + height - 1 };
    }
    let last = first;
    for (let at = first + 1; at < left.length; at++) {
      if (left[at]?.row === undefined) continue;
      if (!mayStand(left.slice(last, at + 1), places)) return null;
      last = at;
    }
    const lead = left.slice(0, first + 1).toReversed();
    const tail = left.slice(last);
    return {
      ...range,
      top: Math.max(0, endOf(lead, -1, -1, places)),
      bottom: endOf(tail, height, 1, places),
    };
  }

  /** The same records in the range where they were found: those that are not loaded now stay known. */
  moved(to: CellRange, places: RowPlaces): FollowedRange {
    const moved = new FollowedRange(to, places);
    const left = this.left(places);
    for (const [at, offset] of offsetsOf(left, to.top).entries()) {
      const key = left[at]?.key;
      const isPlace = offset !== undefined && offset >= 0 && offset < moved.height;
      if (key === undefined || !isPlace || places.keyOf(to.top + offset) !== undefined) continue;
      (moved.isBetween(offset) ? moved.between : moved.ends).set(offset, key);
    }
    moved.order();
    return moved;
  }

  /** Whether a row is in the midst of a range that is too tall to be remembered whole. */
  private isBetween(offset: number): boolean {
    const isTall = this.height > 2 * REMEMBERED_ROWS;
    return isTall && offset >= REMEMBERED_ROWS && offset < this.height - REMEMBERED_ROWS;
  }

  private order(): void {
    for (const offset of this.between.keys()) {
      if (this.between.size <= REMEMBERED_ROWS) break;
      this.between.delete(offset);
    }
    this.known = [...this.ends, ...this.between].sort(([one], [other]) => one - other);
  }

  private left(places: RowPlaces): Left[] {
    const left: Left[] = [];
    for (const [at, [offset, key]] of this.known.entries()) {
      const row = places.rowOf(key);
      if (row === undefined && places.isGone(key)) continue;
      left.push({ key, above: offset - (at - left.length), row });
    }
    return left;
  }
}

/**
 * Places of records in a range that begins at `top`: those of loaded ones, and of the others where the loaded ones before
 * and after them agree on it.
 */
function offsetsOf(left: readonly Left[], top: number): (number | undefined)[] {
  const offsetsFrom = (records: readonly Left[]): (number | undefined)[] => {
    let moved: number | undefined;
    return records.map(({ above, row }) => {
      if (row !== undefined) moved = row - top - above;
      return moved === undefined ? undefined : above + moved;
    });
  };
  const before = offsetsFrom(left);
  const after = offsetsFrom(left.toReversed()).toReversed();
  const isLoaded = left.some(({ row }) => row !== undefined);
  return left.map(({ above }, at) => {
    if (!isLoaded) return above;
    const [one, other] = [before[at], after[at]];
    return one === undefined || other === undefined || one === other ? (one ?? other) : undefined;
  });
}

/** Whether nothing but what is left of a range stands between two of its records, none between them being loaded. */
function mayStand(left: readonly Left[], places: RowPlaces): boolean {
  const [from, to] = [left[0], left.at(-1)];
  if (from?.row === undefined || to?.row === undefined) return false;
  const rows = to.row - from.row - 1;
  const most = to.above - from.above - 1;
  if (rows < 0 || rows > most) return false;
  // Rows that were never loaded may be any.
  let others = most - (left.length - 2);
  if (rows <= others) return true;
  for (let row = from.row + 1; row < to.row; row++)
    if (places.keyOf(row) !== undefined && --others < 0) return false;
  return true;
}

/**
 * The row at an end of a range, `end` being the first place beyond it: from the record that is loaded, first of `left`,
 * rows that were never loaded are taken to have moved along, and those that are not now unless another has the place.
 */
function endOf([from, ...left]: readonly Left[], end: number, step: 1 | -1, places: RowPlaces): number {
  let { above, row = 0 } = from ?? { above: 0 };
  for (const next of left) {
    row += next.above - above - step;
    if (places.keyOf(row + step) === undefined) row += step;
    above = next.above;
  }
  return row + end - above - step;
}
