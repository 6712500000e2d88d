import type { BasePlan } from '@pyairtable/core';
import { type Asker, HOUSE, readerOf } from './connection/asker';
import type { Transactor } from './connection/database';
import { FairShares } from './connection/fair-shares';
import type { StructureDependencies } from './structure/change-structure';
import { checkPlan } from './transfer/check-plan';
import { exportBase } from './transfer/export-base';
import { importBase, type ImportOutcome } from './transfer/import-base';
import type { ImportPlace } from './transfer/place-base';

/** Bases that a process reads whole at once, each through memory; one person has one at a time. */
const AT_ONCE = 2;
/** What was made of bases and is being sent: a client that reads slowly keeps one until the gateway cuts it off. */
const SENT_AT_ONCE = 16;
/** Both waits and the work come to less than the time in which a request is to be answered. */
const WAITED_MS = 8_000;

/** Whole bases in and out. Access is the caller's matter. */
export class Transfer {
  private readonly database: Transactor;
  private readonly places: FairShares;
  private readonly sent: FairShares;

  constructor(
    private readonly dependencies: StructureDependencies,
    waitedMs = WAITED_MS,
  ) {
    this.database = dependencies.database;
    this.places = new FairShares(AT_ONCE, waitedMs);
    this.sent = new FairShares(SENT_AT_ONCE, waitedMs);
  }

  importPlan(plan: BasePlan, place: ImportPlace): Promise<ImportOutcome> {
    return importBase(this.dependencies, { userId: place.ownerId }, plan, place);
  }

  /** Throws what `importPlan` would throw, as far as it can be told beforehand. */
  checkPlan(plan: BasePlan, place: ImportPlace): Promise<void> {
    return checkPlan(this.database.for({ userId: place.ownerId }), plan, place);
  }

  /**
   * What is made of the plan of a base, which is in memory until then; what was made is taken to be until `answered` has settled.
   * RATE_LIMIT_REACHED where others keep whoever asks waiting for long.
   */
  async exportPlan<T = BasePlan>(
    baseId: string,
    asker: Asker,
    make: (plan: BasePlan) => Promise<T> | T = (plan) => plan as T,
    answered: Promise<unknown> = Promise.resolve(),
  ): Promise<T> {
    const reader = readerOf(asker);
    const work = async () => make(await exportBase(this.database.for(asker), baseId));
    if (!reader) return work();
    const place = await this.sent.enter(reader);
    const leave = () => place.leave();
    try {
      const made = await this.places.inPlace(reader, work);
      answered.then(leave, leave);
      return made;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Bases of exactly that name, or all without one. */
  findBases(name: string | null): Promise<{ id: string; name: string; workspaceId: string }[]> {
    return this.database.for(HOUSE).rows({
      text: `SELECT id, name, workspace_id AS "workspaceId" FROM api.base WHERE deleted IS NULL AND ($1::text IS NULL OR name = $1) ORDER BY created_at, id LIMIT 10000`,
      parameters: [name],
    });
  }
}
