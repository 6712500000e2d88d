import type { Op } from '@pyairtable/contracts';
import type { BaseModel } from '@pyairtable/core';
import type { Timers } from '../client/socket';
import type { TableRows } from './table-rows';

/** What the rows of a table need of the session they belong to. */
export interface RowsHost {
  timers: Timers;
  /** Number of the last change applied. */
  last(): number;
  pendingOps(): Iterable<Op>;
  /** The base's structure as last read; without tables before. */
  model(): BaseModel;
  /** Whether the page is in view. */
  isShown(): boolean;
  /** Titles of records that pending link edits mention. */
  titles(): Readonly<Record<string, string>>;
  /** Whether the log says that a record was deleted. */
  isGone(recordId: string): boolean;
  onClose(rows: TableRows): void;
}
