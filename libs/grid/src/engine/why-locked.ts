import type { GridOptions, GridWords } from './options';
import type { CellPosition } from './selection-types';

/** Why nothing can be typed into a cell; undefined where it can, or where the cell says so by its looks. */
export function whyLocked(
  {
    columns,
    readonly,
    rowCount,
    getCell,
  }: Pick<GridOptions, 'columns' | 'readonly' | 'rowCount' | 'getCell'>,
  words: GridWords,
  { row, column }: CellPosition,
): string | undefined {
  if (readonly) return words.readonly;
  const definition = columns[column];
  if (!definition || definition.readonlyReason !== undefined) return definition?.readonlyReason;
  return row < rowCount && getCell(row, definition) === 'loading' ? words.notLoaded : undefined;
}
