import { setTimeout as pause } from 'node:timers/promises';
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
/** By then whoever waits for their own comes first: before they are told that it takes too long. */
const SENT_MS = 3_000;

/** Whole bases in and out. Access is the caller's matter. */
export class Transfer {
  private readonly database: Transactor;
  private readonly places = new FairShares(AT_ONCE);

  constructor(
    private readonly dependencies: StructureDependencies,
    private readonly sentMs = SENT_MS,
  ) {
    this.database = dependencies.database;
  }

  importPlan(plan: BasePlan, place: ImportPlace): Promise<ImportOutcome> {
    return importBase(this.dependencies, { userId: place.ownerId }, plan, place);
  }

  /** Throws what `importPlan` would throw, as far as it can be told beforehand. */
  checkPlan(plan: BasePlan, place: ImportPlace): Promise<void> {
    return checkPlan(this.database.for({ userId: place.ownerId }), plan, place);
  }

  /**
   * The plan takes its place until `answered` has settled, as until then it is in memory, or what was made of it; for a client
   * that reads slowly not for ever.
   */
  async exportPlan(
    baseId: string,
    asker: Asker,
    answered: Promise<unknown> = Promise.resolve(),
  ): Promise<BasePlan> {
    const reader = readerOf(asker);
    const place = reader && (await this.places.enter(reader));
    const leave = () => place?.leave();
    try {
      const plan = await exportBase(this.database.for(asker), baseId);
      Promise.race([answered, pause(this.sentMs, undefined, { ref: false })]).then(leave, leave);
      return plan;
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
