import type { PermissionLevel, TrashedBase } from '@pyairtable/contracts';
import { type Caller, requireLevel } from '@pyairtable/core';
import { livesOf } from '../past/lives';
import { instantText } from '../sql/record-columns';
import type { Prepared } from '../sql/statement';
import { dropBaseSchema } from './base-schema';
import type { StructureDraft } from './change-structure';

type Run = StructureDraft['run'];

/**
 * Puts a base into the trash: its row keeps where it was and who its members were. With no workspace and no member it is
 * nobody's, so that no statement finds it.
 */
export async function trashBase(run: Run, baseId: string, userId: string): Promise<void> {
  await run(
    `UPDATE api.base b SET workspace_id = NULL, deleted = jsonb_build_object('workspaceId', b.workspace_id, 'by', $2::text,
        'at', ${instantText('now()', 'MS')}, 'members', (SELECT coalesce(jsonb_object_agg(m.user_id, m.level), '{}')
          FROM api.base_member m WHERE m.base_id = b.id))
      WHERE b.id = $1`,
    [baseId, userId],
  );
  await run('DELETE FROM api.base_member WHERE base_id = $1', [baseId]);
}

/** Brings a base back to where it was, with its members. */
export async function untrashBase(run: Run, baseId: string): Promise<void> {
  await run(
    `INSERT INTO api.base_member (base_id, user_id, level)
      SELECT b.id, m.key, m.value::api.permission_level FROM api.base b, jsonb_each_text(b.deleted->'members') AS m
      WHERE b.id = $1 ON CONFLICT DO NOTHING`,
    [baseId],
  );
  await run(`UPDATE api.base SET workspace_id = deleted->>'workspaceId', deleted = NULL WHERE id = $1`, [
    baseId,
  ]);
}

/** Drops a base, or what one was. */
export async function dropWhole(run: Run, id: string): Promise<void> {
  await run(dropBaseSchema(id));
  await run('DELETE FROM api.base WHERE id = $1', [id]);
}

/**
 * A base goes for good, with everything in it, its log and what it was before it was brought back: one of these, and the base
 * itself when none is left. In one transaction they could be more tables than it can lock. Answers whether there is more.
 */
export async function dropNext(run: Run, baseId: string): Promise<boolean> {
  const [life] = await livesOf(run, baseId);
  await dropWhole(run, life ?? baseId);
  return life !== undefined;
}

/** Drops a copy that was to become a base, unless it has become that: then its id names what the base was. */
export async function dropStranded(run: Run, copyId: string): Promise<void> {
  // Waits for whoever is about to make it a life.
  const [stranded] = await run(
    `SELECT FROM api.base WHERE id = $1 AND deleted ? 'lifeOf' AND NOT deleted ? 'until' FOR UPDATE`,
    [copyId],
  );
  if (stranded) await dropWhole(run, copyId);
}

/** The level that somebody had on a base `b` that is in the trash. */
const LEVEL_BEFORE = `greatest(coalesce(w.level, 'none'), coalesce((b.deleted->'members'->>$1)::api.permission_level, 'none'))`;

const trashed = (columns: string, condition: string) => `SELECT ${columns} FROM api.base b
  LEFT JOIN api.workspace_member w ON w.workspace_id = b.deleted->>'workspaceId' AND w.user_id = $1
  LEFT JOIN api.person p ON p.id = b.deleted->>'by'
  WHERE b.deleted IS NOT NULL AND ($2::text[] IS NULL OR b.id = ANY($2) OR b.deleted->>'workspaceId' = ANY($2)) AND ${condition}`;

/** Throws unless the caller could have deleted the base that is in the trash. */
export async function requireTrashed(run: Run, caller: Caller, baseId: string): Promise<void> {
  const [base] = await run<{ level: PermissionLevel }>(
    trashed(`${LEVEL_BEFORE} AS level`, 'b.id = $3 FOR UPDATE OF b'),
    [caller.userId, caller.resources, baseId],
  );
  requireLevel(base?.level ?? null, 'create');
}

/** One statement: the bases in the trash that the caller may bring back, the one deleted last first. */
export const trashedBasesStatement = (caller: Caller): Prepared => ({
  text: trashed(
    `b.id, b.name, b.color, b.icon, b.deleted->>'workspaceId' AS "workspaceId", b.deleted->>'at' AS at,
      b.deleted->>'by' AS actor, p.name AS "actorName"`,
    `${LEVEL_BEFORE} >= 'create' ORDER BY at DESC, b.id LIMIT 200`,
  ),
  parameters: [caller.userId, caller.resources],
});

export interface TrashedBaseRow extends Omit<TrashedBase, 'actor'> {
  actor: string | null;
  actorName: string | null;
}

/** Ids of bases, or of this one, that have been in the trash for longer than so many days. */
export const expiredBasesStatement = (days: number, baseId: string | null = null): Prepared => ({
  text: `SELECT id FROM api.base WHERE deleted IS NOT NULL AND ($2::text IS NULL OR id = $2)
    AND (deleted->>'at')::timestamptz < now() - make_interval(days => $1::int) ORDER BY id LIMIT 20`,
  parameters: [days, baseId],
});
