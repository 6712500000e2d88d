import type { ChangeSource } from './changes';
import type { ViewChange } from './view';

/** A moment of a base: as an entry of its log left it, or as it was at an ISO time. */
export type Moment = { seq: number } | { at: string };

/** `POST /v1/bases/{app}/copies`: a new base of what the base was. */
export interface BaseCopy {
  baseId: string;
  workspaceId: string;
  tables: number;
  records: number;
  /** The entry that left the base as the copy has it. */
  seq: number;
}

/** `POST /v1/bases/{app}/restore`: the base is what it was. */
export interface BroughtBack {
  /** Number of the entry that says so; behind a gap, after which readers of the log begin anew. The present one where it was so already. */
  seq: number;
  /** The moment before: bringing the base back to that undoes it. */
  before: number;
}

/** A table, field or view that an entry did something to. */
export interface MomentSubject {
  /** E.g. `field.created`. */
  action: string;
  tableId?: string;
  fieldId?: string;
  viewId?: string;
  /** Of a view that was changed: what of it. */
  settings?: (keyof ViewChange)[];
  /** Of a table or a field, as the entry left it or took it away. */
  name?: string;
  /** When a base was what it was brought back to: ISO time. */
  at?: string;
}

/** An entry of a base's log in short: the base can be brought back to how it left it. */
export interface MomentOfBase {
  seq: number;
  at: string;
  /** null for the system. */
  actor: { id: string; name: string } | null;
  source: ChangeSource;
  /** Records that it created, updated and deleted. */
  created: number;
  updated: number;
  deleted: number;
  /** What it did to the structure, e.g. `field.created`; each once. */
  actions: string[];
  /** What it did that to; the first of many. */
  subjects: MomentSubject[];
  /** Tables of its records. */
  tableIds: string[];
  /** The record, where it tells of one alone, with its title today and the fields whose cells changed. */
  record: { id: string; tableId: string; title: string | null; fieldIds: string[] } | null;
}

/** `GET /v1/bases/{app}/moments?before=&limit=`: newest first. */
export interface Moments {
  moments: MomentOfBase[];
  /** `before` of the next page; null on the last one. */
  next: number | null;
  /** Number of the first moment that is kept. */
  keptFrom: number;
}

/** A moment of a base that somebody named. */
export interface Snapshot {
  id: number;
  /** The entry that left the base so. */
  seq: number;
  name: string;
  /** When the base was so: ISO time of that entry. */
  at: string;
  madeAt: string;
  actor: { id: string; name: string } | null;
}

/** `GET /v1/bases/{app}/snapshots`: the latest moment first. */
export interface Snapshots {
  snapshots: Snapshot[];
  /** As many as a base can have. */
  most: number;
}

/** Snapshots of one base. */
export const MAX_SNAPSHOTS = 100;

/** Entries of one page of moments. */
export const MOMENTS = { default: 50, max: 200 } as const;
