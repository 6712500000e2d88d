import { visibleRows, type Layout, type Scroll } from './geometry';
import type { GridOptions } from './options';
import { shownSpans, type RowLayout, type RowSpan } from './row-layout';

/** The same rows in the fewest runs: heads part them on screen, but not as they are read. */
function joined(runs: readonly RowSpan[]): readonly RowSpan[] {
  const whole: RowSpan[] = [];
  for (const run of runs) {
    const last = whole.at(-1);
    if (last?.end === run.start) last.end = run.end;
    else whole.push({ ...run });
  }
  return whole;
}

/** Tells the host which rows are on screen whenever it changes. */
export class RangeReport {
  private last: { rows: RowLayout; start: number; end: number; isMoving: boolean } | null = null;

  report(layout: Layout, scroll: Scroll, velocity: number, { onVisibleRange }: GridOptions): void {
    const { rows } = layout;
    const runs = joined(visibleRows(layout, scroll));
    const start = runs[0]?.start ?? 0;
    const end = runs.at(-1)?.end ?? start;
    const isMoving = velocity !== 0;
    const { last } = this;
    const isSame = last?.start === start && last.end === end && last.isMoving === isMoving;
    // Between the same two rows others may have been folded away.
    if (isSame && (last.rows === rows || (!rows.heads && !last.rows.heads))) return;
    this.last = { rows, start, end, isMoving };
    const around = (more: number): readonly RowSpan[] =>
      joined(shownSpans(rows, rows.rank(start) - more, rows.rank(end) + more));
    onVisibleRange?.({ start, end, velocity, runs, around });
  }
}
