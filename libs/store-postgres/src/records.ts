import { appError, type Row } from '@pyairtable/contracts';
import {
  askingOf,
  absentRecord,
  type BaseModel,
  type Caller,
  expectedRecords,
  formatRecord,
  type ListQuery,
  type ListRequest,
  planList,
  planRecords,
  type RecordCommand,
  type RecordLookup,
  type RecordPlan,
  shownPeople,
  type TableModel,
  type TextForm,
  type WriteReport,
} from '@pyairtable/core';
import { AppError } from '@pyairtable/kernel';
import { type Executor, requireUnanswered, type Transactor } from './connection/database';
import { endedInVain, uniqueViolation } from './connection/faults';
import type { InPlace } from './connection/writers';
import type { Models } from './model/with-model';
import {
  type ListPage,
  listPageStatement,
  type PageRow,
  readListPage,
  type RecordForm,
} from './read/list-page';
import { formulaFilter } from './sql/formula-filter';
import { LargeViews } from './read/large-views';
import { type AbsentRow, findAbsentStatement } from './read/find-absent';
import { locateRecordStatement } from './read/read-record';
import type { RecordReader } from './read/record-reader';
import { StoredLookup } from './read/stored-lookup';
import type { StructureDependencies } from './structure/change-structure';
import { idInUse } from './write/id-in-use';
import { createWrite } from './write/create-write';
import { deleteRowsStatement } from './write/delete-rows';
import { needsTransaction } from './write/needs-transaction';
import { updateWrite } from './write/update-write';
import type { PlannedWrite, WriteContext, WriteOutcome } from './write/write-request';
import { alone, WriteCombiner } from './write/write-combiner';
import { writeInTransaction } from './write/write-transaction';
import { tellRepeated } from './write/tell-repeated';

/** Plans a write against a model; again when the model turns out old. */
type Plan = (base: BaseModel, lookup: RecordLookup) => RecordPlan | Promise<RecordPlan>;

/** How a write is to be told. */
export type WriteOptions = Pick<WriteContext, 'opId' | 'undoes' | 'answer' | 'absent'>;

/** What a write came to. */
export interface RecordOutcome extends WriteOutcome {
  report: WriteReport;
}

/** Records of a base: lists, single records and writes. Plain writes are one guarded statement, others one transaction. */
export class Records {
  private readonly database: Transactor;
  private readonly combiner: WriteCombiner;
  private readonly large = new LargeViews();

  constructor(
    private readonly shared: StructureDependencies,
    private readonly models: Models,
    private readonly reader: RecordReader,
  ) {
    this.database = shared.database;
    this.combiner = new WriteCombiner(shared.database, shared.floor);
  }

  /** A page of records as JSON texts, in the order asked for; a smaller one where they are large. */
  async list(
    caller: Caller,
    baseId: string,
    tableIdOrName: string,
    request: ListRequest,
    form: RecordForm,
  ): Promise<ListPage> {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const query = planList(request, base, base.table(tableIdOrName), askingOf(caller));
      // A formula that somebody asks with is seldom asked again: its order is not worth keeping.
      const isKept = !request.filterByFormula?.trim() && this.large.has(`${baseId}/${query.table.id}`);
      const page = await this.listPage(base, query, caller, form, isKept);
      return form.kind === 'text'
        ? { ...page, records: asTexts(page.records, base, query.table, form, caller) }
        : page;
    });
  }

  private async listPage(
    base: BaseModel,
    query: ListQuery,
    caller: Caller,
    form: RecordForm,
    isKept: boolean,
  ): Promise<ListPage> {
    const filter = formulaFilter(base, query.filters);
    const { prepared, snapshotId } = listPageStatement(base, query, caller, form, filter, isKept);
    const row = await this.database.for(caller).row<PageRow>(prepared);
    this.models.judge(row, 'read', base);
    if (row.inTable !== null) this.large.note(`${base.id}/${query.table.id}`, row.inTable);
    // Of as many as there is room for, so that what is kept for the pages behind it goes on from there.
    return row.cut
      ? this.listPage(base, { ...query, pageSize: row.count }, caller, form, isKept)
      : readListPage(row, query, snapshotId);
  }

  /** The record as JSON text, from whichever table of the base holds it. */
  async read(
    caller: Caller,
    baseId: string,
    tableIdOrName: string,
    recordId: string,
    form: RecordForm,
  ): Promise<string> {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const found = await this.readFrom(base, base.table(tableIdOrName), recordId, caller, form);
      if (found !== null) return found;
      const [place] = await this.database
        .for(caller)
        .rows<{ tableId: string }>(locateRecordStatement(base, recordId));
      const table = place && base.tableById(place.tableId);
      const elsewhere = table && (await this.readFrom(base, table, recordId, caller, form));
      if (!elsewhere) throw appError('RECORD_NOT_FOUND');
      return elsewhere;
    });
  }

  /**
   * Carries out a command, all or nothing, as one entry of the log. When its cells are refused, that one of its records is
   * not there is told first: whoever writes to a record that is gone is to hear of that, whatever the cells.
   */
  execute(
    caller: Caller,
    baseId: string,
    command: RecordCommand,
    options: WriteOptions,
  ): Promise<RecordOutcome> {
    const plan: Plan = async (base, lookup) => {
      try {
        return await planRecords(command, base, { lookup, userId: caller.userId });
      } catch (error) {
        const expected = expectedRecords(command);
        if (expected && error instanceof AppError && error.status < 500 && !endedInVain(error))
          await this.requirePresent(base, caller, base.table(expected.table), expected.recordIds, options);
        throw error;
      }
    };
    // Who looks for records to match, or whether they are back, looks in its turn: after those that may be creating them.
    const inTurn = command.kind === 'upsert' || command.kind === 'restore';
    const write = () => this.write(caller, baseId, plan, { ...options, inTurn });
    return write().catch((error: unknown) => {
      // Another process brought some back meanwhile. The index of a table that was written anew has a number behind its name.
      if (command.kind !== 'restore' || !/_pkey\d*$/.test(uniqueViolation(error) ?? '')) throw error;
      return write();
    });
  }

  /** The same with what `plan` makes of the base's structure. */
  async write(
    caller: Caller,
    baseId: string,
    plan: Plan,
    { inTurn = false, ...options }: WriteOptions & { inTurn?: boolean },
  ): Promise<RecordOutcome> {
    const { turns, feed, writers } = this.shared;
    const done = await writers.writing(caller, baseId, (inPlace) => {
      const now = async (base: BaseModel, write: PlannedWrite): Promise<RecordOutcome> => {
        const outcome = needsTransaction(base, write)
          ? this.transact(base, write, inPlace)
          : this.writeAtOnce(base, write, inPlace);
        return {
          ...(await outcome.catch((error: unknown) => tellRepeated(error, base))),
          report: write.report,
        };
      };
      const carryOut = (work: typeof now) =>
        this.models.run(caller, baseId, 'edit', async (base) =>
          work(base, { ...options, ...(await plan(base, this.lookup(caller, base))), caller }),
        );
      const takeTurn = () => turns.take(baseId, () => carryOut(now));
      let overtaken = false;
      const attempt = () =>
        carryOut((base, write) => {
          // Who makes many changes of structure could overtake it again and again; in its turn nobody does.
          if (overtaken) return takeTurn();
          overtaken = true;
          if (!needsTransaction(base, write)) return now(base, write);
          // Who waited plans again: the choices and the linked records that it was to make may be there by now.
          return turns.take(baseId, (waited) => (waited ? carryOut(now) : now(base, write)));
        });
      return inTurn ? takeTurn() : attempt();
    });
    if (done.seq !== null) feed.publish({ baseId, seq: done.seq });
    return done;
  }

  /** What a caller's writes ask of a base that is stored. */
  lookup(caller: Caller, base: BaseModel): RecordLookup {
    return new StoredLookup(this.database, this.models, caller, base);
  }

  private async requirePresent(
    base: BaseModel,
    caller: Caller,
    table: TableModel,
    recordIds: readonly string[],
    { absent = 'record' }: Pick<WriteOptions, 'absent'>,
  ): Promise<void> {
    const row = await this.database
      .for(caller)
      .row<AbsentRow>(findAbsentStatement(base, table, recordIds, caller));
    this.models.judge(row, 'edit', base);
    if (row.absent !== null) throw absentRecord(row.absent, absent);
  }

  private async readFrom(
    base: BaseModel,
    table: TableModel,
    recordId: string,
    caller: Caller,
    form: RecordForm,
  ) {
    const row = await this.reader.run({ base, table, recordId, caller, form });
    this.models.judge(row, 'read', base);
    return row.record === null || form.kind === 'json'
      ? row.record
      : asTexts(row.record, base, table, form, caller);
  }

  private transact(base: BaseModel, write: PlannedWrite, inPlace: InPlace): Promise<WriteOutcome> {
    const inTransaction = (executor: Executor) =>
      writeInTransaction(executor, base, write, (guard) => this.models.judge(guard, 'edit', base));
    return inPlace(() =>
      this.shared.floor.take(base.id, (held) => {
        requireUnanswered(write.caller.signal);
        return this.database.for(held).transaction(inTransaction);
      }),
    );
  }

  private async writeAtOnce(base: BaseModel, write: PlannedWrite, inPlace: InPlace): Promise<WriteOutcome> {
    const { set, report, opId, caller, table } = write;
    const { creates, updates, deletes } = set;
    const combinable =
      creates.length > 0
        ? createWrite(base, write, { records: creates, opId, givenIds: set.givenIds })
        : updates.length > 0
          ? updateWrite(base, write, { records: updates, order: report.recordIds, opId })
          : alone(deleteRowsStatement(base, write, deletes));
    const row = await inPlace(() => this.combiner.run<unknown>(base.id, combinable, caller.signal));
    this.models.judge(row, 'edit', base);
    if (row.idsFree === false) throw idInUse();
    if (row.found !== creates.length + updates.length + deletes.length) {
      const named = [...updates.map(({ id }) => id), ...deletes];
      await this.requirePresent(base, caller, table, named, write);
      // Absent a moment ago and there by now: nothing was written.
      throw appError('RETRIABLE_ERROR');
    }
    return { seq: row.seq, records: row.records ?? '' };
  }
}

/** Rows (JSON texts joined by commas) as records whose cells are texts. */
function asTexts(rows: string, base: BaseModel, table: TableModel, form: TextForm, caller: Caller): string {
  const people = shownPeople(caller, base.people);
  const records = (JSON.parse(`[${rows}]`) as Row[]).map((row) =>
    formatRecord(row, base, table, form, people),
  );
  return JSON.stringify(records).slice(1, -1);
}
