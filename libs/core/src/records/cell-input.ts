import { type Cells, type PlannedCells, planPublicCells, planRawCells } from '../cells/write-input';
import type { BaseModel } from '../model/base-model';
import type { TableModel } from '../model/table-model';

/** How a command gives cells: values of the public API by field id or name, those with texts to be read, or raw cells by id. */
export type CellForm = 'public' | 'typecast' | 'raw';

/** Cells of one record as a command gives them. */
export type CellInput = Readonly<Record<string, unknown>>;

/** Throws UNKNOWN_FIELD_NAME, INVALID_VALUE_FOR_COLUMN or INVALID_MULTIPLE_CHOICE_OPTIONS for the first offending key. */
export const readCells = (
  cells: CellInput,
  form: CellForm,
  table: TableModel,
  base: BaseModel,
): PlannedCells =>
  form === 'raw'
    ? { cells: planRawCells(cells as Cells, table, base), needs: [] }
    : planPublicCells(cells, table, base, form === 'typecast');
