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

export interface MomentsQuery {
  before: number | null;
  limit: number;
}

export interface MomentsRow extends GuardRow {
  moments: MomentRow[];
  keptFrom: number;
}

const counted = (kind: string) =>
  `coalesce(sum(jsonb_array_length(e.change->'${kind}')) FILTER (WHERE e.change->>'kind' = 'records'), 0) AS ${kind}`;

const told = (baseId: string, statement: Statement, { before, limit }: MomentsQuery, may: string): string => {
  const [head, log] = [stateTable(baseId, 'head'), stateTable(baseId, 'change')];
  const below = before === null ? '' : ` AND c.seq < ${statement.bind(before)}::bigint`;
  return `(SELECT h.kept_from FROM ${head} h WHERE h.one) AS "keptFrom",
        (SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]') FROM (
          SELECT c.seq, ${instantText('c.at', 'MS')} AS at, c.actor, p.name AS "actorName", c.source,
            s.created, s.updated, s.deleted, s.actions
          FROM ${log} c LEFT JOIN api.person p ON p.id = c.actor, LATERAL (
            SELECT ${['created', 'updated', 'deleted'].map(counted).join(', ')},
              coalesce(jsonb_agg(DISTINCT e.change->'action') FILTER (WHERE e.change ? 'action'), '[]') AS actions
            FROM jsonb_array_elements(c.changes) AS e(change)) s
          WHERE ${may} AND c.seq >= (SELECT h.kept_from FROM ${head} h WHERE h.one)${below}
          ORDER BY c.seq DESC LIMIT ${statement.bind(limit)}) x) AS moments`;
};

/** The same of what a base was before it was brought back; access is the caller's matter. */
export function formerMomentsStatement(lifeId: string, query: MomentsQuery): Prepared {
  const statement = new Statement(lifeId);
  return statement.finish(`SELECT ${told(lifeId, statement, query, 'true')}`);
}

/** One statement: the entries of a base's log below a number, newest first, with what each did in short. */
export function momentsStatement(base: BaseModel, query: MomentsQuery, caller: Caller): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, ${told(base.id, statement, query, GUARD_OK)} FROM ${GUARD_FROM}`,
  );
}
