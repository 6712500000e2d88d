import type { Field, View } from '@pyairtable/contracts';

/** A field whose name, type and id are known and whose options are still as the file has them. */
export interface DraftField {
  path: string;
  /** `options` appears once it is read. */
  field: Field;
  given: unknown;
  givenRules?: unknown;
  /** Its options are wrong, so its cells cannot be read. */
  broken?: true;
}

/** A table under way: found by id or name. */
export interface DraftTable {
  path: string;
  id: string;
  name: string;
  description?: string;
  fields: DraftField[];
  /** By id and by name; a name wins where a name looks like the id of another field. */
  fieldBy: Map<string, DraftField>;
  /** Names and ids of fields that are not kept, nor what is said of them. */
  leftOut: ReadonlySet<string>;
  views: { path: string; view: View; given: Record<string, unknown> }[];
  given: Record<string, unknown>;
}

export interface DraftBase {
  /** Paths of fields that are not kept. */
  ignored: string[];
  tables: DraftTable[];
  /** By id and by name. */
  tableBy: Map<string, DraftTable>;
}
