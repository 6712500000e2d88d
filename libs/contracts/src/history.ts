import type { RawCell } from './cells';
import type { ChangeSource } from './changes';
import type { Field } from './schema';

/** What one entry of the log says of one record. */
export interface RecordHistoryEntry {
  /** Number of the entry. */
  seq: number;
  /** ISO time. */
  at: string;
  /** null for the system; the name is the person's as it is now. */
  actor: { id: string; name: string } | null;
  source: ChangeSource;
  /** Of the op that did it, when one did. */
  opId?: string;
  /** A record that was brought back was `created` anew, with the cells that it had. */
  kind: 'created' | 'updated' | 'deleted';
  /** It was created anew. */
  broughtBack?: true;
  /** The cells that changed, raw; fields may be gone by now, or of another type. */
  cells: { fieldId: string; before: RawCell; after: RawCell }[];
}

/** `GET /v1/bases/{app}/tables/{tbl}/records/{rec}/history?field=&before=&limit=`: newest first. */
export interface RecordHistory {
  entries: RecordHistoryEntry[];
  /** Texts of the linked records that `entries` mention and that are still there. */
  titles: Record<string, string>;
  /** Fields of `entries` that are gone by now, as they were last, as far as that is known. */
  formerFields: Field[];
  /** `before` of the next page; null on the last one. */
  next: number | null;
}

/** Entries of one page of a history. */
export const HISTORY_ENTRIES = { default: 50, max: 200 } as const;
