import { appError, type Change, type Op, type OpResult, type RecordChanges } from '@pyairtable/contracts';
import {
  atLeast,
  type BaseModel,
  type Caller,
  type Cells,
  EMPTY_CHANGE_SET,
  mergeUpdates,
  planRawCells,
  type RecordRestore,
  type TableModel,
} from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import type { Transactor } from './connection/database';
import { codeOf, OP_IDLE, uniqueViolation } from './connection/faults';
import type { Models } from './model/with-model';
import type { Records, WritePlan } from './records';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, type GuardRow } from './sql/guard';
import { stateTable } from './sql/identifiers';
import { Statement } from './sql/statement';
import { idInUse } from './write/id-in-use';

interface StoredDeletion {
  id: string;
  n: number;
  createdTime: string;
  createdBy: string | null;
  before: Cells;
}

interface EntryRow extends GuardRow {
  seq: number | null;
  actor: string | null;
  changes: Change['changes'] | null;
}

/** What was done under an op id: a log entry, or for an op that changed nothing the records it named. */
interface EarlierRow extends EntryRow {
  idleRecordIds: string[] | null;
}

const OP_INDEX = 'change_op';

const opIdInUse = (cause?: unknown) =>
  appError('INVALID_REQUEST_UNKNOWN', 'Another op was carried out under this op id', { cause });

/** Ops of people's browsers: raw cells, and each carried out once however often it is sent. */
export class Ops {
  constructor(
    private readonly database: Transactor,
    private readonly models: Models,
    private readonly records: Records,
  ) {}

  /** Carries out an op. One that was carried out before answers as it did then, and changes nothing. */
  async execute(caller: Caller, baseId: string, op: Op): Promise<OpResult> {
    const ids = op.kind === 'records.create' ? op.records.map(({ id }) => id ?? newId('record')) : [];
    let recordIds: string[] = ids;
    try {
      const { seq } = await this.records.write(caller, baseId, async (base) => {
        const plan = await this.plan(base, caller, op, ids);
        recordIds = [...plan.set.order];
        return plan;
      });
      return seq === null
        ? await this.keepIdle(caller, baseId, op, recordIds)
        : { opId: op.id, seq, recordIds };
    } catch (error) {
      const first = await this.firstResult(caller, baseId, op);
      if (first) return first;
      if (codeOf(error) === OP_IDLE) throw opIdInUse(error);
      const constraint = uniqueViolation(error);
      if (constraint === undefined) throw error;
      throw constraint === OP_INDEX ? opIdInUse(error) : idInUse(error);
    }
  }

  private async plan(base: BaseModel, caller: Caller, op: Op, ids: readonly string[]): Promise<WritePlan> {
    if (op.kind === 'records.restore') return this.planRestore(base, caller, op);
    const table = base.table(op.tableId);
    const shared = { table, opId: op.id, answer: null };
    if (op.kind === 'records.delete') {
      const deletes = [...new Set(op.recordIds)];
      return { ...shared, set: { ...EMPTY_CHANGE_SET, deletes, order: deletes } };
    }
    if (op.kind === 'records.update') {
      const target = { table, recordIds: op.records.map(({ id }) => id) };
      const planned = await this.records.planFor(base, caller, target, () =>
        op.records.map(({ id, cells }) => ({ id, cells: planRawCells(cells, table, base) })),
      );
      const updates = mergeUpdates(planned);
      return { ...shared, set: { ...EMPTY_CHANGE_SET, updates, order: planned.map(({ id }) => id) } };
    }
    const creates = op.records.map(({ cells }, at) => ({
      id: ids[at] as string,
      cells: planRawCells(cells, table, base),
    }));
    return { ...shared, set: { ...EMPTY_CHANGE_SET, creates, order: ids } };
  }

  private async planRestore(
    base: BaseModel,
    caller: Caller,
    op: Extract<Op, { kind: 'records.restore' }>,
  ): Promise<WritePlan> {
    const entry = await this.entry(base, caller, op.seq);
    const deletion = entry.changes?.find(
      (change): change is RecordChanges => change.kind === 'records' && Boolean(change.deleted),
    );
    const table = deletion && base.tableById(deletion.tableId);
    if (!table) throw appError('MODEL_ID_NOT_FOUND');
    const restores = (deletion.deleted as unknown as StoredDeletion[]).map((record) =>
      restored(record, table),
    );
    const order = restores.map(({ id }) => id);
    const set = { ...EMPTY_CHANGE_SET, restores, order };
    return { table, opId: op.id, answer: null, set };
  }

  /** The log's entry of that number; empty when there is none. */
  private entry(base: BaseModel, caller: Caller, seq: number): Promise<EntryRow> {
    return this.guarded(
      base,
      caller,
      (bind) => `c.seq, c.actor, c.changes FROM ${GUARD_FROM}
        LEFT JOIN ${stateTable(base.id, 'change')} c ON c.seq = ${bind(seq)}`,
    );
  }

  /** What was done under the op's id; empty when nothing was. */
  private earlier(base: BaseModel, caller: Caller, opId: string): Promise<EarlierRow> {
    return this.guarded(base, caller, (bind) => {
      const id = bind(opId);
      return `coalesce(c.seq, o.seq) AS seq, coalesce(c.actor, o.actor) AS actor, c.changes, o.record_ids AS "idleRecordIds"
        FROM ${GUARD_FROM} LEFT JOIN ${stateTable(base.id, 'change')} c ON c.op_id = ${id}
        LEFT JOIN ${stateTable(base.id, 'idle_op')} o ON o.op_id = ${id}`;
    });
  }

  private async guarded<Row extends GuardRow>(
    base: BaseModel,
    caller: Caller,
    columns: (bind: (value: unknown) => string) => string,
  ): Promise<Row> {
    const statement = new Statement(base.id);
    addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
    const row = await this.database.row<Row>(
      statement.finish(`SELECT ${GUARD_COLUMNS}, ${columns((value) => statement.bind(value))}`),
    );
    this.models.judge(row, 'edit', base);
    return row;
  }

  /**
   * Answers an op that changed nothing: with the number of the log's last entry, behind which the sender stands when it
   * sees what the op asked for. Kept, so that the op sent again changes nothing whatever came between.
   */
  private async keepIdle(caller: Caller, baseId: string, op: Op, recordIds: string[]): Promise<OpResult> {
    const [kept] = await this.database.rows<{ seq: number }>({
      text: `INSERT INTO ${stateTable(baseId, 'idle_op')} (op_id, actor, seq, record_ids)
        SELECT $1, $2, h.seq, $3::text[] FROM ${stateTable(baseId, 'head')} h
        WHERE h.one AND NOT EXISTS (SELECT FROM ${stateTable(baseId, 'change')} c WHERE c.op_id = $1)
        ON CONFLICT (op_id) DO NOTHING RETURNING seq`,
      parameters: [op.id, caller.userId, recordIds],
    });
    if (kept) return { opId: op.id, seq: kept.seq, recordIds };
    const first = await this.firstResult(caller, baseId, op);
    if (!first) throw opIdInUse();
    return first;
  }

  private async firstResult(caller: Caller, baseId: string, op: Op): Promise<OpResult | null> {
    const first = await this.models
      .run(caller, baseId, 'edit', (base) => this.earlier(base, caller, op.id))
      // Whoever lost access meanwhile gets the error of the write, which says just that.
      .catch(() => null);
    if (!first?.seq || !first.level || !atLeast(first.level, 'edit') || first.actor !== caller.userId)
      return null;
    const recordIds = first.idleRecordIds
      ? namedAlike(first.idleRecordIds, op)
      : touched(first.changes ?? [], op);
    return recordIds && { opId: op.id, seq: first.seq, recordIds };
  }
}

/** The records of an op that changed nothing; null when it was another op: only updates can change nothing. */
function namedAlike(recordIds: string[], op: Op): string[] | null {
  const named = op.kind === 'records.update' ? op.records.map(({ id }) => id) : [];
  return named.join() === recordIds.join() ? recordIds : null;
}

/** The records of a logged op in the order of the op; null when the entry tells of another op. */
function touched(changes: Change['changes'], op: Op): string[] | null {
  const lists = changes.filter(
    (change): change is RecordChanges =>
      change.kind === 'records' && (op.kind === 'records.restore' || change.tableId === op.tableId),
  );
  const ids = (key: 'created' | 'updated' | 'deleted') =>
    lists.flatMap((list) => (list[key] ?? []).map(({ id }) => id));
  const about = (logged: readonly string[], named: readonly string[]) =>
    named.some((id) => logged.includes(id)) ? [...named] : null;
  if (op.kind === 'records.delete') return about(ids('deleted'), [...new Set(op.recordIds)]);
  if (op.kind === 'records.update')
    return about(
      ids('updated'),
      op.records.map(({ id }) => id),
    );
  const created = ids('created');
  if (op.kind === 'records.restore') return created.length > 0 ? created : null;
  const asSent = op.records.every(({ id }, at) => id === undefined || id === created[at]);
  return asSent && created.length === op.records.length ? created : null;
}

/** Cells of fields deleted since are left out. */
function restored({ before, ...record }: StoredDeletion, table: TableModel): RecordRestore {
  const cells = Object.entries(before).filter(([id, cell]) => cell !== null && table.fieldById(id));
  return { ...record, cells: Object.fromEntries(cells) };
}
