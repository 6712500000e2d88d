import type { Caller } from '@pyairtable/core';
import type { Executor } from '../connection/database';
import { stateTable } from '../sql/identifiers';
import { logStructure, runText } from '../structure/change-structure';
import { hideLife, swapSchemas } from './lives';

/** Ops of the former life that may come once more: their answers were lost, or wait in a browser. */
const OPS_KNOWN = 10_000;

interface SnapshotRow {
  seq: number;
  at: string;
  name: string;
  actor: string | null;
  made_at: string;
}

/**
 * Lets the base `baseId` become its copy `copyId`, behind the gate: their schemas change places, so that all that names the base
 * finds the copy, and the copy's id names what the base was. The log goes on behind a gap, after which open windows read all
 * anew. Whoever has planned a write for the base as it was finds another version under the lock of its head.
 * Answers the number of the entry that says so.
 */
export async function becomeCopy(
  executor: Executor,
  caller: Pick<Caller, 'userId' | 'source'>,
  { baseId, copyId, seq: restored }: { baseId: string; copyId: string; seq: number },
): Promise<number> {
  const run = runText(executor);
  const note = { action: 'base.broughtBack', before: { seq: restored } };
  // Takes the head's lock: writers of the former life are through, or will find this version.
  const until = await logStructure(executor, baseId, caller, { notes: [note] });
  const [head] = await run<{ version: number; from: number }>(
    `SELECT schema_version AS version, kept_from AS from FROM ${stateTable(baseId, 'head')} WHERE one`,
  );
  const snapshots = await run<SnapshotRow>(
    `SELECT seq, at, name, actor, made_at FROM ${stateTable(baseId, 'snapshot')} ORDER BY id`,
  );
  const ops = await run<{ op_id: string; actor: string; seq: number }>(
    `SELECT op_id, actor, seq FROM ${stateTable(baseId, 'change')}
      WHERE op_id IS NOT NULL AND at > now() - interval '30 days' AND actor IS NOT NULL ORDER BY seq DESC LIMIT ${OPS_KNOWN}`,
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
  await run(
    `INSERT INTO ${stateTable(baseId, 'snapshot')} (seq, at, name, actor, made_at)
      SELECT seq, at, name, actor, made_at FROM jsonb_populate_recordset(NULL::${stateTable(baseId, 'snapshot')}, $1::jsonb)`,
    [JSON.stringify(snapshots)],
  );
  await run(
    `INSERT INTO ${stateTable(baseId, 'idle_op')} (op_id, actor, seq, record_ids)
      SELECT o.op_id, o.actor, o.seq, '{}' FROM jsonb_to_recordset($1::jsonb) AS o(op_id text, actor text, seq bigint)`,
    [JSON.stringify(ops)],
  );
  return seq;
}
