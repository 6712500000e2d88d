import { appError, type Change, type Op, type OpResult } from '@pyairtable/contracts';
import {
  atLeast,
  type BaseModel,
  type Caller,
  commandOf,
  recordsOfIdleOp,
  recordsOfLoggedOp,
} from '@pyairtable/core';
import { goingOn } from './connection/asker';
import type { Transactor } from './connection/database';
import { codeOf, OP_IDLE, uniqueViolation } from './connection/faults';
import type { Models } from './model/with-model';
import { changesOfFormer } from './past/former-entry';
import type { Records } from './records';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, type GuardRow } from './sql/guard';
import { stateTable } from './sql/identifiers';
import { Statement } from './sql/statement';
import { idInUse } from './write/id-in-use';

/** What was done under an op id: a log entry, or for an op that changed nothing the records it named; none, of an entry from before the base was brought back. */
interface EarlierRow extends GuardRow {
  seq: number | null;
  actor: string | null;
  changes: Change['changes'] | null;
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
    try {
      const { seq, report } = await this.records.execute(caller, baseId, commandOf(op), {
        opId: op.id,
        undoes: op.kind === 'records.delete' ? op.undoes : undefined,
        answer: null,
      });
      // All that it would bring back is there.
      if (op.kind === 'records.restore' && report.recordIds.length === 0) throw idInUse();
      return seq === null
        ? await this.keepIdle(caller, baseId, op, report.recordIds)
        : { opId: op.id, seq, recordIds: [...report.recordIds] };
    } catch (error) {
      const first = await this.firstResult(caller, baseId, op);
      if (first) return first;
      if (codeOf(error) === OP_IDLE) throw opIdInUse(error);
      const constraint = uniqueViolation(error);
      if (constraint === undefined) throw error;
      throw constraint === OP_INDEX ? opIdInUse(error) : idInUse(error);
    }
  }

  /** What was done under the op's id; empty when nothing was. */
  private async earlier(base: BaseModel, caller: Caller, opId: string): Promise<EarlierRow> {
    const statement = new Statement(base.id);
    addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
    const id = statement.bind(opId);
    const row = await this.database.for(caller).row<EarlierRow>(
      statement.finish(
        `SELECT ${GUARD_COLUMNS}, coalesce(c.seq, o.seq) AS seq, coalesce(c.actor, o.actor) AS actor, c.changes, o.record_ids AS "idleRecordIds"
          FROM ${GUARD_FROM} LEFT JOIN ${stateTable(base.id, 'change')} c ON c.op_id = ${id}
          LEFT JOIN ${stateTable(base.id, 'idle_op')} o ON o.op_id = ${id}`,
      ),
    );
    this.models.judge(row, 'read', base);
    return row;
  }

  /**
   * Answers an op that changed nothing: with the number of the log's last entry, behind which the sender stands when it
   * sees what the op asked for. Kept, so that the op sent again changes nothing whatever came between.
   */
  private async keepIdle(
    caller: Caller,
    baseId: string,
    op: Op,
    recordIds: readonly string[],
  ): Promise<OpResult> {
    const [kept] = await this.database.for(goingOn(caller)).rows<{ seq: number }>({
      text: `INSERT INTO ${stateTable(baseId, 'idle_op')} (op_id, actor, seq, record_ids)
        SELECT $1, $2, h.seq, $3::text[] FROM ${stateTable(baseId, 'head')} h
        WHERE h.one AND NOT EXISTS (SELECT FROM ${stateTable(baseId, 'change')} c WHERE c.op_id = $1)
        ON CONFLICT (op_id) DO NOTHING RETURNING seq`,
      parameters: [op.id, caller.userId, recordIds],
    });
    if (kept) return { opId: op.id, seq: kept.seq, recordIds: [...recordIds] };
    const first = await this.firstResult(caller, baseId, op);
    if (!first) throw opIdInUse();
    return first;
  }

  /** Told to whoever did it and may still read the base: the right to edit may have ended since, and what was done is done. */
  private async firstResult(caller: Caller, baseId: string, op: Op): Promise<OpResult | null> {
    const first = await this.models
      .run(caller, baseId, 'read', (base) => this.earlier(base, caller, op.id))
      // Whoever lost access meanwhile gets the error of the write, which says just that.
      .catch(() => null);
    if (!first?.seq || !first.level || !atLeast(first.level, 'read') || first.actor !== caller.userId)
      return null;
    const recordIds = first.idleRecordIds?.length
      ? recordsOfIdleOp(op, first.idleRecordIds)
      : recordsOfLoggedOp(
          op,
          first.changes ?? (await changesOfFormer(this.database.for(caller), baseId, first.seq)),
        );
    return recordIds && { opId: op.id, seq: first.seq, recordIds };
  }
}
