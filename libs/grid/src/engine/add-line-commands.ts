import type { AddPlace } from './add-line';
import { clamp } from './geometry';
import type { GridContext } from './grid-context';
import type { Command } from './keyboard';
import { selectCell } from './selection';

/** Goes to the record above the line, or to the head of a group that has none. */
function goUp(grid: GridContext, at: AddPlace, column: number): boolean {
  const row = grid.addLine.rowBefore(at);
  if (row >= 0) grid.choose(selectCell(grid.selection, { row, column }, grid.extent), true);
  else if (at.group !== undefined) grid.heads.stand(at.group, column);
  return row >= 0;
}

/** Goes to the next head, where there is a group more. */
function goDown(grid: GridContext, { group, column }: AddPlace): void {
  const { heads } = grid.extent.rows;
  const next = heads && group !== undefined ? group + 1 : -1;
  if (!heads || next < 0 || next >= heads.groups.length) return;
  grid.heads.stand(next, column);
  grid.revealHead(next);
}

/**
 * Carries a command out on the line that adds a record; false for what has to do with no place, or is to be done from
 * the record above.
 */
export function runOnAddLine(grid: GridContext, at: AddPlace, command: Command): boolean {
  const last = grid.extent.columnCount - 1;
  switch (command.do) {
    case 'move': {
      const { rows, columns } = command;
      if (Math.abs(rows) === Infinity) return !goUp(grid, at, at.column);
      if (rows < 0) goUp(grid, at, at.column);
      else if (rows > 0) goDown(grid, at);
      else grid.addLine.stand(at.group, clamp(at.column + columns, 0, last));
      return true;
    }
    case 'page':
      return command.pages > 0 || !goUp(grid, at, at.column);
    case 'tab':
      if (at.column + command.step < 0) goUp(grid, at, last);
      else grid.addLine.stand(at.group, Math.min(last, at.column + command.step));
      return true;
    case 'escape':
      goUp(grid, at, at.column);
      return true;
    case 'enter':
    case 'edit':
    case 'add-below':
      grid.addLine.make();
      return true;
    default:
      return false;
  }
}
