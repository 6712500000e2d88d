import { appError } from '@pyairtable/contracts';
import { type BaseModel, type Caller, type ChangeFeed, type ListRequest, planList, type TableModel } from '@pyairtable/core';
import type { Database } from './connection/database';
import type { Models } from './model/with-model';
import { type ListPage, listPageStatement, type PageRow, readListPage, type RecordForm } from './read/list-page';
import { locateRecordStatement, readRecordStatement, type RecordRow } from './read/read-record';
import { createRowsStatement } from './write/create-rows';
import { deleteRowsStatement } from './write/delete-rows';
import type { RecordWrite } from './write/row-input';
import { requireFound, updateRowsStatement, type WriteRow } from './write/update-rows';
import type { WriteContext, WriteOutcome } from './write/write-request';

/** Plans a write against a model; called again when the model turns out old. */
export interface WritePlan<T> {
  table: TableModel;
  opId?: string;
  answer: { byFieldId: boolean } | null;
  work: T;
}

/** Records of a base: lists, single records and writes, each one guarded statement unless links take part. */
export class Records {
  constructor(
    private readonly database: Database,
    private readonly models: Models,
    private readonly feed: ChangeFeed,
  ) {}

  async list(caller: Caller, baseId: string, tableIdOrName: string, request: ListRequest, form: RecordForm): Promise<ListPage> {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const query = planList(request, base, base.table(tableIdOrName));
      const { prepared, snapshotId } = listPageStatement(base, query, caller, form);
      const row = await this.database.row<PageRow>(prepared);
      this.models.judge(row, 'read', base);
      return readListPage(row, query, snapshotId);
    });
  }

  /** The record as JSON text, from whichever table of the base holds it. */
  async read(caller: Caller, baseId: string, tableIdOrName: string, recordId: string, form: RecordForm): Promise<string> {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const found = await this.readFrom(base, base.table(tableIdOrName), recordId, caller, form);
      if (found !== null) return found;
      const [place] = await this.database.rows<{ tableId: string }>(locateRecordStatement(base, recordId));
      const elsewhere = place && (await this.readFrom(base, base.table(place.tableId), recordId, caller, form));
      if (!elsewhere) throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
      return elsewhere;
    });
  }

  async create(caller: Caller, baseId: string, plan: (base: BaseModel) => WritePlan<readonly RecordWrite[]>): Promise<WriteOutcome> {
    return this.models.run(caller, baseId, 'edit', async (base) => {
      const { work, ...context } = plan(base);
      return this.write(base, { caller, ...context }, createRowsStatement(base, { caller, ...context }, work), work.length);
    });
  }

  /** `order` lists the records of the answer and may repeat them. */
  async update(
    caller: Caller,
    baseId: string,
    plan: (base: BaseModel) => WritePlan<{ records: readonly RecordWrite[]; order: readonly string[] }>,
  ): Promise<WriteOutcome> {
    return this.models.run(caller, baseId, 'edit', async (base) => {
      const { work, ...context } = plan(base);
      const statement = updateRowsStatement(base, { caller, ...context }, work.records, work.order);
      return this.write(base, { caller, ...context }, statement, work.records.length);
    });
  }

  async delete(caller: Caller, baseId: string, plan: (base: BaseModel) => WritePlan<readonly string[]>): Promise<WriteOutcome> {
    return this.models.run(caller, baseId, 'edit', async (base) => {
      const { work, ...context } = plan(base);
      return this.write(base, { caller, ...context }, deleteRowsStatement(base, { caller, ...context }, work), work.length);
    });
  }

  private async readFrom(base: BaseModel, table: TableModel, recordId: string, caller: Caller, form: RecordForm) {
    const row = await this.database.row<RecordRow>(readRecordStatement(base, table, recordId, caller, form));
    this.models.judge(row, 'read', base);
    return row.record;
  }

  private async write(
    base: BaseModel,
    context: WriteContext,
    statement: Parameters<Database['row']>[0],
    expected: number,
  ): Promise<WriteOutcome> {
    const row = await this.database.row<WriteRow>(statement);
    this.models.judge(row, 'edit', base);
    requireFound(row, expected);
    const seq = row.seq as number;
    this.feed.publish({ baseId: base.id, seq });
    return { seq, records: row.records ?? '' };
  }
}
