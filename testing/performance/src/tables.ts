/**
 * `npm run bench -- tables`: a table of twenty mixed fields through the gateway, as ratio to plain SQL on the same
 * PostgreSQL in the same run. RECORDS (1000,5000,10000) of them are made, written anew, cleared, deleted, brought back and
 * read. Then a table of ROWS (50000) is deleted, restored and copied, one of its link fields duplicated, and a base of three
 * tables of 10,000 imported, SAMPLES (10) times each.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSystem } from '@pyairtable/integration';
import pg from 'pg';
import { agent, databaseUrl, demoUserId, json, loadOfMachine, makeToken, operatorOf } from './ask-system';
import { send, type Target } from './load';
import { MixedByHand } from './tables/mixed-by-hand';
import { MIXED_FIELDS, mixedRecord } from './tables/mixed-fields';
import { MixedThroughGateway } from './tables/mixed-through-gateway';
import { at, ms, say, timed, times } from './views/timing';

const RECORDS = (process.env['RECORDS'] ?? '1000,5000,10000').split(',').map(Number);
const ROWS = Number(process.env['ROWS'] ?? 50_000);
const SAMPLES = Number(process.env['SAMPLES'] ?? 10);
const IMPORTED = { tables: 3, records: 10_000 };
const CLEARED = ['Notes', 'Status', 'Tags', 'Amount', 'Due Date'];

const range = (count: number, first = 0) => Array.from({ length: count }, (_, index) => first + index);
const compared = (name: string, ours: number, byHand: number) =>
  say(name, ms(ours), ms(byHand), (ours / byHand).toFixed(2).padStart(10));

/** W1: everything that is done with many records at once. */
async function manyRecords(target: Target, baseId: string, client: pg.Client): Promise<void> {
  for (const count of RECORDS) {
    const byHand = await MixedByHand.make(client);
    const ours = await MixedThroughGateway.make(target, baseId, `Mixed ${count}`);
    const numbers = range(count, 1);
    const both = async (name: string, mine: () => Promise<unknown>, theirs: () => Promise<unknown>) => {
      const [own, result] = await timed(mine);
      const [other] = await timed(theirs);
      compared(`${name} ${count}`, own, other);
      return result;
    };
    await both(
      'create',
      () => ours.create(numbers),
      () => byHand.create(numbers),
    );
    await both(
      'write every cell of',
      () => ours.update(numbers, 1),
      () => byHand.update(numbers, 1),
    );
    await both(
      `clear ${CLEARED.length} cells of`,
      () => ours.clear(numbers, CLEARED),
      () => byHand.clear(numbers, CLEARED),
    );
    const seqs = (await both(
      'delete',
      () => ours.delete(numbers),
      () => byHand.delete(numbers),
    )) as number[];
    assert.equal(await ours.scan(), 0);
    await both(
      'undo the deletion of',
      () => ours.restore(seqs),
      () => byHand.restore(numbers),
    );
    const read = await both(
      'read all of',
      () => ours.scan(),
      () => byHand.scan(),
    );
    assert.equal(read, count);
  }
}

const p95 = (name: string, list: readonly number[], byHand?: readonly number[]) =>
  say(
    name,
    ms(at(list, 0.5)),
    ms(at(list, 0.95)),
    ...(byHand ? [ms(at(byHand, 0.5)), (at(list, 0.5) / at(byHand, 0.5)).toFixed(2).padStart(10)] : []),
  );

/** W12: a table as a whole. */
async function wholeTables(
  target: Target,
  operator: Target,
  owner: string,
  baseId: string,
  client: pg.Client,
): Promise<void> {
  const byHand = await MixedByHand.make(client);
  const ours = await MixedThroughGateway.make(target, baseId, 'Large');
  await byHand.create(range(ROWS));
  await ours.create(range(ROWS));
  const post = (path: string, body: object) =>
    json<{ id: string }>(target, { method: 'POST', path, body: JSON.stringify(body) });

  const tables = `/v1/bases/${baseId}/tables`;
  const deleted: number[] = [];
  const restored: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const [gone, answer] = await timed(() =>
      json<{ seq: number }>(target, { method: 'DELETE', path: `${tables}/${ours.tableId}` }),
    );
    const [back] = await timed(() => post(`/v1/bases/${baseId}/trash/${answer.seq}/restore`, {}));
    deleted.push(gone);
    restored.push(back);
  }
  assert.equal(await ours.scan(), ROWS);
  p95(`delete a table of ${ROWS}`, deleted);
  p95('restore it', restored);

  const link = await post(`${tables}/${ours.tableId}/fields`, {
    name: 'Next',
    type: 'multipleRecordLinks',
    options: { linkedTableId: ours.tableId },
  });
  for (let from = 0; from < ROWS; from += 1_000)
    await post(`/v1/bases/${baseId}/ops`, {
      id: `bench-links-${from}`,
      kind: 'records.update',
      tableId: ours.tableId,
      records: range(1_000, from).map((n) => ({
        id: ours.recordId(n),
        cells: { [link.id]: [ours.recordId((n + 1) % ROWS)] },
      })),
    });
  const fields = `${tables}/${ours.tableId}/fields`;
  const duplicated: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const [took, copy] = await timed(() => post(`${fields}/${link.id}/duplicate`, {}));
    duplicated.push(took);
    await send(agent, target, { method: 'DELETE', path: `${fields}/${copy.id}` });
  }
  p95(`duplicate a link field of ${ROWS}`, duplicated);

  const { seq } = await json<{ seq: number }>(target, { method: 'GET', path: `/v1/bases/${baseId}` });
  const copied = await times(Math.min(SAMPLES, 3), () =>
    post(`/v1/bases/${baseId}/copies`, { moment: { seq }, name: 'Copy' }),
  );
  const copiedByHand = await times(SAMPLES, () => byHand.copy());
  p95(`copy the base of ${ROWS}, links included`, copied, copiedByHand);

  const file = {
    name: 'Imported',
    workspace: 'Imported',
    tables: range(IMPORTED.tables).map((table) => ({
      name: `Table ${table}`,
      fields: MIXED_FIELDS,
      views: [{ name: 'Grid view', type: 'grid' }],
      records: range(IMPORTED.records).map(mixedRecord),
    })),
  };
  const body = JSON.stringify({ file, ownerId: owner, users: {} });
  const imported = await times(SAMPLES, () =>
    send(agent, operator, { method: 'POST', path: '/v1/admin/bases/import', body }),
  );
  const importedByHand = await times(SAMPLES, async () =>
    (await MixedByHand.make(client)).create(range(IMPORTED.tables * IMPORTED.records)),
  );
  p95(`import ${IMPORTED.tables} tables of ${IMPORTED.records}`, imported, importedByHand);
}

const folder = mkdtempSync(join(tmpdir(), 'pyairtable-bench-'));
try {
  const system = await startSystem({ home: folder });
  try {
    const client = new pg.Client({ connectionString: databaseUrl(system) });
    // The database may end under it where the benchmark fails: that is not the error to tell.
    client.on('error', () => undefined);
    await client.connect();
    const target: Target = {
      url: system.baseUrl,
      headers: { authorization: `Bearer ${await makeToken(system)}` },
    };
    const { id: workspaceId } = await json<{ id: string }>(target, {
      method: 'POST',
      path: '/v1/workspaces',
      body: JSON.stringify({ name: 'Bench' }),
    });
    const base = await json<{ id: string }>(target, {
      method: 'POST',
      path: '/v1/bases',
      body: JSON.stringify({ workspaceId, name: 'Tables' }),
    });
    say('work', '        ms   by hand     ratio');
    await manyRecords(target, base.id, client);
    say('\nwork', '    p50 ms    p95 ms   by hand     ratio');
    await wholeTables(target, operatorOf(system), await demoUserId(system), base.id, client);
    await client.end();
    console.log(loadOfMachine());
  } finally {
    await system.stop();
  }
} finally {
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
