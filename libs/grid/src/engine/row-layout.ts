import { clamp } from './geometry';
import type { GroupHeads } from './groups';

/** Rows `start` up to `end`, exclusive. */
export interface RowSpan {
  start: number;
  end: number;
}

/** The rows that are shown, by their standing among each other: what keys and ranges go by. */
export interface RowOrder {
  readonly shownCount: number;
  /** Number of shown rows before `row`. */
  rank(row: number): number;
  /** The shown row that so many others stand before. */
  atRank(rank: number): number;
  isShown(row: number): boolean;
}

/** Where rows stand, in unscrolled pixels from the first line's top: the one answer to what is at a height. */
export interface RowLayout extends RowOrder {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Pixels of all lines. */
  readonly height: number;
  /** Shown rows and the heads among them. */
  readonly lineCount: number;
  /** Lines before a shown row. */
  line(row: number): number;
  /** The heads among the rows; null where nothing groups. */
  readonly heads: GroupHeads | null;
  /** Top edge of a row; `rowCount` gives the end of the last line. */
  top(row: number): number;
  bottom(row: number): number;
  /** The row at a height, or the nearest one; -1 when there are none. */
  at(y: number): number;
  /** Runs of rows that touch `from … to`, in their order. */
  spans(from: number, to: number): readonly RowSpan[];
}

/** Rows of one height without anything between them. */
export class EvenRows implements RowLayout {
  readonly heads = null;

  constructor(
    readonly rowCount: number,
    readonly rowHeight: number,
  ) {}

  get height(): number {
    return this.rowCount * this.rowHeight;
  }

  get shownCount(): number {
    return this.rowCount;
  }

  get lineCount(): number {
    return this.rowCount;
  }

  line(row: number): number {
    return row;
  }

  isShown(row: number): boolean {
    return row >= 0 && row < this.rowCount;
  }

  rank(row: number): number {
    return row;
  }

  atRank(rank: number): number {
    return rank;
  }

  top(row: number): number {
    return row * this.rowHeight;
  }

  bottom(row: number): number {
    return (row + 1) * this.rowHeight;
  }

  at(y: number): number {
    return Math.min(this.rowCount - 1, Math.max(0, Math.floor(y / this.rowHeight)));
  }

  spans(from: number, to: number): readonly RowSpan[] {
    const span = evenSpan(from, to, this.rowHeight, this.rowCount);
    return span.start < span.end ? [span] : [];
  }
}

/** Rows of a run that touch `from … to`, measured from its top; one pixel more at either end for what rounding moves. */
export function evenSpan(from: number, to: number, rowHeight: number, count: number): RowSpan {
  const start = clamp(Math.floor((from - 1) / rowHeight), 0, count);
  return { start, end: clamp(Math.ceil((to + 1) / rowHeight), start, count) };
}

/** The shown rows from `top` to `bottom`, both inclusive. */
export function* shownRows(
  rows: RowOrder,
  { top, bottom }: { top: number; bottom: number },
): Generator<number> {
  const end = rows.rank(bottom + 1);
  for (let rank = rows.rank(top); rank < end; rank++) yield rows.atRank(rank);
}

/** Runs of the shown rows from one rank up to another, exclusive, in their order. */
export function shownSpans(rows: RowLayout, from: number, to: number): readonly RowSpan[] {
  const first = clamp(from, 0, rows.shownCount);
  const end = clamp(to, first, rows.shownCount);
  if (first === end) return [];
  const top = rows.top(rows.atRank(first));
  // Rounding of what is on screen adds a row at either end; here exactly those asked for are.
  return rows.spans(top + 2, rows.bottom(rows.atRank(end - 1)) - 2);
}

/** How many rows of `top … bottom` are shown. */
export function shownHeight(rows: RowOrder, { top, bottom }: { top: number; bottom: number }): number {
  return rows.rank(bottom + 1) - rows.rank(top);
}
