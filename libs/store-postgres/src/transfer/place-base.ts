import { appError } from '@pyairtable/contracts';
import { type BasePlan, freeName } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import type { StructureDraft } from '../structure/change-structure';

type Run = StructureDraft['run'];

/** Where an imported base goes, and whose it is. */
export interface ImportPlace {
  /** An existing workspace; absent: the one the file names, made when the owner has none of that id or name. */
  workspaceId?: string | undefined;
  ownerId: string;
  /** The base that the plan is a copy of, and the entry that left it so: its people stay named, and are no members. */
  copyOf?: { baseId: string; seq: number } | undefined;
  /** A copy beside another: it is named so, and goes into the file's workspace only where its owner may make bases. */
  beside?: boolean | undefined;
  /** The base that this one is to become: nobody sees it until then. */
  lifeOf?: string | undefined;
}

/** False where the workspace is there and the person may not make bases in it. */
async function makesBases(run: Run, workspaceId: string, userId: string): Promise<boolean> {
  const [made] = await run<{ may: boolean }>(
    `SELECT EXISTS (SELECT FROM api.workspace_member WHERE workspace_id = w.id AND user_id = $2 AND level >= 'create') AS may
      FROM api.workspace w WHERE w.id = $1`,
    [workspaceId, userId],
  );
  return made?.may ?? true;
}

/** The name of a base in a workspace: that of the plan, of a copy one that says so and is free there. */
export async function nameIn(
  run: Run,
  workspaceId: string,
  { base }: BasePlan,
  { beside }: ImportPlace,
): Promise<string> {
  if (!beside) return base.name;
  const others = await run<{ name: string }>(
    'SELECT name FROM api.base WHERE workspace_id = $1 AND deleted IS NULL',
    [workspaceId],
  );
  return freeName(
    base.name,
    others.map(({ name }) => name),
    ' copy',
  );
}

/** The workspace to import into; throws MODEL_ID_NOT_FOUND for a given one that does not exist. */
export async function placeWorkspace(
  run: Run,
  plan: BasePlan,
  { workspaceId, ownerId, beside }: ImportPlace,
): Promise<string> {
  const named = plan.workspace?.id;
  const theirs = beside && named !== undefined && !(await makesBases(run, named, ownerId));
  const wanted = workspaceId ?? (theirs ? undefined : named);
  if (wanted !== undefined) {
    const [found] = await run<{ id: string }>('SELECT id FROM api.workspace WHERE id = $1', [wanted]);
    if (found) return found.id;
    if (workspaceId !== undefined) throw appError('MODEL_ID_NOT_FOUND', 'Workspace not found');
  }
  const name = plan.workspace?.name ?? plan.base.name;
  if (wanted === undefined) {
    const [namesake] = await run<{ id: string }>(
      `SELECT w.id FROM api.workspace w JOIN api.workspace_member m ON m.workspace_id = w.id
        WHERE w.name = $1 AND m.user_id = $2 AND m.level = 'owner' ORDER BY w.created_at, w.id LIMIT 1`,
      [name, ownerId],
    );
    if (namesake) return namesake.id;
  }
  const id = wanted ?? newId('workspace');
  await run('INSERT INTO api.workspace (id, name, created_by) VALUES ($1, $2, $3)', [id, name, ownerId]);
  await run(`INSERT INTO api.workspace_member (workspace_id, user_id, level) VALUES ($1, $2, 'owner')`, [
    id,
    ownerId,
  ]);
  return id;
}

/** Keeps the names of people who have no part in a base, for what cells say of them. */
export async function namePeople(run: Run, { base, users }: BasePlan): Promise<void> {
  await run(
    `INSERT INTO api.base_member (base_id, user_id, level) SELECT $1, id, 'none' FROM unnest($2::text[]) AS id
      ON CONFLICT DO NOTHING`,
    [base.id, users.map(({ id }) => id)],
  );
}

/** Makes the file's people known, and members of the base with the roles the file gives them; without one they stay named. */
export async function placePeople(run: Run, plan: BasePlan, ownerId: string): Promise<void> {
  const { base, users } = plan;
  await run(
    `INSERT INTO api.person (id, email, name) SELECT id, email, name FROM jsonb_to_recordset($1::jsonb) AS u(id text, email text, name text)
      ORDER BY id ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(users)],
  );
  await run(
    `INSERT INTO api.base_member (base_id, user_id, level)
      SELECT $1, u.id, coalesce(u.role, 'none')::api.permission_level FROM jsonb_to_recordset($2::jsonb) AS u(id text, role text)
      WHERE u.id <> $3 ON CONFLICT DO NOTHING`,
    [base.id, JSON.stringify(users), ownerId],
  );
}
