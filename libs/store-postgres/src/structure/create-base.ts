import { appError, NEW_BASE_LIMITS, type PermissionLevel } from '@pyairtable/contracts';
import { atLeast, BaseModel, type Caller } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { goingOn } from '../connection/asker';
import { addTable, type TableRequest } from './add-table';
import { draftOf, logStructure, runText, type StructureDependencies } from './change-structure';
import { settleStamps } from './cell-stamps';
import { DEFAULT_COLOR, DEFAULT_ICON, insertBase } from './insert-base';

export interface BaseRequest {
  workspaceId: string;
  name: string;
  color?: string | undefined;
  icon?: string | undefined;
  tables: readonly TableRequest[];
}

function requireFew(tables: readonly TableRequest[]): void {
  const most = NEW_BASE_LIMITS;
  const fields = tables.reduce((sum, table) => sum + table.fields.length, 0);
  if (tables.length > most.tables || fields > most.fields)
    throw appError(
      'INVALID_REQUEST_UNKNOWN',
      `A base is made with at most ${most.tables} tables and ${most.fields.toLocaleString('en')} fields; add the others one by one`,
    );
}

/** Creates a base with its tables in one transaction; answers its id. Throws MODEL_ID_NOT_FOUND for a workspace out of reach. */
export async function createBase(
  { database, feed, sharding }: StructureDependencies,
  caller: Caller,
  request: BaseRequest,
): Promise<string> {
  requireFew(request.tables);
  const baseId = newId('base');
  const seq = await database.for(goingOn(caller)).transaction(async (executor) => {
    const run = runText(executor);
    const [member] = await run<{ level: PermissionLevel }>(
      `SELECT level FROM api.workspace_member WHERE workspace_id = $1 AND user_id = $2
        AND ($3::text[] IS NULL OR workspace_id = ANY($3))`,
      [request.workspaceId, caller.userId, caller.resources],
    );
    if (!member) throw appError('MODEL_ID_NOT_FOUND', 'Workspace not found');
    if (!atLeast(member.level, 'create')) throw appError('INVALID_PERMISSIONS');
    const { color = DEFAULT_COLOR, icon = DEFAULT_ICON } = request;
    const listed = { id: baseId, workspaceId: request.workspaceId, name: request.name, color, icon };
    await insertBase(run, { ...listed, ownerId: caller.userId }, sharding);
    const base = new BaseModel({ ...listed, schemaVersion: 0, tables: [], members: [] });
    const { draft, traces } = draftOf(executor, base, caller);
    draft.note({ action: 'base.created', after: { name: request.name } });
    const names: string[] = [];
    for (const table of request.tables) {
      await addTable(draft, table, names);
      names.push(table.name);
    }
    await settleStamps(executor, baseId);
    return logStructure(executor, baseId, caller, traces);
  });
  feed.publish({ baseId, seq });
  return baseId;
}
