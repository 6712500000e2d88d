import type { AbsentForm, Caller, RecordPlan, TableModel } from '@pyairtable/core';
import type { AnswerForm } from './answer';

/** What all writes share. */
export interface WriteContext {
  caller: Caller;
  table: TableModel;
  /** Idempotency key of an op, unique in the base's log. */
  opId?: string;
  /** The op that made what this one deletes, which it is said to take back. */
  undoes?: string | undefined;
  /** How to answer with the records written; null for no records. */
  answer: AnswerForm | null;
  /** How to tell that a record is not there; as one that a path names unless given. */
  absent?: AbsentForm;
}

/** What writes must have in common to be one statement. */
export type SharedContext = Omit<WriteContext, 'opId'>;

/** A write, planned. */
export type PlannedWrite = WriteContext & RecordPlan;

export interface WriteOutcome {
  /** Number of the log entry; null when the write changed nothing and has none. */
  seq: number | null;
  /** JSON texts of the records in the order of the request, joined by commas; empty without an answer form. */
  records: string;
}
