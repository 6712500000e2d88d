/**
 * `npm run bench`: records through the gateway and straight to the api, as ratio to plain SQL over one HTTP hop in the
 * same run. RECORDS (100000), ROUNDS (3), ROUND_MS (3000) change its size.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSystem, type RunningSystem } from '@pyairtable/integration';
import { readState } from '@pyairtable/runner';
import { agent, databaseUrl, json, loadOfMachine, makeToken, memoryOf } from './ask-system';
import { load, type LoadResult, send, type Shot, type Target } from './load';
import { startRawServer } from './raw-server-process';
import { fillRawTable } from './raw-table';
import { importSampleBase } from './records/sample-base';
import { type Prepared, BASE, recordId, TABLE, type Workload, workloads } from './records/workloads';
import { HEADER, lines, type Measured } from './report';
import { sampleRecord, type SampleRecord } from './workload';

const COUNT = Number(process.env['RECORDS'] ?? 100_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const ROUND_MS = Number(process.env['ROUND_MS'] ?? 3_000);
const WARM_UP_MS = 1_000;

/** The api without the gateway, asked with an identity token, which lives a minute. */
async function apiTarget(system: RunningSystem, credential: string): Promise<Target> {
  const { auth, api } = readState(system.home)?.services ?? {};
  const answer = await json<{ token: string }>(
    { url: auth?.url ?? '', headers: {} },
    { method: 'POST', path: '/internal/exchange', body: JSON.stringify({ credential }) },
  );
  return { url: api?.url ?? '', headers: { authorization: `Bearer ${answer.token}` } };
}

/** Offsets of the pages both sides read: keyset positions spread over the table. */
async function pageOffsets(target: Target, pages: number): Promise<string[]> {
  const offsets: string[] = [];
  let offset: string | undefined;
  for (let page = 0; page < pages; page++) {
    const query = offset ? `?offset=${encodeURIComponent(offset)}` : '';
    offset = (
      await json<{ offset?: string }>(target, { method: 'GET', path: `/v0/${BASE}/${TABLE}${query}` })
    ).offset;
    if (offset) offsets.push(offset);
  }
  return offsets;
}

/** Statements each kind of request sends, for small and large pages: the count must not change. */
async function printStatements(api: Target): Promise<void> {
  const shots: [string, Shot][] = [
    ['list, page of 1', { method: 'GET', path: `/v0/${BASE}/${TABLE}?pageSize=1` }],
    ['list, page of 100', { method: 'GET', path: `/v0/${BASE}/${TABLE}?pageSize=100` }],
    ['list, one field', { method: 'GET', path: `/v0/${BASE}/${TABLE}?fields[]=Title` }],
    ['read one record', { method: 'GET', path: `/v0/${BASE}/${TABLE}/${recordId(1)}` }],
    [
      'PATCH one cell',
      { method: 'PATCH', path: `/v0/${BASE}/${TABLE}/${recordId(1)}`, body: '{"fields":{"Quantity":1}}' },
    ],
    [
      'create 1',
      {
        method: 'POST',
        path: `/v0/${BASE}/${TABLE}`,
        body: JSON.stringify({ records: [{ fields: sampleRecord(1) }] }),
      },
    ],
    [
      'create 10',
      {
        method: 'POST',
        path: `/v0/${BASE}/${TABLE}`,
        body: JSON.stringify({
          records: Array.from({ length: 10 }, (_, n) => ({ fields: sampleRecord(n) })),
        }),
      },
    ],
  ];
  console.log('\nSQL statements per request');
  for (const [name, shot] of shots) {
    await send(agent, api, shot);
    const { headers } = await send(agent, api, shot);
    console.log(`${name.padEnd(26)} ${String(headers['x-sql-statements'] ?? 'not reported')}`);
  }
}

/** Cells of sample records as ops take them: by field id, choices by their ids. */
async function rawCells(target: Target): Promise<Prepared['rawCells']> {
  interface Shown {
    id: string;
    name: string;
    options?: { choices?: { id: string; name: string }[] };
  }
  const { tables } = await json<{ tables: { fields: Shown[] }[] }>(target, {
    method: 'GET',
    path: `/v0/meta/bases/${BASE}/tables`,
  });
  const fields = (tables[0]?.fields ?? []).map(({ id, name, options }) => {
    const choices = new Map(options?.choices?.map((choice) => [choice.name, choice.id]));
    const raw = (cell: unknown): unknown =>
      Array.isArray(cell) ? cell.map(raw) : (choices.get(cell as string) ?? cell);
    return { id, name: name as keyof SampleRecord, raw };
  });
  return (number) => {
    const sample = sampleRecord(number);
    return Object.fromEntries(
      fields.filter(({ name }) => name in sample).map(({ id, name, raw }) => [id, raw(sample[name])]),
    );
  };
}

/** What the processes of the system hold of the machine's memory, the most that each has held beside it. */
function printMemory(system: RunningSystem, when: string): void {
  const shown = Object.entries(system.services).map(([name, pid]) => {
    const { now, most } = memoryOf(pid);
    return `${name} ${now} (${most})`;
  });
  console.log(`memory ${when}, MiB now (at most): ${shown.join(', ')}`);
}

type Side = Measured['side'];

/** Runs a workload on each side and prints a line for each. */
async function compare(workload: Workload, targetOf: (side: Side) => Promise<Target>): Promise<void> {
  const sides = (['raw', 'api', 'gateway'] as const).map((side) => ({
    side,
    rounds: [] as LoadResult[],
    turn: 0,
  }));
  // One warm-up, then the sides take turns, so that a slow moment of the machine hits all of them.
  for (let round = 0; round <= ROUNDS; round++)
    for (const measured of sides) {
      const { side, rounds } = measured;
      const shot = side === 'raw' ? workload.raw : workload.ours;
      const result = await load(
        await targetOf(side),
        workload.clients,
        round === 0 ? Math.min(WARM_UP_MS, ROUND_MS) : ROUND_MS,
        // Not from the start in each round: cells that hold what is sent already would be another measurement.
        () => shot(measured.turn++),
      );
      if (round > 0) rounds.push(result);
    }
  for (const line of lines(workload, sides)) console.log(line);
}

async function measure(system: RunningSystem): Promise<void> {
  console.log(`preparing ${COUNT} records on each side; ${loadOfMachine()}`);
  await fillRawTable(databaseUrl(system), COUNT);
  await importSampleBase(system, COUNT);
  const token = await makeToken(system);
  const gateway: Target = { url: system.baseUrl, headers: { authorization: `Bearer ${token}` } };
  const raw = await startRawServer(databaseUrl(system));
  const targetOf = async (side: Side): Promise<Target> =>
    side === 'gateway' ? gateway : side === 'api' ? apiTarget(system, token) : { url: raw.url, headers: {} };
  const prepared: Prepared = {
    count: COUNT,
    offsets: await pageOffsets(gateway, 100),
    rawCells: await rawCells(gateway),
  };
  printMemory(system, 'before');
  console.log(`\n${HEADER}`);
  for (const workload of workloads(prepared)) await compare(workload, targetOf);
  raw.stop();
  printMemory(system, 'after all of it');
  console.log(loadOfMachine());
}

const folder = mkdtempSync(join(tmpdir(), 'pyairtable-bench-'));
const run = async (env: Record<string, string>, work: (system: RunningSystem) => Promise<void>) => {
  const system = await startSystem({ home: folder, env });
  try {
    await work(system);
  } finally {
    await system.stop();
  }
};
try {
  await run({}, measure);
  // Counting costs a little in each request, so it has a run of its own.
  await run({ SQL_COUNT_HEADER: 'true' }, async (system) =>
    printStatements(await apiTarget(system, await makeToken(system))),
  );
} finally {
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
