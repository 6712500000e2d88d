import type { GridContext } from './grid-context';

/** Asks the host for a record at the end of a group. */
export function addInGroup(grid: GridContext, group: number): void {
  const { extent } = grid;
  const { start = 0, count = 0 } = extent.rows.heads?.groups[group] ?? {};
  const last = Math.min(start + count, extent.rowCount) - 1;
  add(grid, count > 0 ? last : null, group);
}

/** Asks the host for a record below the active cell, or at the end where there is none. */
export function addBelow(grid: GridContext): void {
  const row = grid.selection.active?.row;
  if (row === undefined) addAtEnd(grid);
  else add(grid, row, grid.extent.rows.heads?.groupOf(row));
}

/** Asks the host for a record below all others. */
export const addAtEnd = (grid: GridContext): void => add(grid, null);

function add(grid: GridContext, after: number | null, group?: number): void {
  const { options } = grid;
  if (options.readonly) return;
  if (group === undefined) options.onAddRecord?.(after);
  else options.onAddRecord?.(after, group);
}
