import type { GridContext } from './grid-context';
import { moveBy, selectCell } from './selection';
import type { CellPosition } from './selection-types';

/** Goes on from a cell as Enter behind a word does: to the record below, or the line that adds one. */
export function goDown(grid: GridContext, from: CellPosition): void {
  if (grid.addLine.standBelow(from.row, from.column)) return;
  const { extent } = grid;
  const selection = selectCell(grid.selection, from, extent);
  grid.choose(moveBy(selection, { rows: 1, columns: 0, extend: false }, extent), true);
}
