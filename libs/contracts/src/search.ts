/** Bounds of a search over what a view shows. */
export const SEARCH_LIMITS = {
  /** Characters that may be sought. */
  query: 1_000,
  /** Rows that one answer lists. */
  matches: { default: 200, max: 1_000 },
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
