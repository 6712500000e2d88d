import { appError, type Row } from '@pyairtable/contracts';
import {
  type AbsentForm,
  absentRecord,
  type BaseModel,
  type Caller,
  type FieldModel,
  formatRecord,
  type ListRequest,
  planList,
  type RecordChangeSet,
  type RecordWrite,
  seesAddresses,
  type SettledRecords,
  settleNeeds,
  type TableModel,
  type TextForm,
  type UnsettledRecord,
  wantedTitles,
  withoutEmptyLinkCells,
} from '@pyairtable/core';
import { AppError } from '@pyairtable/kernel';
import type { Transactor } from './connection/database';
import { endedInVain } from './connection/faults';
import type { Models } from './model/with-model';
import { findTitlesStatement, type TitlesRow } from './read/find-titles';
import {
  type ListPage,
  listPageStatement,
  type PageRow,
  readListPage,
  type RecordForm,
} from './read/list-page';
import { type MatchRow, matchRecordsStatement } from './read/match-records';
import { type AbsentRow, findAbsentStatement } from './read/find-absent';
import { locateRecordStatement } from './read/read-record';
import type { RecordReader } from './read/record-reader';
import type { StructureDependencies } from './structure/change-structure';
import { idInUse } from './write/id-in-use';
import { createRowsStatement } from './write/create-rows';
import { deleteRowsStatement } from './write/delete-rows';
import { needsTransaction } from './write/needs-transaction';
import { updateWrite } from './write/update-write';
import type { WriteContext, WriteOutcome } from './write/write-request';
import { alone, WriteCombiner } from './write/write-combiner';
import { writeInTransaction } from './write/write-transaction';

/** A write planned against a model; planned again when the model turns out old. */
export interface WritePlan extends Omit<WriteContext, 'caller'> {
  set: RecordChangeSet;
}

/** Records that a write names by their ids. */
export interface NamedRecords {
  table: TableModel;
  recordIds: readonly string[];
  absent?: AbsentForm | undefined;
}

/** Records of a base: lists, single records and writes. Plain writes are one guarded statement, others one transaction. */
export class Records {
  private readonly database: Transactor;
  private readonly combiner: WriteCombiner;

  constructor(
    private readonly shared: StructureDependencies,
    private readonly models: Models,
    private readonly reader: RecordReader,
  ) {
    this.database = shared.database;
    this.combiner = new WriteCombiner(shared.database, shared.floor);
  }

  /** A page of records as JSON texts, in the order asked for. */
  async list(
    caller: Caller,
    baseId: string,
    tableIdOrName: string,
    request: ListRequest,
    form: RecordForm,
  ): Promise<ListPage> {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const query = planList(request, base, base.table(tableIdOrName));
      const { prepared, snapshotId } = listPageStatement(base, query, caller, form);
      const row = await this.database.row<PageRow>(prepared, caller.signal);
      this.models.judge(row, 'read', base);
      const page = readListPage(row, query, snapshotId);
      return form.kind === 'text'
        ? { ...page, records: asTexts(page.records, base, query.table, form, caller) }
        : page;
    });
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
      const [place] = await this.database.rows<{ tableId: string }>(locateRecordStatement(base, recordId));
      const table = place && base.tableById(place.tableId);
      const elsewhere = table && (await this.readFrom(base, table, recordId, caller, form));
      if (!elsewhere) throw appError('RECORD_NOT_FOUND');
      return elsewhere;
    });
  }

  /**
   * Carries out what `plan` makes of the base's structure, all or nothing, as one entry of the log. A plan that looks for
   * records to match is made `inTurn`: after those that may be creating them.
   */
  async write(
    caller: Caller,
    baseId: string,
    plan: (base: BaseModel) => WritePlan | Promise<WritePlan>,
    { inTurn = false }: { inTurn?: boolean } = {},
  ): Promise<WriteOutcome> {
    const { turns, feed } = this.shared;
    const now = (base: BaseModel, planned: WritePlan) =>
      needsTransaction(base, planned)
        ? this.transact(base, caller, planned)
        : this.writeAtOnce(base, caller, planned);
    const carryOut = (work: typeof now) =>
      this.models.run(caller, baseId, 'edit', async (base) =>
        work(base, withoutEmptyLinks(await plan(base))),
      );
    const takeTurn = () => turns.take(baseId, () => carryOut(now));
    let overtaken = false;
    const outcome = await (inTurn
      ? takeTurn()
      : carryOut((base, planned) => {
          // Who makes many changes of structure could overtake it again and again; in its turn nobody does.
          if (overtaken) return takeTurn();
          overtaken = true;
          if (!needsTransaction(base, planned)) return now(base, planned);
          // Who waited plans again: the choices and the linked records that it was to make may be there by now.
          return turns.take(baseId, (waited) => (waited ? carryOut(now) : now(base, planned)));
        }));
    if (outcome.seq !== null) feed.publish({ baseId, seq: outcome.seq });
    return outcome;
  }

  /**
   * What `plan` makes of a write to these records. When it refuses, that one of them is not there is told first: whoever
   * writes to a record that is gone is to hear of that, whatever the cells.
   */
  async planFor<T>(
    base: BaseModel,
    caller: Caller,
    target: NamedRecords,
    plan: () => T | Promise<T>,
  ): Promise<T> {
    try {
      return await plan();
    } catch (error) {
      if (error instanceof AppError && error.status < 500 && !endedInVain(error))
        await this.requirePresent(base, caller, target);
      throw error;
    }
  }

  /** Turns names that typecast left in cells into ids; looks titles up only when there are some. */
  async settle(
    caller: Caller,
    base: BaseModel,
    table: TableModel,
    records: readonly UnsettledRecord[],
  ): Promise<SettledRecords> {
    const wanted = wantedTitles(base, table, records);
    if (wanted.size === 0) return settleNeeds(base, table, records, new Map());
    const row = await this.database.row<TitlesRow>(findTitlesStatement(base, wanted, caller), caller.signal);
    this.models.judge(row, 'edit', base);
    const found = new Map(Object.entries(row.titles).map(([tableId, pairs]) => [tableId, new Map(pairs)]));
    return settleNeeds(base, table, records, found);
  }

  /** Existing record ids that equal each given record in the merge fields, by position; two at most are told. */
  async match(
    caller: Caller,
    base: BaseModel,
    table: TableModel,
    records: readonly RecordWrite[],
    mergeOn: readonly FieldModel[],
  ): Promise<Map<number, string[]>> {
    const matches = new Map<number, string[]>();
    if (records.length === 0) return matches;
    const row = await this.database.row<MatchRow>(
      matchRecordsStatement(base, table, records, mergeOn, caller),
      caller.signal,
    );
    this.models.judge(row, 'edit', base);
    for (const [position, id] of row.matches) matches.set(position, [...(matches.get(position) ?? []), id]);
    return matches;
  }

  private async requirePresent(
    base: BaseModel,
    caller: Caller,
    { table, recordIds, absent = 'record' }: NamedRecords,
  ): Promise<void> {
    const row = await this.database.row<AbsentRow>(findAbsentStatement(base, table, recordIds, caller));
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

  private transact(base: BaseModel, caller: Caller, planned: WritePlan): Promise<WriteOutcome> {
    const { set, ...rest } = planned;
    return this.shared.floor.take(base.id, () =>
      this.database.transaction((executor) =>
        writeInTransaction(executor, base, { caller, ...rest }, set, (guard) =>
          this.models.judge(guard, 'edit', base),
        ),
      ),
    );
  }

  private async writeAtOnce(base: BaseModel, caller: Caller, planned: WritePlan): Promise<WriteOutcome> {
    const { set, ...rest } = planned;
    const context: WriteContext = { caller, ...rest };
    const { creates, updates, deletes } = set;
    const write =
      creates.length > 0
        ? alone(createRowsStatement(base, context, creates))
        : updates.length > 0
          ? updateWrite(base, context, { records: updates, order: set.order, opId: context.opId })
          : alone(deleteRowsStatement(base, context, deletes));
    const row = await this.combiner.run(base.id, write);
    this.models.judge(row, 'edit', base);
    if (row.idsFree === false) throw idInUse();
    if (row.found !== creates.length + updates.length + deletes.length) {
      const named = [...updates.map(({ id }) => id), ...deletes];
      await this.requirePresent(base, caller, {
        table: context.table,
        recordIds: named,
        absent: context.absent,
      });
      // Absent a moment ago and there by now: nothing was written.
      throw appError('RETRIABLE_ERROR');
    }
    return { seq: row.seq, records: row.records ?? '' };
  }
}

/** The same plan without what changes nothing: empty link cells of new records. */
function withoutEmptyLinks({ set, ...rest }: WritePlan): WritePlan {
  const creates = set.creates.map((record) => withoutEmptyLinkCells(rest.table, record));
  return { ...rest, set: { ...set, creates } };
}

/** Rows (JSON texts joined by commas) as records whose cells are texts. */
function asTexts(rows: string, base: BaseModel, table: TableModel, form: TextForm, caller: Caller): string {
  const people = seesAddresses(caller)
    ? base.people
    : new Map([...base.people].map(([id, person]) => [id, { ...person, email: '' }]));
  const records = (JSON.parse(`[${rows}]`) as Row[]).map((row) =>
    formatRecord(row, base, table, form, people),
  );
  return JSON.stringify(records).slice(1, -1);
}
