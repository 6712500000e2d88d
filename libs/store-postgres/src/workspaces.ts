import { appError, type IdentityClaims, type PermissionLevel } from '@pyairtable/contracts';
import type { Caller } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { goingOn } from './connection/asker';
import type { Transactor } from './connection/database';
import type { StructureDependencies } from './structure/change-structure';
import { Renames } from './structure/renames';

export interface WorkspaceSummary {
  id: string;
  name: string;
  permissionLevel: PermissionLevel;
  bases: { id: string; name: string; color: string; icon: string; permissionLevel: PermissionLevel }[];
}

const KNOWN_PEOPLE = 10_000;

/** Workspaces and the people seen in them. */
export class Workspaces {
  private readonly seen = new Map<string, { profile: string; since: number }>();

  private readonly database: Transactor;

  /** Tells bases of people who are called otherwise. */
  readonly renames: Renames;

  constructor(dependencies: StructureDependencies) {
    this.database = dependencies.database;
    this.renames = new Renames(dependencies);
  }

  /**
   * Keeps the name and address under which others see a person, those of their newest credential; one statement when they
   * are new to this process. Bases that know another name are told after that, by whichever process comes to it.
   */
  async remember({
    sub,
    email,
    name,
    kind,
    iat: since = 0,
  }: Pick<IdentityClaims, 'sub' | 'email' | 'name' | 'kind'> &
    Partial<Pick<IdentityClaims, 'iat'>>): Promise<void> {
    const profile = JSON.stringify([email, name]);
    const known = this.seen.get(sub);
    if (kind === 'operator') return;
    if (known?.profile === profile) known.since = Math.max(since, known.since);
    // A credential of before the change goes on being used until it ends.
    if (known && (known.profile === profile || since <= known.since)) return;
    const [row] = await this.database.for({ userId: sub }).rows<{ untold: number }>({
      text: `WITH named AS (
          INSERT INTO api.person (id, email, name, signed_in, named_at) VALUES ($1, $2, $3, true, $4)
            ON CONFLICT (id) DO UPDATE
            SET email = excluded.email, name = excluded.name, signed_in = true, named_at = excluded.named_at
            WHERE (person.email, person.name, person.signed_in) IS DISTINCT FROM (excluded.email, excluded.name, true)
              AND (person.named_at < excluded.named_at OR NOT person.signed_in)
            RETURNING old.id IS NOT NULL AND (old.email, old.name) IS DISTINCT FROM (new.email, new.name) AS renamed),
        untold AS (
          INSERT INTO api.untold_name (base_id, user_id, named_at)
            SELECT i.base_id, $1, $4 FROM (
              SELECT b.id AS base_id FROM api.base b JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
                WHERE w.user_id = $1
              UNION SELECT m.base_id FROM api.base_member m WHERE m.user_id = $1) i
            WHERE (SELECT n.renamed FROM named n)
            ON CONFLICT (base_id, user_id) DO UPDATE SET named_at = excluded.named_at RETURNING base_id)
        SELECT count(*)::int AS untold FROM untold`,
      parameters: [sub, email, name, since],
    });
    this.seen.set(sub, { profile, since });
    // What fails now is taken up by the sweeper.
    if (row && row.untold > 0) void this.renames.tell().catch(() => undefined);
    if (this.seen.size > KNOWN_PEOPLE) this.seen.delete(this.seen.keys().next().value as string);
  }

  /** The caller's workspaces with the bases they may read; a workspace that only shares a base shows as level none. */
  list(caller: Caller): Promise<WorkspaceSummary[]> {
    return this.database.for(caller).rows<WorkspaceSummary>({
      text: `WITH reach AS (
          SELECT b.*, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level FROM api.base b
          LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id AND w.user_id = $1
          LEFT JOIN api.base_member m ON m.base_id = b.id AND m.user_id = $1
          WHERE $2::text[] IS NULL OR b.id = ANY($2) OR b.workspace_id = ANY($2))
        SELECT w.id, w.name, coalesce(m.level, 'none') AS "permissionLevel",
          (SELECT coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'color', r.color, 'icon', r.icon,
              'permissionLevel', r.level) ORDER BY r.created_at, r.id), '[]')
            FROM reach r WHERE r.workspace_id = w.id AND r.level > 'none') AS bases
        FROM api.workspace w LEFT JOIN api.workspace_member m ON m.workspace_id = w.id AND m.user_id = $1
        WHERE (m.level > 'none' AND ($2::text[] IS NULL OR w.id = ANY($2)))
          OR EXISTS (SELECT FROM reach r WHERE r.workspace_id = w.id AND r.level > 'none')
        ORDER BY w.created_at, w.id`,
      parameters: [caller.userId, caller.resources],
    });
  }

  /** Creates a workspace that the caller owns. A credential limited to some resources cannot reach beyond them. */
  async create(caller: Caller, name: string): Promise<WorkspaceSummary> {
    if (caller.resources !== null) throw appError('INVALID_PERMISSIONS');
    const id = newId('workspace');
    await this.database.for(goingOn(caller)).rows({
      text: `WITH made AS (INSERT INTO api.workspace (id, name, created_by) VALUES ($1, $2, $3) RETURNING id)
        INSERT INTO api.workspace_member (workspace_id, user_id, level) SELECT id, $3, 'owner' FROM made`,
      parameters: [id, name, caller.userId],
    });
    return { id, name, permissionLevel: 'owner', bases: [] };
  }

  async rename(caller: Caller, workspaceId: string, name: string): Promise<void> {
    const changed = await this.database.for(goingOn(caller)).rows({
      text: `UPDATE api.workspace w SET name = $3 FROM api.workspace_member m
        WHERE w.id = $1 AND m.workspace_id = w.id AND m.user_id = $2 AND m.level >= 'owner'
          AND ($4::text[] IS NULL OR w.id = ANY($4)) RETURNING w.id`,
      parameters: [workspaceId, caller.userId, name, caller.resources],
    });
    if (changed.length === 0) throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
  }
}
