import type { RangeSource } from './edits';
import { MAX_CLIPBOARD_CELLS } from './clipboard';
import type { GridColumn } from './column';
import type { GridContext } from './grid-context';
import type { ReadRange } from './options';
import { haveFoldsMoved } from './moved-folds';
import { refuse } from './refuse';
import { shownRows } from './row-layout';
import { rangeSize, shownSize } from './selection';
import type { CellRange } from './selection-types';

/** False when a row of the range is not loaded. */
function isLoaded(grid: GridContext, range: CellRange): boolean {
  const { options, layout } = grid;
  const column = options.columns[range.left];
  if (!column) return true;
  const within = { top: Math.max(0, range.top), bottom: Math.min(range.bottom, options.rowCount - 1) };
  for (const row of shownRows(layout.rows, within))
    if (options.getCell(row, column) === 'loading') return false;
  return true;
}

/** Whether other records stand in a range as it was read than are `chosen` there; of those that were never loaded nobody knows. */
function areOthers(read: ReadRange, chosen: ReadonlyMap<number, string>): boolean {
  for (const [row, key] of chosen) {
    const found = read.rowKey?.(row);
    if (found !== undefined && found !== key) return true;
  }
  return false;
}

/** The records that the person sees in a range, or saw when they chose it. */
function chosenIn(grid: GridContext, { top, bottom }: CellRange): ReadonlyMap<number, string> {
  const chosen = new Map<number, string>();
  for (let row = top; row <= bottom; row++) {
    // While rows are opened anew nobody has seen what comes there.
    const key = grid.chosenKey(row) ?? grid.options.formerKey?.(row);
    if (key !== undefined) chosen.set(row, key);
  }
  return chosen;
}

/** Says that more cells were asked for than are done at once. */
export function refuseTooMany(grid: GridContext): void {
  refuse(grid, grid.words.tooManyCells(MAX_CLIPBOARD_CELLS));
}

/**
 * Does something with all cells of a range: at once where they are loaded, else as soon as the host has read them
 * (`read`); the result settles when it is done, which is when what `act` answers is. `isChange` says that it is not only
 * looked at. Refused, in words, beyond `MAX_CLIPBOARD_CELLS`, and when other records than those that were chosen stand in
 * the range, or rows that are folded away took other places meanwhile: neither half of what was asked for is ever done,
 * nor anything to a record that nobody chose.
 */
export function withWholeRange(
  grid: GridContext,
  range: CellRange,
  act: (source: RangeSource, read: ReadRange | undefined) => unknown,
  isChange = true,
): Promise<void> | undefined {
  const { options } = grid;
  const { rows } = grid.layout;
  if (grid.mayHoldOthers) {
    refuse(grid, grid.words.rowsChanged);
    return undefined;
  }
  const isRead = !isLoaded(grid, range) && options.readRange !== undefined;
  // What is read is the whole run, hidden rows included.
  if ((isRead ? rangeSize(range) : shownSize(rows, range)) > MAX_CLIPBOARD_CELLS) {
    refuseTooMany(grid);
    return undefined;
  }
  if (!isRead || !options.readRange) {
    act({ ...options, rows }, undefined);
    return undefined;
  }
  // The range counts rows and columns as they stood when it was asked for.
  const { columns, rowCount } = options;
  const chosen = chosenIn(grid, range);
  return options.readRange(range, isChange, (read) => {
    if (areOthers(read, chosen)) return refuse(grid, grid.words.rowsChanged);
    if (haveFoldsMoved(rows, grid.layout.rows, range)) return refuse(grid, grid.words.groupsChanged);
    const getCell = (row: number, column: GridColumn) => read.getCell(row, column);
    return act({ ...grid.options, columns, rowCount, rows, getCell }, read);
  });
}
