import type { BroughtBack } from '@pyairtable/contracts';
import type { Caller } from '@pyairtable/core';
import type { Executor } from '../connection/database';
import { stateTable } from '../sql/identifiers';
import { logStructure, runText, type StructureDraft } from '../structure/change-structure';
import { lastEntryBy } from './last-entry';
import { hideLife, swapSchemas } from './lives';

type Run = StructureDraft['run'];

/** Longer than edits wait in a browser that is away, or for a lost answer. */
const OPS_KNOWN = `interval '30 days'`;

/**
 * Lets the base `baseId` become its copy `copyId`, behind the gate: their schemas change places, so that all that names the base
 * finds the copy, and the copy's id names what the base was. The log goes on behind a gap, after which open windows read all
 * anew. Whoever has planned a write for the base as it was finds another version under the lock of its head.
 * Answers the number of the entry that says so, and of the last before.
 */
export async function becomeCopy(
  executor: Executor,
  caller: Pick<Caller, 'userId' | 'source'>,
  { baseId, copyId, ...restored }: { baseId: string; copyId: string; seq: number; at: string | null },
): Promise<BroughtBack> {
  const run = runText(executor);
  const note = { action: 'base.broughtBack', before: restored };
  // Takes the head's lock: writers of the former life are through, or will find this version.
  const until = await logStructure(executor, baseId, caller, { notes: [note] });
  const [head] = await run<{ version: number; from: number }>(
    `SELECT schema_version AS version, kept_from AS from FROM ${stateTable(baseId, 'head')} WHERE one`,
  );
  await swapSchemas(run, baseId, copyId);
  await hideLife(run, copyId, baseId, { from: head?.from ?? until, until });
  const seq = until + 2;
  const version = (head?.version ?? 0) + 1;
  const changes = [{ kind: 'schema', schemaVersion: version, ...note }];
  await run(`UPDATE ${stateTable(baseId, 'head')} SET seq = $1, kept_from = $1, schema_version = $2`, [
    seq,
    version,
  ]);
  await run(`UPDATE ${stateTable(baseId, 'past_structure')} SET since = $1`, [seq]);
  await run(`UPDATE ${stateTable(baseId, 'change')} SET seq = $1, at = now(), changes = $2`, [
    seq,
    JSON.stringify(changes),
  ]);
  await carrySnapshots(run, copyId, baseId);
  await carryOps(run, copyId, baseId);
  return { seq, before: until - 1 };
}

/** Snapshots keep their ids, and none is given again. */
async function carrySnapshots(run: Run, from: string, to: string): Promise<void> {
  const [theirs, ours] = [stateTable(from, 'snapshot'), stateTable(to, 'snapshot')];
  const columns = 'id, seq, at, name, actor, made_at';
  await run(`INSERT INTO ${ours} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${theirs}`);
  await run(
    `SELECT setval(pg_get_serial_sequence($1, 'id'), nextval(pg_get_serial_sequence($2, 'id')), false)`,
    [ours, theirs],
  );
}

/**
 * Ops that were carried out are known to the new life, so that none is done twice. One that has an entry names no records: what it
 * did is read from that when it is sent again (`changesOfFormer`).
 */
async function carryOps(run: Run, from: string, to: string): Promise<void> {
  const old = lastEntryBy(from, `(now() - ${OPS_KNOWN})`);
  await run(
    `INSERT INTO ${stateTable(to, 'idle_op')} (op_id, actor, seq, record_ids, done_at)
      SELECT c.op_id, c.actor, c.seq, '{}', c.at FROM ${stateTable(from, 'change')} c
        WHERE c.op_id IS NOT NULL AND c.actor IS NOT NULL AND c.seq > coalesce(${old}, 0)
      UNION ALL SELECT o.op_id, o.actor, o.seq, o.record_ids, o.done_at FROM ${stateTable(from, 'idle_op')} o
      ON CONFLICT (op_id) DO NOTHING`,
  );
}
