import { type CountedRows, FollowedRange } from './followed-range';
import { isSingle } from './selection';
import type { CellRange, GridSelection } from './selection-types';

/** The records that are selected, by which a selection stays on them when rows come, go or move. */
export class RememberedSelection {
  /** The record of the active cell; undefined where it is not loaded. */
  activeKey: string | undefined;
  /** Null where no more than one cell is selected. */
  range: FollowedRange | null = null;

  /** Whether rows that came may stand among those of the range that were never loaded. */
  mayHoldOthers = false;
  /** Rows below the range when it was chosen. */
  private below = 0;

  constructor(private readonly places: CountedRows) {}

  /** Takes what was chosen, or, with `isFollowed`, where the same records are now: one that is not loaded stays known. */
  take(now: GridSelection, before: GridSelection, isFollowed: boolean): void {
    const { active, range } = now;
    if (active !== before.active) {
      const key = active ? this.places.keyOf(active.row) : undefined;
      const former = active && this.places.options.keepsOrder?.() ? this.formerKey(active.row) : undefined;
      this.activeKey = key ?? (isFollowed && active ? this.activeKey : former);
    }
    if (range === before.range) return;
    if (!range || isSingle(range)) {
      this.range = null;
      this.mayHoldOthers = false;
    } else if (isFollowed && this.range) this.range = this.range.moved(range, this.places);
    else {
      // Chosen are the records that are seen, or were seen last.
      const seen = { keyOf: (row: number) => this.places.keyOf(row) ?? this.formerKey(row) };
      this.range = new FollowedRange(range, seen);
      if (active) this.activeKey ??= seen.keyOf(active.row);
      this.mayHoldOthers = false;
      this.below = this.rowsBelow(range);
    }
  }

  /**
   * Before rows are learned: where more stand below the range than did, and its last record was never loaded, they may have
   * come among its rows, the last of which stand below it now.
   */
  heedRowsThatCame({ range }: GridSelection): void {
    if (!range || !this.range || this.range.last !== undefined) return;
    if (this.rowsBelow(range) > this.below) this.mayHoldOthers = true;
  }

  private formerKey(row: number): string | undefined {
    return this.places.options.formerKey?.(row);
  }

  private rowsBelow({ bottom }: CellRange): number {
    return this.places.options.rowCount - 1 - bottom;
  }

  /** The record at a row, or that was chosen at that row before rows were read anew; undefined where none is known. */
  keyAt(row: number, { active, range }: GridSelection): string | undefined {
    const key = this.places.keyOf(row);
    if (key !== undefined) return key;
    const chosen = range && this.range?.keyAt(row - range.top);
    return chosen ?? (active?.row === row ? this.activeKey : undefined);
  }
}
