import { appError, type Moment, type PermissionLevel } from '@pyairtable/contracts';
import { atLeast, type Caller, requireLevel } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import type { Executor } from './connection/database';
import { loadBase } from './model/load-model';
import { pastPlan, type Progress } from './past/past-plan';
import { stateTable } from './sql/identifiers';
import { runText, type StructureDependencies } from './structure/change-structure';
import { importBase, type ImportOutcome } from './transfer/import-base';

export interface CopyRequest {
  moment: Moment;
  name: string;
  /** Where the copy goes; the workspace of the base unless told otherwise. */
  workspaceId?: string | undefined;
}

/** Bases as they were. */
export class TimeMachine {
  constructor(private readonly dependencies: StructureDependencies) {}

  /**
   * Makes a new base of one as it was at a moment, for creators of both the base and the workspace. Nobody waits for it: the
   * past is read in a snapshot, and the copy is nobody's before it is whole.
   */
  async copy(
    caller: Caller,
    baseId: string,
    request: CopyRequest,
    progress: Progress = () => undefined,
  ): Promise<Pick<ImportOutcome, 'baseId' | 'workspaceId' | 'tables' | 'records'> & { seq: number }> {
    const { database } = this.dependencies;
    const { signal } = caller;
    const { plan, seq, workspaceId } = await database.snapshot(async (executor) => {
      const loaded = await loadBase(executor, baseId, caller);
      requireLevel(loaded?.level ?? null, 'create');
      const { model } = loaded as NonNullable<typeof loaded>;
      const place = request.workspaceId ?? model.workspaceId;
      await requireCreator(executor, caller, place);
      // A long log takes longer to read than any request of a person may.
      await runText(executor)(`SET LOCAL statement_timeout = '250s'`);
      const at = await numberOf(executor, baseId, request.moment);
      return {
        plan: await pastPlan(executor, model, at, (part) => progress(part / 2)),
        seq: at,
        workspaceId: place,
      };
    }, signal);
    const made = { ...plan, base: { ...plan.base, id: newId('base'), name: request.name } };
    const place = { workspaceId, ownerId: caller.userId, copyOf: { baseId, seq } };
    const { ignored: _, warnings: __, ...outcome } = await importBase(this.dependencies, made, place, signal);
    progress(1);
    return { ...outcome, seq };
  }
}

/** Throws unless the caller may make bases in the workspace. */
async function requireCreator(executor: Executor, caller: Caller, workspaceId: string): Promise<void> {
  const [member] = await runText(executor)<{ level: PermissionLevel }>(
    `SELECT level FROM api.workspace_member WHERE workspace_id = $1 AND user_id = $2
      AND ($3::text[] IS NULL OR workspace_id = ANY($3))`,
    [workspaceId, caller.userId, caller.resources],
  );
  if (!member) throw appError('MODEL_ID_NOT_FOUND', 'Workspace not found');
  if (!atLeast(member.level, 'create')) throw appError('INVALID_PERMISSIONS');
}

/** The number of the last entry up to a moment. */
async function numberOf(executor: Executor, baseId: string, moment: Moment): Promise<number> {
  if ('seq' in moment) return moment.seq;
  const [last] = await runText(executor)<{ seq: number }>(
    `SELECT seq FROM ${stateTable(baseId, 'change')} WHERE at <= $1::timestamptz ORDER BY seq DESC LIMIT 1`,
    [moment.at],
  );
  if (!last) throw appError('MOMENT_NOT_KEPT');
  return last.seq;
}
