import type { MomentOfBase } from '@pyairtable/contracts';
import type { BaseModel, Caller } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { instantText } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';

export interface MomentRow extends Omit<MomentOfBase, 'actor' | 'record'> {
  actor: string | null;
  actorName: string | null;
  record: { id: string; tableId: string; fieldIds: string[] } | null;
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

/** The record of an entry that tells of one alone. */
const ONE_RECORD = `CASE WHEN s.created + s.updated + s.deleted = 1 THEN (
  SELECT jsonb_build_object('id', r.record->'id', 'tableId', e.change->'tableId',
    'fieldIds', coalesce((SELECT jsonb_agg(f) FROM jsonb_object_keys(r.record->'after') AS f), '[]'))
  FROM jsonb_array_elements(c.changes) AS e(change),
    LATERAL (SELECT coalesce(e.change->'created'->0, e.change->'updated'->0, e.change->'deleted'->0)) AS r(record)
  WHERE e.change->>'kind' = 'records' AND r.record IS NOT NULL LIMIT 1) END AS record`;

/** Of a view that was changed, what of it: its settings before and after are side by side in the entry. */
const SETTINGS = `CASE WHEN e.change->>'action' = 'view.updated' THEN (SELECT jsonb_agg(k ORDER BY k)
    FROM jsonb_object_keys(e.change->'before' || e.change->'after') AS k
    WHERE e.change->'before'->k IS DISTINCT FROM e.change->'after'->k) END`;

/** A view's name is for those who see it, who know it. */
const SUBJECT = `jsonb_strip_nulls(jsonb_build_object('action', e.change->'action', 'tableId', e.change->'tableId',
  'fieldId', e.change->'fieldId', 'viewId', e.change->'viewId', 'settings', ${SETTINGS},
  'at', CASE WHEN e.change->>'action' = 'base.broughtBack' THEN e.change->'before'->'at' END, 'name', CASE WHEN e.change->'viewId' IS NULL
    THEN coalesce(e.change->'after'->'name', e.change->'before'->'name') END))`;

const told = (baseId: string, statement: Statement, { before, limit }: MomentsQuery, may: string): string => {
  const [head, log] = [stateTable(baseId, 'head'), stateTable(baseId, 'change')];
  const below = before === null ? '' : ` AND c.seq < ${statement.bind(before)}::bigint`;
  return `(SELECT h.kept_from FROM ${head} h WHERE h.one) AS "keptFrom",
        (SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]') FROM (
          SELECT c.seq, ${instantText('c.at', 'MS')} AS at, c.actor, p.name AS "actorName", c.source,
            s.created, s.updated, s.deleted, s.actions, s.subjects, s."tableIds", ${ONE_RECORD}
          FROM ${log} c LEFT JOIN api.person p ON p.id = c.actor, LATERAL (
            SELECT ${['created', 'updated', 'deleted'].map(counted).join(', ')},
              coalesce(jsonb_agg(DISTINCT e.change->'action') FILTER (WHERE e.change ? 'action'), '[]') AS actions,
              coalesce(jsonb_agg(DISTINCT ${SUBJECT}) FILTER (WHERE e.change ? 'action'), '[]') AS subjects,
              coalesce(jsonb_agg(DISTINCT e.change->'tableId') FILTER (WHERE e.change->>'kind' = 'records'), '[]') AS "tableIds"
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
