import type { BaseCollaborator, Collaborator, PermissionLevel } from '@pyairtable/contracts';
import type { Caller, Standing } from '@pyairtable/core';
import { textOrderKey } from '@pyairtable/field-types';
import type { Executor } from '../connection/database';
import { EFFECTIVE_LEVEL, permittedBases } from './guard';
import { Statement } from './statement';

/** A collaborator by id, or anyone who has signed in here by address, whatever its case. */
export type Whom = { userId: string } | { email: string };

/** What the caller holds (null: the base is out of reach), and what a person was given. */
export interface PersonStanding {
  held: PermissionLevel | null;
  /** null when nobody has that address. */
  person: Collaborator | null;
  given: Standing;
}

interface StandingRow extends Standing {
  held: PermissionLevel;
  id: string | null;
  email: string;
  name: string;
}

const NOTHING: Standing = { base: 'none', workspace: 'none' };

/** Adds the part `guard`: the base with the caller's level, or no row. */
function addCallerLevel(statement: Statement, caller: Caller, baseId: string): void {
  const from = permittedBases(statement, caller);
  statement.part(
    'guard',
    `SELECT b.id, b.workspace_id, ${EFFECTIVE_LEVEL} AS level FROM ${from} AND b.id = ${statement.bind(baseId)}`,
    { materialized: true },
  );
}

/** The caller's level and everyone with one on the base, the highest first. One statement. */
export async function readRoster(
  executor: Executor,
  caller: Caller,
  baseId: string,
): Promise<{ held: PermissionLevel | null; collaborators: BaseCollaborator[] }> {
  const statement = new Statement(baseId);
  addCallerLevel(statement, caller, baseId);
  statement.part(
    'given',
    `SELECT user_id, max(base) AS base, max(workspace) AS workspace FROM (
        SELECT w.user_id, 'none'::api.permission_level AS base, w.level AS workspace
          FROM guard JOIN api.workspace_member w USING (workspace_id)
        UNION ALL SELECT m.user_id, m.level, 'none' FROM guard JOIN api.base_member m ON m.base_id = guard.id) g
      GROUP BY user_id`,
  );
  const [row] = await executor.rows<{ held: PermissionLevel; collaborators: BaseCollaborator[] }>(
    statement.finish(
      `SELECT guard.level AS held, (
          SELECT coalesce(json_agg(c ORDER BY c."permissionLevel" DESC, ${textOrderKey('c.name')}, c.id), '[]') FROM (
            SELECT p.id, p.email, p.name, greatest(g.base, g.workspace) AS "permissionLevel",
              g.workspace > 'none' AND g.workspace >= g.base AS inherited
            FROM given g JOIN api.person p ON p.id = g.user_id
            WHERE greatest(g.base, g.workspace) > 'none') c) AS collaborators
        FROM guard`,
    ),
  );
  return row ?? { held: null, collaborators: [] };
}

/** The caller's level and what one person was given. One statement. */
export async function readStanding(
  executor: Executor,
  caller: Caller,
  baseId: string,
  whom: Whom,
): Promise<PersonStanding> {
  const statement = new Statement(baseId);
  addCallerLevel(statement, caller, baseId);
  // An address that two people have had is nobody's: better refused than given to the wrong one.
  const id =
    'userId' in whom
      ? `SELECT ${statement.bind(whom.userId)}::text AS id`
      : `SELECT min(id) AS id FROM api.person WHERE signed_in AND lower(email) = lower(${statement.bind(whom.email)})
          HAVING count(*) = 1`;
  statement.part('whom', id);
  const [row] = await executor.rows<StandingRow>(
    statement.finish(
      `SELECT guard.level AS held, whom.id, coalesce(p.email, '') AS email, coalesce(p.name, '') AS name,
          coalesce(w.level, 'none') AS workspace, coalesce(m.level, 'none') AS base
        FROM guard LEFT JOIN whom ON true
        LEFT JOIN api.person p ON p.id = whom.id
        LEFT JOIN api.workspace_member w ON w.workspace_id = guard.workspace_id AND w.user_id = whom.id
        LEFT JOIN api.base_member m ON m.base_id = guard.id AND m.user_id = whom.id`,
    ),
  );
  if (!row) return { held: null, person: null, given: NOTHING };
  const { held, id: found, email, name, base, workspace } = row;
  return { held, person: found === null ? null : { id: found, email, name }, given: { base, workspace } };
}
