import type { BaseModel, Caller, TableModel } from '@pyairtable/core';
import type { Database } from '../connection/database';
import { Lanes, type Waiting } from '../connection/lanes';
import type { GuardRow } from '../sql/guard';
import { readRecordsStatement, type RecordRow, type SingleForm } from './read-record';

/** A record's JSON text, null when the table has none of that id, with the guard's word on it. */
export interface SingleRecord extends GuardRow {
  record: string | null;
}

interface SingleRead {
  base: BaseModel;
  table: TableModel;
  recordId: string;
  caller: Caller;
  form: SingleForm;
}

const MAX_TOGETHER = 32;

/**
 * Reads single records. Those that one caller asks of one table while such a read is under way are read by one
 * statement afterwards: a script with several requests open pays for permission and planning once. Each still sees all
 * that was committed before it was asked.
 */
export class RecordReader {
  private readonly lanes = new Lanes<SingleRead, SingleRecord>((batch) => this.read(batch), MAX_TOGETHER);

  constructor(private readonly database: Database) {}

  run(read: SingleRead): Promise<SingleRecord> {
    const { base, table, caller, form } = read;
    // All that the statement depends on beside the record: nobody reads by another's permission.
    const lane = [base.id, base.schemaVersion, table.id, caller.userId, caller.resources, form];
    return this.lanes.run(JSON.stringify(lane), read);
  }

  private async read(batch: readonly Waiting<SingleRead, SingleRecord>[]): Promise<void> {
    const { base, table, caller, form } = (batch[0] as Waiting<SingleRead, SingleRecord>).work;
    const ids = batch.map(({ work }) => work.recordId);
    const rows = await this.database.rows<RecordRow>(readRecordsStatement(base, table, ids, caller, form));
    const { level, schemaVersion } = rows[0] as RecordRow;
    const found = new Map(rows.map(({ id, record }) => [id, record]));
    for (const { work, resolve } of batch)
      resolve({ level, schemaVersion, record: found.get(work.recordId) ?? null });
  }
}
