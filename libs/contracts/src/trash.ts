export const TRASH_KINDS = ['records', 'field', 'view', 'table'] as const;
export type TrashKind = (typeof TRASH_KINDS)[number];

/** What one entry of the log deleted, and can be brought back. */
export interface TrashItem {
  /** Number of that entry: what a restore names. */
  seq: number;
  kind: TrashKind;
  /** The table it was of; the table itself for `table`. */
  tableId: string;
  /** Of the field, view or table; of records the text of the first one's primary cell. */
  name: string;
  /** Records that there are to bring back: those of a table, or of a deletion of records. */
  records?: number;
  /** ISO time. */
  at: string;
  /** null for the system. */
  actor: { id: string; name: string } | null;
}

/** `GET /v1/bases/{app}/trash?before=&limit=`: newest first. */
export interface Trash {
  items: TrashItem[];
  /** `before` of the next page; null on the last one. */
  next: number | null;
  /** For how long what is deleted is kept. */
  days: number;
}

/** A link of a table that came back, whose other table is in the trash. */
export interface WaitingLink {
  name: string;
  /** The table that it comes back with; null where that is gone for good, and the link with it. */
  tableName: string | null;
}

/** `POST /v1/bases/{app}/trash/{seq}/restore`: what came back. */
export interface Restored {
  kind: TrashKind;
  tableId: string;
  /** Of `records`. */
  recordIds?: readonly string[];
  /** Of `table`, where there are any. */
  waiting?: readonly WaitingLink[];
}

/** A base that can be brought back. */
export interface TrashedBase {
  id: string;
  name: string;
  color: string;
  icon: string;
  workspaceId: string;
  at: string;
  actor: { id: string; name: string } | null;
}

/** `GET /v1/trash`: the base deleted last first. */
export interface TrashedBases {
  bases: TrashedBase[];
  /** For how long a deleted base is kept. */
  days: number;
}

/** Items of one page of the trash. */
export const TRASH_ITEMS = { default: 50, max: 100 } as const;
