import type { GridContext } from './grid-context';
import { rangeOf } from './selection';

/** So many rows on either side of a record are remembered. */
const AROUND = 64;

/** So many rows above the selection and below its first, and columns before it and behind its first. */
export interface Reach {
  above?: number;
  before?: number;
  below?: number;
  behind?: number;
}

/**
 * The records around one as they were seen before all rows were opened anew. What is pressed until these have come is meant
 * for them: it finds out here whether the cursor stands on one of them, at its place.
 */
export class SeenRows {
  /** By their distance from it; none is known of those that were not loaded. */
  private readonly keys = new Map<number, string>();
  /** A step led elsewhere than it did then: where the next ones lead is nobody's choice. */
  private isOff = false;
  /** Records that keys behind the word have made. */
  private readonly made = new Set<string>();
  private readonly ends: { first: string | undefined; last: string | undefined };
  private readonly columns: readonly string[];

  private constructor(
    private readonly grid: GridContext,
    private readonly key: string,
    private readonly row: number,
    private readonly rowCount: number,
    private readonly columnId: string,
  ) {
    this.columns = grid.options.columns.map(({ id }) => id);
    const seen = (at: number) => grid.keyOf(at) ?? grid.options.formerKey?.(at);
    for (let by = -AROUND; by <= AROUND; by++) {
      const found = row + by < rowCount ? seen(row + by) : undefined;
      if (found !== undefined) this.keys.set(by, found);
    }
    this.ends = { first: seen(0), last: seen(rowCount - 1) };
  }

  /** What is seen around a record; null where rows are not being opened anew: they come where they stand. */
  static around(grid: GridContext, key: string, row: number, columnId: string): SeenRows | null {
    const isAnew = grid.options.formerKey?.(row) !== undefined;
    return isAnew ? new SeenRows(grid, key, row, grid.options.rowCount, columnId) : null;
  }

  /** Heeds so many rows, or all there are, that the cursor went down or up. */
  heedRows(from: number, to: number, rows: number): void {
    const { first, last } = this.ends;
    if (Math.abs(rows) === Infinity && this.grid.keyOf(to) === (rows < 0 ? first : last)) return;
    // Under heads the next row that is shown may be far, or on a head.
    const isAmongHeads = this.grid.extent.rows.heads !== null && from !== to;
    const then = Math.max(0, Math.min(this.rowCount - 1, this.seenAt(from) + rows));
    if (!isAmongHeads && this.seenAt(to) !== then && !this.isMade(from)) this.isOff = true;
  }

  /** Heeds that the cursor went on to another row from the end of one: from another column than then, where that was not the last. */
  heedWrap(columnId: string, step: 1 | -1): void {
    if (columnId !== this.columns.at(step === 1 ? -1 : 0)) this.isOff = true;
  }

  /** Heeds a record that was made by a key behind the word, and stands under the cursor. */
  heedMade(): void {
    const { active } = this.grid.selection;
    const key = active ? this.grid.keyOf(active.row) : undefined;
    if (key !== undefined) this.made.add(key);
  }

  private isMade(row: number): boolean {
    const key = this.grid.keyOf(row);
    return key !== undefined && this.made.has(key);
  }

  /** Whether all that a key would write to, or take from, stood there: beside what is selected so many rows and columns. */
  isUnderCursor({ above = 0, before: left = 0, below = 0, behind = 0 }: Reach = {}): boolean {
    const { addLine, extent, selection } = this.grid;
    if (this.isOff) return false;
    if (addLine.at) {
      const before = addLine.rowBefore(addLine.at);
      if (!this.hasSeenColumn(addLine.at.column)) return false;
      if (before < 0 || !this.hasSeen(before)) return before < 0;
      const isEnd = extent.rows.heads !== null || this.isMade(before);
      return isEnd || this.seenAt(before) === this.rowCount - 1;
    }
    const { active } = selection;
    if (!active) return true;
    const range = selection.range ?? rangeOf(active, active);
    const { columnCount, rowCount } = extent;
    const right = Math.min(columnCount - 1, Math.max(range.right, range.left + behind));
    for (let column = Math.max(0, range.left - left); column <= right; column++)
      if (!this.hasSeenColumn(column)) return false;
    const bottom = Math.max(range.bottom, range.top + below);
    for (let row = Math.max(0, range.top - above); row <= bottom; row++)
      if (row < rowCount ? !this.hasSeen(row) : this.seenAt(row) < this.rowCount) return false;
    return this.hasSeen(active.row);
  }

  /** Where a row stood then, by its distance from the record. */
  private seenAt(row: number): number {
    return this.row + row - (this.grid.rowOf(this.key) ?? Number.NaN);
  }

  /** Whether a column stood as far from that of the record's word. */
  private hasSeenColumn(column: number): boolean {
    const now = this.grid.options.columns.map(({ id }) => id);
    if (column === 0 && now[0] === this.columns[0]) return true;
    if (column === now.length - 1 && now.at(-1) === this.columns.at(-1)) return true;
    const then = this.columns.indexOf(this.columnId) + column - now.indexOf(this.columnId);
    return this.columns[then] === now[column];
  }

  private hasSeen(row: number): boolean {
    const now = this.grid.keyOf(row);
    // It is still read: no key writes there.
    if (now === undefined || this.made.has(now)) return true;
    const { first, last } = this.ends;
    if ((row === 0 && now === first) || (row === this.grid.options.rowCount - 1 && now === last)) return true;
    return this.keys.get(this.seenAt(row) - this.row) === now;
  }
}
