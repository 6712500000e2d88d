import { rendererOf } from './cells/registry';
import type { GridSource } from './options';
import { shownRows, type RowOrder } from './row-layout';
import { shownSize } from './selection';
import type { CellRange, RangeSummary } from './selection-types';

/** Cells visited at most, so that a whole-table selection never blocks a frame for long. */
export const MAX_SUMMED_CELLS = 200_000;

/**
 * Count, sum and average over the loaded cells of a range; stops at `MAX_SUMMED_CELLS` and says so. Numbers of different
 * measures come to no sum.
 */
export function summarize(
  source: Pick<GridSource, 'columns' | 'getCell'> & { rows: RowOrder },
  range: CellRange,
): RangeSummary {
  const cells = shownSize(source.rows, range);
  const width = range.right - range.left + 1;
  let visited = 0;
  let partial = false;
  let filled = 0;
  let numbers = 0;
  let sum = 0;
  const measures = new Set<string | undefined>();
  for (const row of shownRows(source.rows, range)) {
    visited += width;
    if (visited > MAX_SUMMED_CELLS) {
      partial = true;
      break;
    }
    for (let at = range.left; at <= range.right; at++) {
      const column = source.columns[at];
      if (!column) continue;
      const cell = source.getCell(row, column);
      if (cell === 'loading') {
        partial = true;
        continue;
      }
      const renderer = rendererOf(cell);
      if (!renderer.isEmpty(cell)) filled++;
      const value = renderer.value?.(cell);
      if (value === undefined || !Number.isFinite(value)) continue;
      numbers++;
      sum += value;
      measures.add(column.measure);
    }
  }
  return {
    cells,
    filled,
    numbers,
    sum: measures.size === 1 ? sum : null,
    average: measures.size === 1 ? sum / numbers : null,
    partial,
  };
}
