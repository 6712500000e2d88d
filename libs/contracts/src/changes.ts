import type { RawCell } from './cells';

export const CHANGE_SOURCES = ['client', 'publicApi', 'import', 'automation', 'system'] as const;
export type ChangeSource = (typeof CHANGE_SOURCES)[number];

export interface RecordChanges {
  kind: 'records';
  tableId: string;
  created?: { id: string; n: number; createdTime: string; cells: Record<string, RawCell> }[];
  /** `before` and `after` have the same keys: the fields whose cells changed. */
  updated?: { id: string; before: Record<string, RawCell>; after: Record<string, RawCell> }[];
  /** With what made it, where the entry is of a version that kept that. */
  deleted?: {
    id: string;
    n: number;
    createdTime?: string;
    createdBy?: string | null;
    before: Record<string, RawCell>;
  }[];
  /** What is deleted was taken back by who had made it. */
  undone?: true;
}

/** A change of structure; readers fetch the schema anew when their version is older. */
export interface SchemaChange {
  kind: 'schema';
  schemaVersion: number;
  action: string;
  tableId?: string;
  fieldId?: string;
  viewId?: string;
  before?: unknown;
  after?: unknown;
  /** Number of the entry that this one takes back. */
  undoes?: number;
}

/** One entry of a base's log: one committed mutation. Numbers of a base are contiguous from 1. */
export interface Change {
  seq: number;
  /** ISO time of the commit's statement. */
  at: string;
  /** User id, or null for the system. */
  actor: string | null;
  source: ChangeSource;
  opId?: string;
  changes: (RecordChanges | SchemaChange)[];
  /** Only as delivered, never stored: texts of the linked records that `changes` mention. */
  titles?: Record<string, string>;
  /** Only as delivered: computed or title cells that may show something else now, field ids by table id. */
  affected?: Record<string, string[]>;
}
