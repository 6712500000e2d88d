import { appError, type PermissionLevel } from '@pyairtable/contracts';
import { type BaseModel, type Caller, requireLevel } from '@pyairtable/core';
import { AppError } from '@pyairtable/kernel';
import { GIVE_UP_MS } from '../connection/base-gate';
import type { Transactor } from '../connection/database';
import { codeOf, endedInVain, namesWhatIsGone, STALE_SCHEMA } from '../connection/faults';
import type { GuardRow } from '../sql/guard';
import { loadBaseAs } from './load-model';
import { ModelCache } from './model-cache';

/** The model that a statement was compiled for is no longer the base's. */
class StaleModel extends Error {}

/** Loading a model takes as long as a small change of structure, so somebody who makes many overtakes it several times, quick work more often. */
const ATTEMPTS = 12;

/** Runs work against a base's model, loading it when unknown and again when it turns out old. */
export class Models {
  private readonly cache = new ModelCache();

  constructor(private readonly database: Transactor) {}

  /**
   * Calls `work` with a model that may be old. `work` compiles a guarded statement from it, runs it and passes its
   * guard columns to `judge`. A refusal is only believed after the base was loaded afresh for this caller: access is
   * judged first, so no error tells a stranger what a base holds, and a field made a moment ago is found.
   */
  async run<T>(
    caller: Caller,
    baseId: string,
    level: PermissionLevel,
    work: (model: BaseModel) => Promise<T>,
  ): Promise<T> {
    let model = this.cache.get(baseId);
    let fresh = false;
    /** Version of a fresh model whose statement named what is not there. */
    let missed: number | undefined;
    const end = performance.now() + GIVE_UP_MS;
    for (let attempt = 1; ; attempt++) {
      if (!model) {
        model = await this.load(caller, baseId, level);
        fresh = true;
      }
      try {
        return await work(model);
      } catch (error) {
        const gone = namesWhatIsGone(error);
        const stale = gone || error instanceof StaleModel || codeOf(error) === STALE_SCHEMA;
        const refusal = error instanceof AppError && error.status < 500 && !endedInVain(error);
        if (!stale && (fresh || !refusal)) throw error;
        // The structure has not changed, so it is the statement that is wrong: it would be every time.
        if (gone && fresh && model.schemaVersion === missed) throw error;
        if (attempt >= ATTEMPTS && performance.now() > end)
          throw stale ? appError('RETRIABLE_ERROR', undefined, { cause: error }) : error;
        if (gone && fresh) missed = model.schemaVersion;
        model = undefined;
        if (stale) await this.database.steady?.(baseId);
      }
    }
  }

  /** Throws unless the guard passed; a version that moved on makes `run` start again. */
  judge(guard: GuardRow, level: PermissionLevel, model: BaseModel, message?: string): void {
    requireLevel(guard.level, level, message);
    if (guard.schemaVersion !== model.schemaVersion) throw new StaleModel();
  }

  private async load(caller: Caller, baseId: string, level: PermissionLevel): Promise<BaseModel> {
    const { model } = await loadBaseAs(this.database.for(caller), caller, baseId, level);
    this.cache.put(model);
    return model;
  }
}
