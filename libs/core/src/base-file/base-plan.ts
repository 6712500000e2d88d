import type { Field, PermissionLevel, RawCell, View } from '@pyairtable/contracts';

/** Somebody the file names. `key` is how its cells refer to them, e.g. "@mia". */
export interface PlannedUser {
  key?: string;
  id: string;
  name: string;
  email: string;
  role?: PermissionLevel;
}

/** A record as it will be stored. `cells` are raw, by field id, without links and without empty cells. */
export interface PlannedRecord {
  id: string;
  createdTime?: string;
  createdBy?: string;
  modifiedTime?: string;
  modifiedBy?: string;
  /** When cells were last changed, by field id: of those that were since the record was made, where a formula asks. */
  cellTimes?: Record<string, string>;
  cells: Record<string, Exclude<RawCell, null>>;
}

export interface PlannedTable {
  id: string;
  name: string;
  description?: string;
  primaryFieldId: string;
  /** In their read form, as the schema API shows them. */
  fields: Field[];
  views: View[];
  /** What the next record's autoNumber is at least: above every number ever given, deleted records' too. */
  nextNumber?: number;
  /** In creation order. */
  records: PlannedRecord[];
}

/**
 * A link: record of the field's table, linked record, and the link's place in the list of that one. Without a place it stands
 * there behind those before it.
 */
export type PlannedLink = [own: string, linked: string, place?: number];

/** The links of one pair of fields, in the order they were made. */
export interface PlannedLinks {
  fieldId: string;
  /** null in a link of a table to itself. */
  inverseFieldId: string | null;
  pairs: PlannedLink[];
}

/** All that a base file says, every name resolved to an id and every cell checked: ready to store as it stands. */
export interface BasePlan {
  /** Absent when the file names none. */
  workspace?: { id?: string; name: string };
  base: { id: string; name: string; color?: string; icon?: string };
  users: PlannedUser[];
  tables: PlannedTable[];
  links: PlannedLinks[];
  /** Paths of what the file holds and a base does not keep yet. */
  ignored: string[];
  /** Computed fields that are kept and are not valid, with the reason. */
  warnings: BaseFileError[];
}

export interface BaseFileError {
  /** Where in the file, e.g. `tables[2].fields[5].options.linkedTable`. */
  path: string;
  message: string;
}
