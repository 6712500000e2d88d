import type { RowCell } from './cells';

/** One record of a window. `n` is its creation order in the table: unique, growing, never reused. */
export interface Row {
  id: string;
  n: number;
  createdTime: string;
  cells: Record<string, RowCell>;
}

/** A run of rows of a view: rows `start … start + rows.length - 1` of `total`, as of change `seq`. */
export interface RowWindow {
  seq: number;
  schemaVersion: number;
  total: number;
  start: number;
  rows: Row[];
}
