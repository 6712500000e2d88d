import type { MomentOfBase } from '@pyairtable/contracts';
import type { BaseModel, Caller } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { instantText } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';

export interface MomentRow extends Omit<MomentOfBase, 'actor'> {
  actor: string | null;
  actorName: string | null;
}

export interface MomentsRow extends GuardRow {
  moments: MomentRow[];
  keptFrom: number;
}

const counted = (kind: string) =>
  `(SELECT count(*) FROM jsonb_path_query(c.changes, '$[*].${kind}[*].id')) AS ${kind}`;

/** One statement: the entries of a base's log below a number, newest first, with what each did in short. */
export function momentsStatement(
  base: BaseModel,
  { before, limit }: { before: number | null; limit: number },
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const [head, log] = [stateTable(base.id, 'head'), stateTable(base.id, 'change')];
  const below = before === null ? '' : ` AND c.seq < ${statement.bind(before)}::bigint`;
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT h.kept_from FROM ${head} h WHERE h.one) AS "keptFrom",
        (SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]') FROM (
          SELECT c.seq, ${instantText('c.at', 'MS')} AS at, c.actor, p.name AS "actorName", c.source,
            ${['created', 'updated', 'deleted'].map(counted).join(', ')},
            (SELECT coalesce(jsonb_agg(DISTINCT a), '[]') FROM jsonb_path_query(c.changes, '$[*].action') AS a) AS actions
          FROM ${log} c LEFT JOIN api.person p ON p.id = c.actor
          WHERE ${GUARD_OK} AND c.seq >= (SELECT h.kept_from FROM ${head} h WHERE h.one)${below}
          ORDER BY c.seq DESC LIMIT ${statement.bind(limit)}) x) AS moments
      FROM ${GUARD_FROM}`,
  );
}
