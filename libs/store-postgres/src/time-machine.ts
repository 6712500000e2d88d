import { appError, type BroughtBack, type Moment, type PermissionLevel } from '@pyairtable/contracts';
import { atLeast, type BaseModel, type BasePlan, type Caller } from '@pyairtable/core';
import { AppError, newId } from '@pyairtable/kernel';
import { goingOn } from './connection/asker';
import { type Executor, requireWaiting } from './connection/database';
import { FairShares } from './connection/fair-shares';
import { loadBase, loadBaseAs } from './model/load-model';
import { becomeCopy } from './past/become';
import { placeOf } from './past/lives';
import { pastPlan, type Progress } from './past/past-plan';
import { pruneSteps } from './past/prune';
import { stateTable } from './sql/identifiers';
import { instantText } from './sql/record-columns';
import { atGate, runText, type StructureDependencies } from './structure/change-structure';
import { dropStranded } from './structure/trashed-bases';
import { importBase, type ImportOutcome } from './transfer/import-base';
import { requireSameBase, unlessWrittenAnew } from './transfer/same-tables';

export interface CopyRequest {
  moment: Moment;
  name: string;
  /** Where the copy goes; the workspace of the base unless told otherwise. */
  workspaceId?: string | undefined;
}

const unheard: Progress = () => undefined;

interface CopyOptions<Outcome> {
  progress?: Progress | undefined;
  /** The last of the transaction that does it. */
  settle?: ((executor: Executor, outcome: Outcome) => Promise<void>) | undefined;
}

type Copied = Pick<ImportOutcome, 'baseId' | 'workspaceId' | 'tables' | 'records'> & { seq: number };

interface Past {
  plan: BasePlan;
  seq: number;
  /** When the base became so: ISO time; null where that is not kept. */
  at: string | null;
  workspaceId: string;
}

/** Bases that a process reads as they were at once: each passes through memory, whole. */
const AT_ONCE = 2;

/** Bases as they were. */
export class TimeMachine {
  private readonly places = new FairShares(AT_ONCE);

  constructor(private readonly dependencies: StructureDependencies) {}

  /**
   * Makes a new base of one as it was at a moment, for creators of both the base and the workspace. Nobody waits for it: the
   * past is read in a snapshot, and the copy is nobody's before it is whole. It waits for others that are made, and goes on
   * when somebody waits for it still; one person has one at a time.
   */
  copy(
    caller: Caller,
    baseId: string,
    request: CopyRequest,
    options: CopyOptions<Copied> = {},
  ): Promise<Copied> {
    return this.places.inPlace(caller, () => this.makeCopy(caller, baseId, request, options));
  }

  private async makeCopy(
    caller: Caller,
    baseId: string,
    { moment, name, workspaceId }: CopyRequest,
    { progress = unheard, settle }: CopyOptions<Copied>,
  ): Promise<Copied> {
    const past = await this.read(caller, baseId, moment, progress, workspaceId ?? 'same');
    const plan = { ...past.plan, base: { ...past.plan.base, id: newId('base'), name } };
    const copied = ({ ignored: _, warnings: __, ...outcome }: ImportOutcome): Copied => ({
      ...outcome,
      seq: past.seq,
    });
    const made = await this.store(caller, { baseId, plan, past }, async (executor, outcome) => {
      // It took a while, in which somebody may have taken the right away.
      await loadBaseAs(executor, caller, baseId, 'create');
      await requireCreator(executor, caller, past.workspaceId);
      await settle?.(executor, copied(outcome));
    });
    progress(1);
    return copied(made);
  }

  /**
   * Brings a base back to what it was at a moment, for its creators: a copy is made that nobody sees, and the base becomes it in a
   * moment. What it was until then stays, and it can be brought back to that: to the number `before` that is answered. Where it is so already nothing is done.
   */
  async bringBack(
    caller: Caller,
    baseId: string,
    moment: Moment,
    { progress, settle }: CopyOptions<BroughtBack> = {},
  ): Promise<BroughtBack> {
    const present = await atGate(this.dependencies, caller, baseId, async (executor) => {
      const { seq } = await loadBaseAs(executor, caller, baseId, 'create');
      const place = await placeOf(executor, baseId, moment);
      if (place.baseId !== baseId || place.seq !== seq) return null;
      const outcome = { seq, before: seq };
      await settle?.(executor, outcome);
      return outcome;
    });
    return (
      present ?? this.places.inPlace(caller, () => this.become(caller, baseId, moment, { progress, settle }))
    );
  }

  private async become(
    caller: Caller,
    baseId: string,
    moment: Moment,
    { progress = unheard, settle }: CopyOptions<BroughtBack>,
  ): Promise<BroughtBack> {
    const past = await this.read(caller, baseId, moment, progress, null);
    // Schemas that are shards are not renamed.
    if (this.dependencies.sharding === 'citus')
      throw appError('INVALID_REQUEST_UNKNOWN', 'On several servers a base comes back as a new one only');
    const copyId = newId('base');
    const plan = { ...past.plan, base: { ...past.plan.base, id: copyId } };
    const become = async (): Promise<BroughtBack> => {
      await this.store(caller, { baseId, plan, past, lifeOf: baseId });
      requireWaiting(caller.signal);
      return atGate(this.dependencies, caller, baseId, async (executor) => {
        requireWaiting(caller.signal);
        await loadBaseAs(executor, caller, baseId, 'create');
        const outcome = await becomeCopy(executor, caller, { baseId, copyId, seq: past.seq, at: past.at });
        await settle?.(executor, outcome);
        return outcome;
      });
    };
    const brought = await become().catch(async (error: unknown) => {
      // Where only the answer to the commit was lost, the copy's id names what the base was.
      await this.dependencies.database
        .for(goingOn(caller))
        .transaction((executor) => dropStranded(runText(executor), copyId))
        .catch(() => undefined);
      throw error;
    });
    this.dependencies.feed.publish({ baseId, seq: brought.seq });
    progress(1);
    return brought;
  }

  /**
   * Lets go of the past of a base, or of what one was, that is older than so many days, a step at a time; whoever stops between
   * two leaves every later moment whole.
   */
  prune(id: string, days: number): AsyncGenerator<void, void> {
    return pruneSteps(this.dependencies, id, days);
  }

  /** The base at the moment. With a workspace it is to be stored there, which takes a creator of that. */
  private read(
    caller: Caller,
    baseId: string,
    moment: Moment,
    progress: Progress,
    workspace: string | null,
  ): Promise<Past> {
    const read = async (executor: Executor, model: BaseModel): Promise<Past> => {
      const workspaceId = workspace === 'same' ? model.workspaceId : (workspace ?? model.workspaceId);
      if (workspace !== null) await requireCreator(executor, caller, workspaceId);
      // A long log takes longer to read than any request of a person may.
      await runText(executor)(`SET LOCAL statement_timeout = '250s'`);
      const place = await placeOf(executor, baseId, moment);
      await requireSameBase(executor, baseId);
      const life = place.baseId === baseId ? model : (await loadBase(executor, place.baseId, null))?.model;
      if (!life) throw appError('MOMENT_NOT_KEPT');
      const plan = await pastPlan(executor, life, place.seq, (part) => progress(part / 2));
      const [entry] = await runText(executor)<{ at: string }>(
        `SELECT ${instantText('at', 'MS')} AS at FROM ${stateTable(place.baseId, 'change')} WHERE seq = $1`,
        [place.seq],
      );
      const users = [...model.people.values()].map(({ id, name, email }) => ({ id, name, email }));
      const { name, color, icon } = model;
      const base = { ...plan.base, name, color, icon };
      return { plan: { ...plan, users, base }, seq: place.seq, at: entry?.at ?? null, workspaceId };
    };
    const judged = async (executor: Executor) => {
      const { model } = await loadBaseAs(executor, caller, baseId, 'create');
      return read(executor, model).catch(async (error: unknown) => {
        // What one life and the next say together is no reason to refuse.
        if (error instanceof AppError) await requireSameBase(executor, baseId);
        throw error;
      });
    };
    return unlessWrittenAnew(() => this.dependencies.database.for(caller).snapshot(judged));
  }

  private store(
    caller: Caller,
    { baseId, plan, past, lifeOf }: { baseId: string; plan: BasePlan; past: Past; lifeOf?: string },
    last?: (executor: Executor, outcome: ImportOutcome) => Promise<void>,
  ): Promise<ImportOutcome> {
    const { seq, workspaceId } = past;
    const place = { workspaceId, ownerId: caller.userId, copyOf: { baseId, seq }, lifeOf };
    return importBase(this.dependencies, caller, plan, place, last);
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
