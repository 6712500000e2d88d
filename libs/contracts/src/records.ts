/**
 * A stored cell inside the house: text, number, boolean, choice id(s), user id, record ids, `YYYY-MM-DD` or
 * `YYYY-MM-DDTHH:mm:ss.sssZ`. null clears.
 */
export type RawCell = string | number | boolean | string[] | null;

/** A link as shown: the linked record and the text of its primary cell ('' when empty). */
export interface LinkedTitle {
  id: string;
  title: string;
}

/** A cell of a row as read: as RawCell, links with their titles; empty cells are absent. */
export type RowCell = string | number | boolean | string[] | LinkedTitle[];

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
