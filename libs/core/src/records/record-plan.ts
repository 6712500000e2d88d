import type { Change, Field } from '@pyairtable/contracts';
import type { Cells } from '../cells/write-input';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { RecordChangeSet, RecordWrite } from './change-set';

/** An entry of the log, and what came of fields behind it. */
export interface LoggedEntry {
  changes: Change['changes'];
  /** Fields that got another type since, as they were before, oldest first. */
  convertedSince: readonly Field[];
}

/** What planning a write asks of what is stored. */
export interface RecordLookup {
  /** Ids of the records that equal each given one in the merge fields, by its position; two at most are told. */
  match(
    table: TableModel,
    records: readonly RecordWrite[],
    mergeOn: readonly FieldModel[],
  ): Promise<ReadonlyMap<number, readonly string[]>>;
  /** The oldest record of each title, by table and title. */
  titles(
    wanted: ReadonlyMap<string, ReadonlySet<string>>,
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>;
  /** Titles of the records that are there, by id, of those that are named by table. */
  titlesOf(ids: ReadonlyMap<string, ReadonlySet<string>>): Promise<ReadonlyMap<string, string>>;
  /** Raw cells of the records that are there, by id. */
  cells(
    table: TableModel,
    recordIds: readonly string[],
    fields: readonly FieldModel[],
  ): Promise<ReadonlyMap<string, Cells>>;
  /** What the log's entry of that number says; null when there is none. */
  logged(seq: number): Promise<LoggedEntry | null>;
  /** Those of the fields that got another type, as they were before; latest first. */
  former(fieldIds: readonly string[]): Promise<readonly Field[]>;
}

/** What planning depends on beside the command and the base's structure. */
export interface PlanContext {
  lookup: RecordLookup;
  /** Who gives the command. */
  userId: string;
}

/** What a command comes to, for whoever gave it. */
export interface WriteReport {
  /** The records in the order of the command; may repeat. */
  recordIds: readonly string[];
  createdIds: readonly string[];
  updatedIds: readonly string[];
}

/** A command planned against a base: what to write, and what to say when it is written. */
export interface RecordPlan {
  table: TableModel;
  set: RecordChangeSet;
  report: WriteReport;
}

export const EMPTY_REPORT: WriteReport = { recordIds: [], createdIds: [], updatedIds: [] };
