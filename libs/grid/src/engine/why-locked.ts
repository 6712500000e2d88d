import type { GridOptions, GridWords } from './options';
import type { CellPosition } from './selection-types';

/** Why nothing can be typed into a cell; undefined where it can, or where the cell says so by its looks. */
export function whyLocked(
  { columns, readonly }: Pick<GridOptions, 'columns' | 'readonly'>,
  words: GridWords,
  { column }: CellPosition,
): string | undefined {
  return readonly ? words.readonly : columns[column]?.readonlyReason;
}
