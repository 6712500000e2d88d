import { addInGroup } from './add-record';
import { clamp } from './geometry';
import type { GridContext } from './grid-context';
import type { GroupHeads } from './groups';
import type { Command } from './keyboard';
import { selectCell } from './selection';

/** Makes the cell active that stands so many shown rows from the first one. */
function selectRank(grid: GridContext, rank: number, column: number): void {
  const { extent, selection } = grid;
  if (extent.rows.shownCount === 0) return;
  const row = extent.rows.atRank(clamp(rank, 0, extent.rows.shownCount - 1));
  grid.choose(selectCell(selection, { row, column }, extent), true);
}

/** To the first or the last row, which shows what stands above the first. */
function jump(grid: GridContext, rows: number, columns: number): void {
  const column = columns === 0 ? grid.heads.column : columns < 0 ? 0 : grid.extent.columnCount - 1;
  selectRank(grid, rows, column);
  if (rows < 0) grid.scrollTo({ ...grid.scroll, top: 0 });
}

/** Left folds, or goes out to the group around; right unfolds, or goes on to what is within. */
function sideways(grid: GridContext, heads: GroupHeads, at: number, by: number): void {
  const isOpen = heads.isOpen(at);
  if (isOpen === by < 0) return grid.heads.toggle(at, false);
  if (by > 0) {
    grid.heads.step(1);
    return;
  }
  const around = heads.parent(at);
  if (around === -1) return;
  grid.heads.stand(around);
  grid.revealHead(around);
}

/** Rows that stand before a head. */
function rowsBefore(grid: GridContext, at: number): number {
  const { rows } = grid.extent;
  return rows.rank(rows.heads?.groups[at]?.start ?? 0);
}

/** Carries a command out on the head that has the cursor; false for what has to do with no place. */
export function runOnHead(grid: GridContext, at: number, command: Command): boolean {
  const { heads } = grid.extent.rows;
  if (!heads) return false;
  const { column } = grid.heads;
  const before = rowsBefore(grid, at);
  switch (command.do) {
    case 'move':
      if (Math.abs(command.rows) === Infinity) jump(grid, command.rows, command.columns);
      else if (command.rows !== 0) grid.heads.step(command.rows < 0 ? -1 : 1);
      else if (Math.abs(command.columns) === 1) sideways(grid, heads, at, command.columns);
      return true;
    case 'page': {
      const page = Math.max(1, Math.floor(grid.layout.bodyHeight / grid.layout.rows.rowHeight) - 1);
      selectRank(grid, before + command.pages * page, column);
      return true;
    }
    case 'tab':
      selectRank(
        grid,
        command.step === 1 ? before : before - 1,
        command.step === 1 ? 0 : grid.extent.columnCount - 1,
      );
      return true;
    case 'enter':
    case 'expand':
      grid.heads.toggle(at, false);
      return true;
    case 'fold-level':
      grid.heads.toggle(at, true);
      return true;
    case 'add-below':
      addInGroup(grid, at);
      return true;
    default:
      return false;
  }
}
