import type { GridContext } from './grid-context';
import { rangeOf } from './selection';

/** So many rows on either side of a record are remembered. */
const AROUND = 64;

/**
 * The records around one as they were seen before all rows were opened anew. What is pressed until these have come is meant
 * for them: it finds out here whether the cursor stands on one of them, at its place.
 */
export class SeenRows {
  /** By their distance from it; none is known of those that were not loaded. */
  private readonly keys = new Map<number, string>();
  /** A step went nowhere that led to a record then: where the next ones lead is nobody's choice. */
  private isOff = false;
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

  /** Heeds a step down, or up, that has left the cursor on its row. */
  heedStop(row: number, step: number): void {
    const at = this.seenAt(row) + Math.sign(step);
    if (at >= 0 && at < this.rowCount) this.isOff = true;
  }

  /** Whether all that a key would write to stood there. */
  isUnderCursor(): boolean {
    const { addLine, extent, selection } = this.grid;
    if (this.isOff) return false;
    if (addLine.at) {
      const before = addLine.rowBefore(addLine.at);
      if (!this.hasSeenColumn(addLine.at.column)) return false;
      if (before < 0 || !this.hasSeen(before)) return before < 0;
      return extent.rows.heads !== null || this.seenAt(before) === this.rowCount - 1;
    }
    const { active } = selection;
    if (!active) return true;
    const { top, bottom, left, right } = selection.range ?? rangeOf(active, active);
    for (let column = left; column <= right; column++) if (!this.hasSeenColumn(column)) return false;
    for (let row = top; row <= bottom; row++) if (!this.hasSeen(row)) return false;
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
    if (now === undefined) return true;
    const { first, last } = this.ends;
    if ((row === 0 && now === first) || (row === this.grid.options.rowCount - 1 && now === last)) return true;
    return this.keys.get(this.seenAt(row) - this.row) === now;
  }
}
