import type { GridOptions, GridWords } from './options';
import type { CellPosition } from './selection-types';

type Readable = Pick<GridOptions, 'columns' | 'readonly' | 'rowCount' | 'getCell'>;

/** Whether nothing can be typed into a cell only because its record is being read. */
export function isStillRead(options: Readable, { row, column }: CellPosition): boolean {
  const definition = options.columns[column];
  if (!definition || options.readonly || definition.readonly) return false;
  return row < options.rowCount && options.getCell(row, definition) === 'loading';
}

/** Why nothing can be typed into a cell; undefined where it can, or where the cell says so by its looks. */
export function whyLocked(
  { columns, readonly, rowCount, getCell }: Readable,
  words: GridWords,
  { row, column }: CellPosition,
): string | undefined {
  if (readonly) return words.readonly;
  const definition = columns[column];
  if (!definition || definition.readonlyReason !== undefined) return definition?.readonlyReason;
  return row < rowCount && getCell(row, definition) === 'loading' ? words.notLoaded : undefined;
}
