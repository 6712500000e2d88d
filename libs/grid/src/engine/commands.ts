import { rendererOf } from './cells/registry';
import { clearEdits, editableCell, fillEdits } from './edits';
import { addBelow } from './add-record';
import type { GridContext } from './grid-context';
import { runOnAddLine } from './add-line-commands';
import { runOnHead } from './head-commands';
import type { Command } from './keyboard';
import { refuse } from './refuse';
import { cellRect } from './geometry';
import { type Extent, isSingle, moveBy, moveInOrder, selectAll, selectCell } from './selection';
import type { CellRange } from './selection-types';
import { withWholeRange } from './whole-range';

/** Opens the active cell's editor, or changes it in place when its kind does without one. */
function enter(grid: GridContext): void {
  const { active } = grid.selection;
  if (!active) return;
  if (!pressInPlace(grid, 'Enter')) grid.openEditor(active, null);
}

/** Lets the active cell's kind answer a key itself (checkbox, rating); true when it did. */
export function pressInPlace(grid: GridContext, key: string): boolean {
  const { active } = grid.selection;
  const cell = active && editableCell(grid.options, active.row, active.column);
  const column = active && grid.options.columns[active.column];
  const value = cell && rendererOf(cell).press?.(cell, key);
  if (!value || !column || !active) return false;
  grid.ticking.leave();
  grid.reveal(active);
  void grid.applyEdits([{ row: active.row, column, value }], 'toggle');
  return true;
}

/** What a person has ticked and not left is what the key is for, not a cell that may be out of sight. */
function deleteTicked(grid: GridContext): void {
  const { options, selection, words } = grid;
  if (options.readonly || !options.onDeleteRows) refuse(grid, words.readonly);
  else if (selection.rows.isReading) refuse(grid, words.notLoaded);
  else options.onDeleteRows([...selection.rows.keys]);
}

function clear(grid: GridContext): void {
  if (grid.ticking.isMeant) return deleteTicked(grid);
  const { range } = grid.selection;
  if (!range) return;
  withWholeRange(grid, range, (source, read) => {
    // What is read is read for this: it is as the acts before left it.
    const edits = clearEdits(source, range, !read && grid.options.isExpecting?.());
    if (edits.length === 0) {
      if (isSingle(range)) grid.tellLocked({ row: range.top, column: range.left });
      return undefined;
    }
    const outcome = grid.applyEdits(edits, 'clear', read);
    grid.announce(grid.words.cleared(edits.length));
    return outcome;
  });
}

/** Ctrl+D and Ctrl+R: the first row or column of the range over the rest of it, or the neighbour over one cell. */
function fill(grid: GridContext, towards: 'down' | 'right'): void {
  const { range } = grid.selection;
  if (!range) return;
  if (grid.ticking.isMeant) return refuse(grid, grid.words.chooseCells);
  const isDown = towards === 'down';
  const hasOneLine = isDown ? range.top === range.bottom : range.left === range.right;
  const whole = !hasOneLine
    ? range
    : isDown
      ? { ...range, top: rowBefore(grid.extent, range.top) }
      : { ...range, left: range.left - 1 };
  if (whole.top < 0 || whole.left < 0) return;
  const source = isDown ? { ...whole, bottom: whole.top } : { ...whole, right: whole.left };
  fillRange(grid, source, whole);
}

/** The shown row before another, -1 where there is none. */
function rowBefore({ rows }: Extent, row: number): number {
  const rank = rows.rank(row);
  return rank === 0 ? -1 : rows.atRank(rank - 1);
}

/** Repeats `source` over the rest of `target`. */
export function fillRange(grid: GridContext, source: CellRange, target: CellRange): void {
  withWholeRange(grid, target, (cells, read) =>
    grid.applyEdits(fillEdits(cells, source, target), 'fill', read),
  );
}

function escape(grid: GridContext): void {
  grid.setCopied(null);
  if (grid.moving.giveUp()) return;
  const { selection } = grid;
  if (selection.range && !isSingle(selection.range))
    grid.setSelection(selectCell(selection, selection.active, grid.extent));
  else if (!selection.rows.isEmpty) grid.ticking.clear();
}

function menu(grid: GridContext, which: 'column' | 'cell'): void {
  const { active } = grid.selection;
  const column = active && grid.options.columns[active.column];
  if (!active || !column) return;
  grid.reveal(active);
  if (which === 'column') grid.options.onColumnMenu?.(column, grid.headerRect(active.column));
  else {
    const cell = cellRect(grid.layout, grid.scroll, active);
    grid.options.onCellMenu?.(active, { x: cell.x + 8, y: cell.y + Math.min(cell.height, 32) });
  }
}

function summaryMenu(grid: GridContext): void {
  const at = grid.heads.column;
  const column = grid.options.columns[at];
  if (!column || !grid.options.onSummaryMenu || !grid.options.columnSummary) return;
  grid.revealColumn(at);
  grid.options.onSummaryMenu(column, grid.summaryRect(at));
}

/** Whether the cursor went with the record it stood on, and has not been put elsewhere. */
const isLost = ({ selection, heads, addLine, stoodAt }: GridContext): boolean =>
  !selection.active && heads.at === null && !addLine.at && stoodAt !== null;

/** Without a cursor the first step by key shows where it was last; true when that was all. */
function stepsFrom(grid: GridContext, command: Command): boolean {
  if (command.do !== 'move' && command.do !== 'page' && command.do !== 'tab') return false;
  if (grid.extent.rowCount === 0 && grid.addLine.stand(undefined, 0)) return true;
  grid.choose(selectCell(grid.selection, grid.stoodAt ?? { row: 0, column: 0 }, grid.extent), true);
  const isJump =
    command.do === 'move' && !(Number.isFinite(command.rows) && Number.isFinite(command.columns));
  return !isJump;
}

/** Carries a keyboard command out. */
export function runCommand(grid: GridContext, command: Command): void {
  const { extent, options } = grid;
  const { at } = grid.heads;
  if (at !== null && runOnHead(grid, at, command)) return;
  const line = grid.addLine.at;
  if (line && runOnAddLine(grid, line, command)) return;
  if (!grid.selection.active && stepsFrom(grid, command)) return;
  const { selection } = grid;
  switch (command.do) {
    case 'move': {
      const isLine = command.columns === 0 && Math.abs(command.rows) === 1 && !command.extend;
      if (isLine && grid.heads.step(command.rows < 0 ? -1 : 1)) return;
      grid.choose(moveBy(selection, command, extent), true);
      // A frozen column is in view wherever the others stand; whoever goes to the beginning wants to see it.
      const { left, top } = grid.scroll;
      const to = {
        left: command.columns === -Infinity ? 0 : left,
        top: command.rows === -Infinity ? 0 : top,
      };
      if (to.left !== left || to.top !== top) grid.scrollTo(to);
      return;
    }
    case 'page': {
      const rows =
        command.pages * Math.max(1, Math.floor(grid.layout.bodyHeight / grid.layout.rows.rowHeight) - 1);
      return grid.choose(moveBy(selection, { rows, columns: 0, extend: command.extend }, extent), true);
    }
    case 'tab':
      return grid.choose(moveInOrder(selection, command.step, extent), true);
    case 'enter':
      return enter(grid);
    case 'edit':
      if (selection.active) grid.openEditor(selection.active, null);
      return;
    case 'escape':
      return escape(grid);
    case 'clear':
      return clear(grid);
    case 'expand':
      if (selection.active) options.onExpandRow?.(selection.active.row);
      return;
    case 'tick-row':
      if (selection.active) grid.ticking.toggle(selection.active.row);
      return;
    case 'select-all':
      // It was pressed for a text that is gone with its record: what comes behind it must reach no other.
      if (isLost(grid)) return refuse(grid, grid.words.noCell);
      return grid.choose(selectAll(selection, extent));
    case 'undo':
      return options.readonly ? undefined : options.onUndo?.();
    case 'redo':
      return options.readonly ? undefined : options.onRedo?.();
    case 'add-below':
      return addBelow(grid);
    case 'fold-level':
    case 'resize-column':
      return;
    case 'move-rows':
      return grid.moving.byKey(command.by);
    case 'summary-menu':
      return summaryMenu(grid);
    case 'fill':
      return fill(grid, command.towards);
    case 'column-menu':
      return menu(grid, 'column');
    case 'cell-menu':
      return menu(grid, 'cell');
  }
}
