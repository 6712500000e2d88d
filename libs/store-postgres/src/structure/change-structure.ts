import {
  type PermissionLevel,
  type RecordChanges,
  sameValue,
  type SchemaChange,
} from '@pyairtable/contracts';
import type { BaseModel, Caller, ChangeFeed } from '@pyairtable/core';
import { HOUSE } from '../connection/asker';
import { type Executor, requireUnanswered, type Transactor } from '../connection/database';
import type { Floor } from '../connection/floor';
import type { Turns } from '../connection/turns';
import type { Writer, Writers } from '../connection/writers';
import { gateStatement, givingWay } from '../connection/base-gate';
import { loadBase, loadBaseAs } from '../model/load-model';
import { numberKept } from '../past/keep-cells';
import { keepCounter, noteStructureStatement } from '../past/note-structure';
import type { Sharding } from '../sharding/sharding';
import { stateTable } from '../sql/identifiers';
import { tellRepeated } from '../write/tell-repeated';
import { settleStamps } from './cell-stamps';
import { forgetReworked } from './forget-in-views';
import { headSeq } from './head-seq';
import type { KeptItem } from './kept-structure';
import { requireStructureSize, structureSize } from './structure-size';

/** A change of structure in the making: its transaction, the base as it is under the lock, and what to log. */
export interface StructureDraft {
  base: BaseModel;
  caller: Caller;
  run<T>(text: string, parameters?: unknown[]): Promise<T[]>;
  /** The base as the change has left it so far. */
  now(): Promise<BaseModel>;
  /** Adds to the change's entry in the log, but what leaves things as they were. */
  note(change: Note): void;
  /** Adds what the change did to records to the same entry. */
  wrote(changes: readonly RecordChanges[]): void;
  /** Puts what the change deletes into the trash. */
  keep(item: KeptItem): void;
}

type Note = Omit<SchemaChange, 'kind' | 'schemaVersion'>;

/** What a change of structure leaves behind: in the log, and in the trash. */
export interface StructureTraces {
  notes: Note[];
  records: RecordChanges[];
  kept: KeptItem[];
}

/** A draft, and the traces that it leaves. */
export function draftOf(
  executor: Executor,
  base: BaseModel,
  caller: Caller,
): { draft: StructureDraft; traces: StructureTraces } {
  const traces: StructureTraces = { notes: [], records: [], kept: [] };
  const draft: StructureDraft = {
    base,
    caller,
    run: runText(executor),
    now: async () => {
      const loaded = await loadBase(executor, base.id, null);
      if (!loaded) throw new Error('the base of a change is there to its end');
      return loaded.model;
    },
    note: (change) => {
      const { action, before, after } = change;
      // Cells of another type can come to be under the same name and options.
      const isSame = before !== undefined && action !== 'field.converted' && sameValue(before, after);
      if (!isSame) traces.notes.push(change);
    },
    wrote: (changes) => traces.records.push(...changes),
    keep: (item) => traces.kept.push(item),
  };
  return { draft, traces };
}

export interface StructureDependencies {
  database: Transactor;
  feed: ChangeFeed;
  /** Those of the store: who plans and then writes waits here for those who do the same. */
  turns: Turns;
  /** Whose work on a base is with the database, plain writes included: who waits here holds no connection meanwhile. */
  floor: Floor;
  writers: Writers;
  /** Of a whole that gives way itself: how long a wait for a lock may take in it. */
  patienceMs?: number | undefined;
  sharding: Sharding;
  /** How long the trash keeps what is deleted. */
  trashDays: number;
}

export const runText =
  (executor: Executor) =>
  <T>(text: string, parameters: unknown[] = []): Promise<T[]> =>
    executor.rows<T>({ text, parameters });

/** Runs `work` in one transaction behind the base's gate, in its turn; again when it gave way to others. */
export function atGate<T>(
  { database, turns, floor, writers, patienceMs: ofWhole }: StructureDependencies,
  writer: Writer,
  baseId: string,
  work: (executor: Executor) => Promise<T>,
): Promise<T> {
  const attempt = (patienceMs: number) =>
    floor.take(baseId, (held) => {
      if (writer !== HOUSE) requireUnanswered(writer.signal);
      return database.for(held).transaction(async (executor) => {
        await executor.rows(gateStatement(baseId, patienceMs));
        return work(executor);
      });
    });
  if (ofWhole !== undefined) return attempt(ofWhole);
  return writers.writing(writer, baseId, (inPlace) =>
    givingWay((turn) => turns.take(baseId, () => inPlace(turn)), attempt),
  );
}

/**
 * Gives the change its number and version and logs it. The base's head is locked here, last: it had its tables before. For
 * changes that leave tables, fields and views as they are, which have a past: those log by `logStructure`.
 */
export async function logNotes(
  executor: Executor,
  baseId: string,
  caller: Pick<Caller, 'userId' | 'source'>,
  { notes, records = [] }: Pick<StructureTraces, 'notes'> & Partial<StructureTraces>,
): Promise<number> {
  const run = runText(executor);
  const [version] = await run<{ seq: number; schemaVersion: number }>(
    `UPDATE ${stateTable(baseId, 'head')} SET schema_version = schema_version + 1, seq = seq + 1 WHERE one
      RETURNING seq, schema_version AS "schemaVersion"`,
  );
  const { seq, schemaVersion } = version as NonNullable<typeof version>;
  const structure = notes.map((note): SchemaChange => ({ kind: 'schema', schemaVersion, ...note }));
  const changes = [...structure, ...records];
  await run(
    `INSERT INTO ${stateTable(baseId, 'change')} (seq, actor, source, changes) VALUES ($1, $2, $3, $4)`,
    [seq, caller.userId, caller.source, JSON.stringify(changes)],
  );
  const recordIds = records.flatMap(({ created = [] }) => created.map(({ id }) => id));
  if (recordIds.length > 0)
    await run(
      `INSERT INTO ${stateTable(baseId, 'record_change')} (record_id, seq) SELECT id, $2 FROM unnest($1::text[]) AS id`,
      [recordIds, seq],
    );
  return seq;
}

/** The same of a change of tables, fields or views: keeps what they were, and what was deleted of them. */
export async function logStructure(
  executor: Executor,
  baseId: string,
  caller: Pick<Caller, 'userId' | 'source'>,
  { kept = [], ...traces }: Pick<StructureTraces, 'notes'> & Partial<StructureTraces>,
): Promise<number> {
  const run = runText(executor);
  const seq = await logNotes(executor, baseId, caller, traces);
  await executor.rows(noteStructureStatement(baseId, seq));
  await run(numberKept(baseId), [seq]);
  // One item an entry: the entry's number is what a restore names.
  for (const item of kept) {
    await run(
      `INSERT INTO ${stateTable(baseId, 'trash')} (seq, kind, name, table_id, actor, kept) VALUES ($1, $2, $3, $4, $5, $6)`,
      [seq, item.kind, item.name, item.tableId, caller.userId, JSON.stringify(item.kept)],
    );
    for (const { id, next_number } of item.kept.tables)
      await run(keepCounter(baseId), [seq, id, next_number]);
  }
  return seq;
}

/**
 * Runs `work` in one transaction behind the base's gate, with the base loaded after that was passed, so that names and
 * references are judged on what holds. `work` may run several times; tables come first in it, rows after them.
 * Permission is checked first. One log entry, unless nothing was changed; published after commit.
 */
export async function loggedChange<T>(
  dependencies: StructureDependencies,
  caller: Caller,
  baseId: string,
  level: PermissionLevel,
  work: (draft: StructureDraft) => Promise<T>,
): Promise<{ result: T; seq: number }> {
  const logged = await atGate(dependencies, caller, baseId, async (executor) => {
    const { model } = await loadBaseAs(executor, caller, baseId, level);
    const size = await structureSize(executor, baseId);
    const { draft, traces } = draftOf(executor, model, caller);
    const done = await work(draft).catch((error: unknown) => tellRepeated(error, model));
    await forgetReworked(draft, traces);
    await requireStructureSize(executor, baseId, size);
    await settleStamps(executor, baseId);
    const isNothing = Object.values(traces).every((list: unknown[]) => list.length === 0);
    const seq = isNothing
      ? await headSeq(runText(executor), baseId)
      : await logStructure(executor, baseId, caller, traces);
    return { result: done, seq };
  });
  dependencies.feed.publish({ baseId, seq: logged.seq });
  return logged;
}

/** The same, of whose entry nobody asks. */
export const changeStructure = async <T>(...change: Parameters<typeof loggedChange<T>>): Promise<T> =>
  (await loggedChange(...change)).result;
