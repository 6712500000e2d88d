/** Bounds of searches over what cells show. */
export const SEARCH_LIMITS = {
  /** Characters that may be sought. */
  query: 1_000,
  /** Rows that one answer lists. */
  matches: { default: 200, max: 1_000 },
  /** Of a search over a base: records listed of each table, and the fields and the time that it may take. */
  base: { matches: { default: 5, max: 50 }, fields: 2_000, milliseconds: 3_000 },
} as const;

/** A row that shows what is sought, at its place among the rows of the view, and the fields that show it in their order. */
export interface ViewMatch {
  index: number;
  recordId: string;
  fieldIds: string[];
}

/**
 * `GET /v1/bases/{app}/tables/{tbl}/search`: the rows of a view in which a cell shows a text, as of change `seq`. `total`: of all of
 * them; listed are the first behind the index asked for.
 */
export interface ViewMatches {
  seq: number;
  schemaVersion: number;
  total: number;
  matches: ViewMatch[];
}

/** A record that shows what is sought, its title as links have it, and the fields that show it in their order. */
export interface RecordMatch {
  recordId: string;
  title: string;
  fieldIds: string[];
}

/** The oldest records of a table that show what is sought; `more`: there are others. */
export interface TableMatches {
  tableId: string;
  matches: RecordMatch[];
  more: boolean;
}

/**
 * `GET /v1/bases/{app}/search`: the tables of a base in whose records a cell shows a text, in the order of the base, and those for
 * which there was no time. Each table is as of a moment of its own.
 */
export interface BaseMatches {
  tables: TableMatches[];
  unsearchedTableIds: string[];
}
