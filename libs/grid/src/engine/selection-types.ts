import type { TickedRows } from './ticked-rows';

/** A place in the grid; `column` is an index into the columns as shown. */
export interface CellPosition {
  row: number;
  column: number;
}

/** A rectangle of cells, all four edges inclusive. */
export interface CellRange {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** What is selected: one active cell, the range around it (at least that cell), and ticked rows. */
export interface GridSelection {
  active: CellPosition | null;
  range: CellRange | null;
  rows: TickedRows;
}

/** Counts over a selected range, from loaded cells only. */
export interface RangeSummary {
  /** Cells in the range. */
  cells: number;
  /** Cells with a value. */
  filled: number;
  /** Cells with a number; `sum` and `average` are null when there is none. */
  numbers: number;
  sum: number | null;
  average: number | null;
  /** True when some cells were not loaded, or the range was larger than is summed (200,000 cells). */
  partial: boolean;
}
