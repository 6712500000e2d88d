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
