import type { PermissionLevel, SchemaChange } from '@pyairtable/contracts';
import { type BaseModel, type Caller, type ChangeFeed, requireLevel } from '@pyairtable/core';
import type { Executor, Transactor } from '../connection/database';
import type { Turns } from '../connection/turns';
import { gateStatement, givingWay } from '../connection/base-gate';
import { loadBase } from '../model/load-model';
import type { Sharding } from '../sharding/sharding';
import { stateTable } from '../sql/identifiers';

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
  /** Those of the store: who plans and then writes waits here for those who do the same. */
  turns: Turns;
  /** Whose work on a base is with the database, plain writes included: who waits here holds no connection meanwhile. */
  floor: Turns;
  sharding: Sharding;
}

export const runText =
  (executor: Executor) =>
  <T>(text: string, parameters: unknown[] = []): Promise<T[]> =>
    executor.rows<T>({ text, parameters });

/** Runs `work` in one transaction behind the base's gate, in its turn; again when it gave way to others. */
export function atGate<T>(
  { database, turns, floor }: StructureDependencies,
  baseId: string,
  work: (executor: Executor) => Promise<T>,
): Promise<T> {
  return givingWay(
    (turn) => turns.take(baseId, turn),
    (patienceMs) =>
      floor.take(baseId, () =>
        database.transaction(async (executor) => {
          await executor.rows(gateStatement(baseId, patienceMs));
          return work(executor);
        }),
      ),
  );
}

/** Gives the change its number and version and logs it. The base's head is locked here, last: it had its tables before. */
export async function logStructure(
  executor: Executor,
  baseId: string,
  caller: Pick<Caller, 'userId' | 'source'>,
  notes: readonly Omit<SchemaChange, 'kind' | 'schemaVersion'>[],
): Promise<number> {
  const run = runText(executor);
  const [version] = await run<{ seq: number; schemaVersion: number }>(
    `UPDATE ${stateTable(baseId, 'head')} SET schema_version = schema_version + 1, seq = seq + 1 WHERE one
      RETURNING seq, schema_version AS "schemaVersion"`,
  );
  const { seq, schemaVersion } = version as NonNullable<typeof version>;
  const changes: SchemaChange[] = notes.map((note) => ({ kind: 'schema', schemaVersion, ...note }));
  await run(
    `INSERT INTO ${stateTable(baseId, 'change')} (seq, actor, source, changes) VALUES ($1, $2, $3, $4)`,
    [seq, caller.userId, caller.source, JSON.stringify(changes)],
  );
  return seq;
}

/** Runs `work`, which changes nothing, with the base as it is; all it reads is of one moment. */
export async function previewStructure<T>(
  { database }: StructureDependencies,
  caller: Caller,
  baseId: string,
  level: PermissionLevel,
  work: (draft: StructureDraft) => Promise<T>,
): Promise<T> {
  return database.snapshot(async (executor) => {
    const loaded = await loadBase(executor, baseId, caller);
    requireLevel(loaded?.level ?? null, level);
    return work({
      base: (loaded as NonNullable<typeof loaded>).model,
      caller,
      run: runText(executor),
      note: () => undefined,
    });
  });
}

/**
 * Runs `work` in one transaction behind the base's gate, with the base loaded after that was passed, so that names and
 * references are judged on what holds. `work` may run several times; tables come first in it, rows after them.
 * Permission is checked first. One log entry; published after commit.
 */
export async function changeStructure<T>(
  dependencies: StructureDependencies,
  caller: Caller,
  baseId: string,
  level: PermissionLevel,
  work: (draft: StructureDraft) => Promise<T>,
): Promise<T> {
  const { result, seq } = await atGate(dependencies, baseId, async (executor) => {
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
  });
  dependencies.feed.publish({ baseId, seq });
  return result;
}
