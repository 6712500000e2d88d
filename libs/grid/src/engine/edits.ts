import type { Cell } from './cell';
import { copyTextOf, rendererOf } from './cells/registry';
import { tile } from './clipboard';
import type { GridColumn } from './column';
import type { CellEdit, EditValue, GridOptions, Paste, PastedRow } from './options';
import { shownHeight, shownRows, type RowOrder } from './row-layout';
import type { CellRange } from './selection-types';

export type EditSourceOptions = Pick<
  GridOptions,
  'columns' | 'getCell' | 'readonly' | 'rowCount' | 'onEdits'
>;

/** The cell at a place if it may be edited now: loaded, and neither it, its column nor the grid is read-only. */
export function editableCell(options: EditSourceOptions, row: number, column: number): Cell | null {
  const definition = options.columns[column];
  if (!definition || options.readonly || definition.readonly || !options.onEdits) return null;
  if (row < 0 || row >= options.rowCount) return null;
  const cell = options.getCell(row, definition);
  return cell === 'loading' || cell.readonly || cell.kind === 'system' ? null : cell;
}

function edit(options: EditSourceOptions, row: number, column: number, value: EditValue): CellEdit | null {
  const definition = options.columns[column];
  return definition && editableCell(options, row, column) ? { row, column: definition, value } : null;
}

/** Cells of many rows, and which of the rows are shown: an act on a range is one on what is seen of it. */
export type RangeSource = EditSourceOptions & { rows: RowOrder };

/** Edits that empty the filled cells of a range; where others may be about to be filled, those as well. */
export function clearEdits(options: RangeSource, range: CellRange, isExpecting = false): CellEdit[] {
  const edits: CellEdit[] = [];
  for (const row of shownRows(options.rows, range)) {
    for (let column = range.left; column <= range.right; column++) {
      const cell = editableCell(options, row, column);
      const definition = options.columns[column];
      if (cell && definition && (isExpecting || !rendererOf(cell).isEmpty(cell)))
        edits.push({ row, column: definition, value: { type: 'clear' } });
    }
  }
  return edits;
}

/** Edits that repeat `source` over the rest of `target` (a range that contains it), each cell copying its original. */
export function fillEdits(options: RangeSource, source: CellRange, target: CellRange): CellEdit[] {
  const { rows } = options;
  const top = rows.rank(source.top);
  const height = shownHeight(rows, source);
  const width = source.right - source.left + 1;
  const wrap = (offset: number, length: number): number => ((offset % length) + length) % length;
  const edits: CellEdit[] = [];
  for (const row of shownRows(rows, target)) {
    for (let column = target.left; column <= target.right; column++) {
      const isSource =
        row >= source.top && row <= source.bottom && column >= source.left && column <= source.right;
      const from = options.columns[source.left + wrap(column - source.left, width)];
      if (isSource || !from) continue;
      const made = edit(options, row, column, {
        type: 'copy',
        row: rows.atRank(top + wrap(rows.rank(row) - top, height)),
        columnId: from.id,
      });
      if (made) edits.push(made);
    }
  }
  return edits;
}

/** A cell of what is pasted: its text, and the value behind it where it was copied from a grid of ours. */
export interface PastedCell {
  text: string;
  value?: unknown;
}

function pastedValue({ text, value }: PastedCell): EditValue {
  if (value !== undefined) return { type: 'copied', value, text };
  return text === '' ? { type: 'clear' } : { type: 'text', text };
}

/** The row so many shown ones further; those to come are counted on from the last. */
function rowAfter({ rows, rowCount }: RangeSource, row: number, offset: number): number {
  const rank = rows.rank(row) + offset;
  return rank < rows.shownCount ? rows.atRank(rank) : rowCount + rank - rows.shownCount;
}

/** Present cells that pasting over the selected range covers. */
export function pastedRange(
  options: RangeSource,
  cells: readonly (readonly PastedCell[])[],
  at: CellRange,
): CellRange {
  const block = tile(cells, shownHeight(options.rows, at), at.right - at.left + 1, { text: '' });
  const width = Math.max(1, ...block.map((row) => row.length));
  return {
    top: at.top,
    bottom: Math.min(options.rowCount - 1, rowAfter(options, at.top, Math.max(1, block.length) - 1)),
    left: at.left,
    right: Math.min(options.columns.length, at.left + width) - 1,
  };
}

/** Lays copied cells over the selected range, repeating them where it is a multiple of them. */
export function pasteEdits(
  options: RangeSource,
  cells: readonly (readonly PastedCell[])[],
  at: CellRange,
): Paste & { selected: CellRange } {
  const block = tile(cells, shownHeight(options.rows, at), at.right - at.left + 1, { text: '' });
  const edits: CellEdit[] = [];
  const newRows: PastedRow[] = [];
  const locked = new Set<GridColumn>();
  let lockedCells = 0;
  let droppedColumns = 0;
  let right = at.left;
  block.forEach((pasted, rowOffset) => {
    const row = rowAfter(options, at.top, rowOffset);
    const fresh: PastedRow['cells'][number][] = [];
    pasted.forEach((cell, columnOffset) => {
      const column = options.columns[at.left + columnOffset];
      const value = pastedValue(cell);
      if (!column) {
        droppedColumns = Math.max(droppedColumns, at.left + columnOffset + 1 - options.columns.length);
        return;
      }
      right = Math.max(right, at.left + columnOffset);
      if (column.readonly) locked.add(column);
      else if (row >= options.rowCount) fresh.push({ column, value });
      else {
        const made = edit(options, row, at.left + columnOffset, value);
        if (made) edits.push(made);
        else lockedCells++;
      }
    });
    if (row >= options.rowCount && pasted.length > 0) newRows.push({ cells: fresh });
  });
  const bottom = rowAfter(options, at.top, Math.max(1, block.length) - 1);
  return {
    edits,
    newRows,
    droppedColumns,
    lockedColumns: [...locked],
    lockedCells,
    selected: { top: at.top, bottom, left: at.left, right },
  };
}

/** Texts of a range, row by row; those of rows that are gone are empty. */
export function copyTexts(options: RangeSource, range: CellRange): string[][] {
  const rows: string[][] = [];
  for (const row of shownRows(options.rows, range)) {
    const texts: string[] = [];
    for (let column = range.left; column <= range.right; column++) {
      const definition = options.columns[column];
      const cell = definition ? options.getCell(row, definition) : 'loading';
      texts.push(cell === 'loading' ? '' : copyTextOf(cell));
    }
    rows.push(texts);
  }
  return rows;
}
