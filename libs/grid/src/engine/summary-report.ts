import type { GridContext } from './grid-context';
import { shownHeight } from './row-layout';
import { isSingle } from './selection';
import type { CellRange } from './selection-types';
import { summarize } from './summary';

/** Tells the host what the selected cells come to, and says a new selection once. */
export class SummaryReport {
  isDue = false;
  /** The range last spoken, so that new values in it are not announced as a new selection. */
  private announced: CellRange | null = null;

  report(grid: GridContext): void {
    if (!this.isDue) return;
    this.isDue = false;
    const { options, layout, words } = grid;
    const range = grid.selection.range && !isSingle(grid.selection.range) ? grid.selection.range : null;
    options.onRangeSummary?.(range && summarize({ ...options, rows: layout.rows }, range));
    if (range && range !== this.announced)
      grid.announce(words.selected(shownHeight(layout.rows, range), range.right - range.left + 1));
    this.announced = range;
  }
}
