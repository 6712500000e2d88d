import type { Cell } from './cell';
import { copyTextOf, rendererOf } from './cells/registry';
import { MAX_CLIPBOARD_CELLS, tile } from './clipboard';
import type { CellEdit, EditValue, GridOptions, PastedRow } from './options';
import type { CellRange } from './selection-types';

type EditSourceOptions = Pick<GridOptions, 'columns' | 'getCell' | 'readonly' | 'rowCount' | 'onEdits'>;

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

/** Edits that empty the filled cells of a range. */
export function clearEdits(options: EditSourceOptions, range: CellRange): CellEdit[] {
  const edits: CellEdit[] = [];
  for (let row = range.top; row <= range.bottom && edits.length < MAX_CLIPBOARD_CELLS; row++) {
    for (let column = range.left; column <= range.right; column++) {
      const cell = editableCell(options, row, column);
      const definition = options.columns[column];
      if (cell && definition && !rendererOf(cell).isEmpty(cell))
        edits.push({ row, column: definition, value: { type: 'clear' } });
    }
  }
  return edits;
}

/** Edits that repeat `source` over the rest of `target` (a range that contains it), each cell copying its original. */
export function fillEdits(options: EditSourceOptions, source: CellRange, target: CellRange): CellEdit[] {
  const height = source.bottom - source.top + 1;
  const width = source.right - source.left + 1;
  const wrap = (offset: number, length: number): number => ((offset % length) + length) % length;
  const edits: CellEdit[] = [];
  for (let row = target.top; row <= target.bottom && edits.length < MAX_CLIPBOARD_CELLS; row++) {
    for (let column = target.left; column <= target.right; column++) {
      const isSource =
        row >= source.top && row <= source.bottom && column >= source.left && column <= source.right;
      const from = options.columns[source.left + wrap(column - source.left, width)];
      if (isSource || !from) continue;
      const made = edit(options, row, column, {
        type: 'copy',
        row: source.top + wrap(row - source.top, height),
        columnId: from.id,
      });
      if (made) edits.push(made);
    }
  }
  return edits;
}

/** What a paste does: edits of present cells, rows beyond the last, and the range it covers. */
export interface Paste {
  edits: CellEdit[];
  newRows: PastedRow[];
  range: CellRange;
}

/** Lays copied rows over the selected range, repeating them where it is a multiple of them. */
export function pasteEdits(
  options: EditSourceOptions,
  rows: readonly (readonly string[])[],
  at: CellRange,
): Paste {
  const block = tile(rows, at.bottom - at.top + 1, at.right - at.left + 1);
  const edits: CellEdit[] = [];
  const newRows: PastedRow[] = [];
  let right = at.left;
  block.forEach((texts, rowOffset) => {
    const row = at.top + rowOffset;
    const fresh: { column: CellEdit['column']; text: string }[] = [];
    texts.forEach((text, columnOffset) => {
      const column = at.left + columnOffset;
      const definition = options.columns[column];
      if (!definition) return;
      right = Math.max(right, column);
      if (row >= options.rowCount) {
        if (!definition.readonly) fresh.push({ column: definition, text });
        return;
      }
      const made = edit(options, row, column, text === '' ? { type: 'clear' } : { type: 'text', text });
      if (made) edits.push(made);
    });
    if (fresh.length > 0) newRows.push({ cells: fresh });
  });
  const bottom = Math.min(options.rowCount - 1, at.top + Math.max(1, block.length) - 1);
  return { edits, newRows, range: { top: at.top, bottom, left: at.left, right } };
}

/** Texts of a range, row by row; cells not loaded are empty. Stops after `MAX_CLIPBOARD_CELLS`. */
export function copyTexts(options: EditSourceOptions, range: CellRange): string[][] {
  const width = range.right - range.left + 1;
  const bottom = Math.min(range.bottom, range.top + Math.floor(MAX_CLIPBOARD_CELLS / width) - 1);
  const rows: string[][] = [];
  for (let row = range.top; row <= bottom; row++) {
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
