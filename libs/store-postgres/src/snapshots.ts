import {
  appError,
  MAX_SNAPSHOTS,
  type Moment,
  type Snapshot,
  type Snapshots as Listed,
} from '@pyairtable/contracts';
import type { BaseModel, Caller } from '@pyairtable/core';
import type { Executor } from './connection/database';
import { loadBaseAs } from './model/load-model';
import type { Models } from './model/with-model';
import { keptEntry } from './past/former-entry';
import { personOf } from './read/person-of';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from './sql/guard';
import { stateTable } from './sql/identifiers';
import { instantText } from './sql/record-columns';
import { Statement } from './sql/statement';
import { atGate, type StructureDependencies } from './structure/change-structure';

interface SnapshotRow extends Omit<Snapshot, 'actor'> {
  actor: string | null;
  actorName: string | null;
}

interface AnswerRow extends GuardRow {
  snapshots: SnapshotRow[];
}

const COLUMNS = `s.id, s.seq, s.name, ${instantText('s.made_at', 'MS')} AS "madeAt", ${instantText('s.at', 'MS')} AS at,
  s.actor, p.name AS "actorName"`;

const shown = ({ actor, actorName, ...snapshot }: SnapshotRow): Snapshot => ({
  ...snapshot,
  actor: personOf(actor, actorName),
});

/** Adds the part `chosen`, which has rows of snapshots. */
type Choose = (statement: Statement, executor: Executor) => Promise<void> | void;

/**
 * Moments of a base that somebody named. Those who may read them see them; creators make, name and delete them, behind the base's
 * gate: nobody brings the base back meanwhile, and they are counted.
 */
export class Snapshots {
  constructor(
    private readonly dependencies: StructureDependencies,
    private readonly models: Models,
  ) {}

  /** The latest moment first. One statement. */
  async list(caller: Caller, baseId: string): Promise<Listed> {
    const snapshots = await this.models.run(caller, baseId, 'edit', (base) =>
      this.ask(this.dependencies.database.for(caller), caller, { base, level: 'edit' }, (statement) => {
        statement.part('chosen', `SELECT * FROM ${stateTable(baseId, 'snapshot')} WHERE ${GUARD_OK}`);
      }),
    );
    return { snapshots, most: MAX_SNAPSHOTS };
  }

  /** Names a moment, the present one unless told otherwise. Throws MOMENT_NOT_KEPT for one that is not kept. */
  async make(caller: Caller, baseId: string, name: string, moment: Moment | null): Promise<Snapshot> {
    const snapshots = stateTable(baseId, 'snapshot');
    const [made] = await this.change(caller, baseId, async (statement, executor) => {
      const entry = await keptEntry(executor, baseId, moment);
      if (!entry) throw appError('MOMENT_NOT_KEPT');
      const values = [entry.seq, entry.at, name, caller.userId].map((value) => statement.bind(value));
      statement.part(
        'chosen',
        `INSERT INTO ${snapshots} (seq, at, name, actor) SELECT ${values[0]}, ${values[1]}, ${values[2]}, ${values[3]}
          WHERE ${GUARD_OK} AND (SELECT count(*) FROM ${snapshots}) < ${MAX_SNAPSHOTS} RETURNING *`,
      );
    });
    if (made) return made;
    throw appError(
      'INVALID_REQUEST_UNKNOWN',
      `A base has at most ${MAX_SNAPSHOTS} snapshots: delete one first`,
    );
  }

  rename(caller: Caller, baseId: string, id: number, name: string): Promise<Snapshot> {
    return this.changeOne(caller, baseId, (statement, snapshots) => {
      const given = statement.bind(name);
      return `UPDATE ${snapshots} SET name = ${given} WHERE id = ${statement.bind(id)}`;
    });
  }

  async delete(caller: Caller, baseId: string, id: number): Promise<void> {
    await this.changeOne(
      caller,
      baseId,
      (statement, snapshots) => `DELETE FROM ${snapshots} WHERE id = ${statement.bind(id)}`,
    );
  }

  private async changeOne(
    caller: Caller,
    baseId: string,
    text: (statement: Statement, snapshots: string) => string,
  ): Promise<Snapshot> {
    const [changed] = await this.change(caller, baseId, (statement) => {
      const act = text(statement, stateTable(baseId, 'snapshot'));
      statement.part('chosen', `${act} AND ${GUARD_OK} RETURNING *`);
    });
    if (!changed) throw appError('MODEL_ID_NOT_FOUND', 'Snapshot not found');
    return changed;
  }

  /** The base is loaded behind the gate: as it was before, each change of the structure ahead in line would make it old. */
  private change(caller: Caller, baseId: string, choose: Choose): Promise<Snapshot[]> {
    return atGate(this.dependencies, caller, baseId, async (executor) => {
      const { model: base } = await loadBaseAs(executor, caller, baseId, 'create');
      return this.ask(executor, caller, { base, level: 'create' }, choose);
    });
  }

  private async ask(
    executor: Executor,
    caller: Caller,
    { base, level }: { base: BaseModel; level: 'edit' | 'create' },
    choose: Choose,
  ): Promise<Snapshot[]> {
    const statement = new Statement(base.id);
    addGuard(statement, caller, { baseId: base.id, level, schemaVersion: base.schemaVersion });
    await choose(statement, executor);
    const [row] = await executor.rows<AnswerRow>(
      statement.finish(
        `SELECT ${GUARD_COLUMNS}, (SELECT coalesce(json_agg(x ORDER BY x.seq DESC, x.id DESC), '[]') FROM (
            SELECT ${COLUMNS} FROM chosen s LEFT JOIN api.person p ON p.id = s.actor) x) AS snapshots
          FROM ${GUARD_FROM}`,
      ),
    );
    const answer = row as AnswerRow;
    this.models.judge(answer, level, base);
    return answer.snapshots.map(shown);
  }
}
