import type { PermissionLevel, SchemaChange } from '@pyairtable/contracts';
import { type BaseModel, type Caller, type ChangeFeed, requireLevel } from '@pyairtable/core';
import type { Executor, Transactor } from '../connection/database';
import type { Turns } from '../connection/turns';
import { loadBase } from '../model/load-model';

/** A change of structure in the making: its transaction, the base as it is under the lock, and what to log. */
export interface StructureDraft {
  base: BaseModel;
  caller: Caller;
  run<T>(text: string, parameters?: unknown[]): Promise<T[]>;
  /** Adds to the change's entry in the log. */
  note(change: Omit<SchemaChange, 'kind' | 'schemaVersion'>): void;
}

export interface StructureDependencies {
  database: Transactor;
  feed: ChangeFeed;
  /** Those of the store: who waits here holds no connection meanwhile. */
  turns: Turns;
}

/** Changes of one base's structure take turns; whoever waits longer than this is told to come back. */
const LOCK_TIMEOUT_MS = 5_000;

export const runText =
  (executor: Executor) =>
  <T>(text: string, parameters: unknown[] = []): Promise<T[]> =>
    executor.rows<T>({ text, parameters });

/** Takes the base's structure lock until the end of the transaction: changes of structure, and writes of several statements. */
export async function lockStructure(executor: Executor, baseId: string): Promise<void> {
  await runText(executor)(
    `SELECT set_config('lock_timeout', '${LOCK_TIMEOUT_MS}', true), pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0))`,
    [baseId],
  );
}

/** Gives the change its number and version and logs it; the base's row is locked here, last, as record writes do. */
export async function logStructure(
  executor: Executor,
  baseId: string,
  caller: Pick<Caller, 'userId' | 'source'>,
  notes: readonly Omit<SchemaChange, 'kind' | 'schemaVersion'>[],
): Promise<number> {
  const run = runText(executor);
  const [version] = await run<{ seq: number; schemaVersion: number }>(
    `UPDATE api.base SET schema_version = schema_version + 1, seq = seq + 1 WHERE id = $1
      RETURNING seq, schema_version AS "schemaVersion"`,
    [baseId],
  );
  const { seq, schemaVersion } = version as NonNullable<typeof version>;
  const changes: SchemaChange[] = notes.map((note) => ({ kind: 'schema', schemaVersion, ...note }));
  await run('INSERT INTO api.change (base_id, seq, actor, source, changes) VALUES ($1, $2, $3, $4, $5)', [
    baseId,
    seq,
    caller.userId,
    caller.source,
    JSON.stringify(changes),
  ]);
  return seq;
}

/**
 * Runs `work` in one transaction under the base's structure lock, with the base loaded after the lock was had, so
 * that names and references are judged on what holds. Permission is checked first. One log entry; published after commit.
 */
export async function changeStructure<T>(
  { database, feed, turns }: StructureDependencies,
  caller: Caller,
  baseId: string,
  level: PermissionLevel,
  work: (draft: StructureDraft) => Promise<T>,
): Promise<T> {
  const inTransaction = async (executor: Executor) => {
    await lockStructure(executor, baseId);
    const loaded = await loadBase(executor, baseId, caller);
    requireLevel(loaded?.level ?? null, level);
    const notes: Omit<SchemaChange, 'kind' | 'schemaVersion'>[] = [];
    const draft: StructureDraft = {
      base: (loaded as NonNullable<typeof loaded>).model,
      caller,
      run: runText(executor),
      note: (change) => notes.push(change),
    };
    const done = await work(draft);
    return { result: done, seq: await logStructure(executor, baseId, caller, notes) };
  };
  const { result, seq } = await turns.take(baseId, () => database.transaction(inTransaction));
  feed.publish({ baseId, seq });
  return result;
}
