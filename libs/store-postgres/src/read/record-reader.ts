import { appError } from '@pyairtable/contracts';
import { type BaseModel, type Caller, seesAddresses, type TableModel } from '@pyairtable/core';
import { readerOfAll } from '../connection/asker';
import type { Transactor } from '../connection/database';
import { Lanes, type Waiting } from '../connection/lanes';
import type { GuardRow } from '../sql/guard';
import type { Prepared } from '../sql/statement';
import { readRecordsStatement, type RecordRow, type SingleForm, withRecordIds } from './read-record';

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

interface LanedRead extends SingleRead {
  /** Names all that the statement depends on beside the record. */
  lane: string;
}

type WaitingRead = Waiting<LanedRead, SingleRecord>;

const MAX_TOGETHER = 32;
const KEPT_STATEMENTS = 300;

/**
 * Reads single records. Those that one caller asks of one table while such a read is under way are read by one
 * statement afterwards: a script with several requests open pays for permission and planning once. Each still sees all
 * that was committed before it was asked.
 */
export class RecordReader {
  private readonly statements = new Map<string, Prepared>();
  private readonly lanes = new Lanes<LanedRead, SingleRecord>((batch) => this.read(batch), MAX_TOGETHER);

  constructor(private readonly database: Transactor) {}

  run(read: SingleRead): Promise<SingleRecord> {
    // Nobody reads by another's permission.
    const { base, table, caller, form } = read;
    const lane = JSON.stringify([
      base.id,
      base.schemaVersion,
      table.id,
      caller.userId,
      caller.resources,
      seesAddresses(caller),
      // Texts are made of rows here, in whichever zone and language.
      form.kind === 'json' ? form : 'row',
    ]);
    return this.lanes.run(lane, { ...read, lane });
  }

  private async read(batch: readonly WaitingRead[]): Promise<void> {
    const [first, ...others] = batch.filter(isWaitedFor);
    if (!first) return;
    const ids = [first, ...others].map(({ work }) => work.recordId);
    const reader = readerOfAll(first.work.caller, ...others.map(({ work }) => work.caller));
    const rows = await this.database.for(reader).rows<RecordRow>(this.statement(first.work, ids));
    const { level, schemaVersion } = rows[0] ?? { level: null, schemaVersion: null };
    const found = new Map(rows.map(({ id, record }) => [id, record]));
    for (const { work, resolve } of [first, ...others])
      resolve({ level, schemaVersion, record: found.get(work.recordId) ?? null });
  }

  /** Statements of one lane differ in nothing but the ids, so composing them again is spared. */
  private statement(read: LanedRead, ids: readonly string[]): Prepared {
    const { base, table, caller, form, lane } = read;
    const key = `${ids.length === 1 ? 'one' : 'many'} ${lane}`;
    const kept = this.statements.get(key);
    if (kept) return withRecordIds(kept, ids);
    const made = readRecordsStatement(base, table, ids, caller, form);
    this.statements.set(key, made);
    if (this.statements.size > KEPT_STATEMENTS)
      this.statements.delete(this.statements.keys().next().value as string);
    return made;
  }
}

/** Tells those who have gone that they have. */
function isWaitedFor({ work, reject }: WaitingRead): boolean {
  if (!work.caller.signal?.aborted) return true;
  reject(appError('CLIENT_GONE'));
  return false;
}
