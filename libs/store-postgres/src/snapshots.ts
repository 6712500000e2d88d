import {
  appError,
  MAX_SNAPSHOTS,
  type Moment,
  type Snapshot,
  type Snapshots as Listed,
} from '@pyairtable/contracts';
import type { BaseModel, Caller } from '@pyairtable/core';
import type { Transactor } from './connection/database';
import type { Models } from './model/with-model';
import { lastEntryBy } from './past/last-entry';
import { personOf } from './read/person-of';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from './sql/guard';
import { stateTable } from './sql/identifiers';
import { instantText } from './sql/record-columns';
import { Statement } from './sql/statement';

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

/** Moments of a base that somebody named. Those who may read them see them; creators make, name and delete them. One statement each. */
export class Snapshots {
  constructor(
    private readonly database: Transactor,
    private readonly models: Models,
  ) {}

  /** The latest moment first. */
  async list(caller: Caller, baseId: string): Promise<Listed> {
    const snapshots = await this.ask(caller, baseId, 'edit', (statement) => {
      statement.part('chosen', `SELECT * FROM ${stateTable(baseId, 'snapshot')} WHERE ${GUARD_OK}`);
    });
    return { snapshots, most: MAX_SNAPSHOTS };
  }

  /** Names a moment, the present one unless told otherwise. Throws MOMENT_NOT_KEPT for one that is not kept. */
  async make(caller: Caller, baseId: string, name: string, moment: Moment | null): Promise<Snapshot> {
    const snapshots = stateTable(baseId, 'snapshot');
    const made = await this.ask(caller, baseId, 'create', (statement) => {
      statement.part(
        'chosen',
        `INSERT INTO ${snapshots} (seq, at, name, actor)
          SELECT m.seq, c.at, ${statement.bind(name)}, ${statement.bind(caller.userId)}
          FROM ${stateTable(baseId, 'head')} h, LATERAL (SELECT ${momentNumber(statement, baseId, moment)} AS seq) m
            JOIN ${stateTable(baseId, 'change')} c ON c.seq = m.seq
          WHERE h.one AND ${GUARD_OK} AND m.seq BETWEEN h.kept_from AND h.seq
            AND (SELECT count(*) FROM ${snapshots}) < ${MAX_SNAPSHOTS}
          RETURNING *`,
      );
    });
    if (made[0]) return made[0];
    const { snapshots: there } = await this.list(caller, baseId);
    if (there.length < MAX_SNAPSHOTS) throw appError('MOMENT_NOT_KEPT');
    throw appError(
      'INVALID_REQUEST_UNKNOWN',
      `A base has at most ${MAX_SNAPSHOTS} snapshots: delete one first`,
    );
  }

  rename(caller: Caller, baseId: string, id: number, name: string): Promise<Snapshot> {
    return this.change(caller, baseId, (statement, snapshots) => {
      const given = statement.bind(name);
      return `UPDATE ${snapshots} SET name = ${given} WHERE id = ${statement.bind(id)}`;
    });
  }

  async delete(caller: Caller, baseId: string, id: number): Promise<void> {
    await this.change(
      caller,
      baseId,
      (statement, snapshots) => `DELETE FROM ${snapshots} WHERE id = ${statement.bind(id)}`,
    );
  }

  private async change(
    caller: Caller,
    baseId: string,
    text: (statement: Statement, snapshots: string) => string,
  ): Promise<Snapshot> {
    const [changed] = await this.ask(caller, baseId, 'create', (statement) => {
      const act = text(statement, stateTable(baseId, 'snapshot'));
      statement.part('chosen', `${act} AND ${GUARD_OK} RETURNING *`);
    });
    if (!changed) throw appError('MODEL_ID_NOT_FOUND', 'Snapshot not found');
    return changed;
  }

  /** Runs a statement whose part `chosen` has rows of snapshots, and answers these. */
  private ask(
    caller: Caller,
    baseId: string,
    level: 'edit' | 'create',
    choose: (statement: Statement) => void,
  ): Promise<Snapshot[]> {
    return this.models.run(caller, baseId, level, async (base: BaseModel) => {
      const statement = new Statement(baseId);
      addGuard(statement, caller, { baseId, level, schemaVersion: base.schemaVersion });
      choose(statement);
      const row = await this.database.row<AnswerRow>(
        statement.finish(
          `SELECT ${GUARD_COLUMNS}, (SELECT coalesce(json_agg(x ORDER BY x.seq DESC, x.id DESC), '[]') FROM (
              SELECT ${COLUMNS} FROM chosen s LEFT JOIN api.person p ON p.id = s.actor) x) AS snapshots
            FROM ${GUARD_FROM}`,
        ),
      );
      this.models.judge(row, level, base);
      return row.snapshots.map(shown);
    });
  }
}

/** Expression: number of the last entry up to the moment; NULL when there is none. */
function momentNumber(statement: Statement, baseId: string, moment: Moment | null): string {
  if (moment === null) return 'h.seq';
  if ('seq' in moment) return `${statement.bind(moment.seq)}::bigint`;
  return lastEntryBy(baseId, statement.bind(moment.at));
}
