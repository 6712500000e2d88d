import type { RawCell } from './cells';

/** What two moments of a base have different of tables, fields and views; places among others aside. */
export interface StructureDifference {
  kind: 'table' | 'field' | 'view';
  id: string;
  /** The table that it is of; of a table its own id. */
  tableId: string;
  /** As it was called at the later moment, or the earlier where it was gone by then. */
  name: string;
  change: 'added' | 'changed' | 'removed';
  /** Of a change: what is other, e.g. `name`, `type`, `options`, a setting of a view; `cells` where all cells of a field were written anew. */
  aspects: string[];
}

/** A record that is other at the later of two moments. */
export interface RecordDifference {
  id: string;
  tableId: string;
  change: 'added' | 'changed' | 'removed';
  /** The cells that are other, raw: null where one was empty, or the record not there. */
  cells: { fieldId: string; before: RawCell; after: RawCell }[];
}

/** `GET /v1/bases/{app}/comparison?from=&to=&after=&limit=`. */
export interface Comparison {
  /** Numbers of the entries that left the base as it was at the two moments. */
  from: number;
  to: number;
  structure: StructureDifference[];
  /** There are more differences of the structure than are told. */
  hasMoreStructure: boolean;
  /** In the order of their ids, which is roughly that of their making. Cells that a change of a field's type made are not told; nor those of tables that are gone, or of fields that are, but for records that were deleted. */
  records: RecordDifference[];
  /** Texts of the records of `records`, and of those linked in their cells, that are there now. */
  titles: Record<string, string>;
  /** `after` of the next page; null on the last one. */
  next: string | null;
}

/** Records of one page of a comparison that are looked at; those that are as they were are left out. */
export const COMPARED_RECORDS = { default: 50, max: 200 } as const;

/** Differences of structure that one comparison tells. */
export const MAX_STRUCTURE_DIFFERENCES = 200;
