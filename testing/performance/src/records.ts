/**
 * `npm run bench`: records through the gateway and straight to the api, as ratio to plain SQL over one HTTP hop in the
 * same run. RECORDS (100000), ROUNDS (3), ROUND_MS (3000) change its size.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startSystem, type RunningSystem } from '@pyairtable/integration';
import { readState, type Secrets } from '@pyairtable/runner';
import { clusterUrl } from '@pyairtable/testkit';
import { load, send, type Shot, type Target } from './load';
import { fillRawTable } from './raw-table';
import { HEADER, lines, type Measured } from './report';
import { FIELDS, sampleRecord } from './workload';

const COUNT = Number(process.env['RECORDS'] ?? 100_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const ROUND_MS = Number(process.env['ROUND_MS'] ?? 3_000);
const BASE = 'appBench000000001';
const TABLE = 'tblBench000000001';

interface Workload {
  name: string;
  clients: number;
  target?: number;
  raw(turn: number): Shot;
  ours(turn: number): Shot;
}

const agent = new Agent({ keepAlive: true });
/** Spread over the table, the same sequence in every run. */
const pick = (turn: number): number => (turn * 7_919 + 17) % COUNT;
const recordId = (number: number): string => `rec${String(number).padStart(14, '0')}`;
const rawId = (number: number): string => `raw${String(number).padStart(14, '0')}`;

async function json<T>(target: Target, shot: Shot): Promise<T> {
  return JSON.parse((await send(agent, target, shot)).text) as T;
}

async function makeToken(system: RunningSystem): Promise<string> {
  const operator: Target = {
    url: system.baseUrl,
    headers: { authorization: `Bearer ${system.operatorToken}` },
  };
  const { token } = await json<{ token: string }>(operator, {
    method: 'POST',
    path: '/v1/admin/tokens',
    body: JSON.stringify({ email: system.demo.email, name: 'benchmark' }),
  });
  return token;
}

/** Imports the benchmark's base, record ids given so that both sides can name any record. */
async function importBase(system: RunningSystem): Promise<void> {
  const operator: Target = {
    url: system.baseUrl,
    headers: { authorization: `Bearer ${system.operatorToken}` },
  };
  const { users } = await json<{ users: { id: string }[] }>(operator, {
    method: 'GET',
    path: `/v1/admin/users?email=${encodeURIComponent(system.demo.email)}`,
  });
  const records = Array.from({ length: COUNT }, (_, number) => ({
    id: recordId(number),
    ...sampleRecord(number),
  }));
  const file = {
    id: BASE,
    name: 'Benchmark',
    workspace: 'Benchmark',
    tables: [
      { id: TABLE, name: 'Records', fields: FIELDS, views: [{ name: 'Grid view', type: 'grid' }], records },
    ],
  };
  await send(agent, operator, {
    method: 'POST',
    path: '/v1/admin/bases/import',
    body: JSON.stringify({ file, ownerId: users[0]?.id, users: {} }),
  });
}

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

function workloads(offsets: readonly string[]): Workload[] {
  const batch = (turn: number): unknown[] =>
    Array.from({ length: 10 }, (_, index) => sampleRecord(COUNT + turn * 10 + index));
  const list = {
    raw: (turn: number): Shot => ({ method: 'GET', path: `/list/${((turn % offsets.length) + 1) * 100}` }),
    ours: (turn: number): Shot => ({
      method: 'GET',
      path: `/v0/${BASE}/${TABLE}?offset=${encodeURIComponent(offsets[turn % offsets.length] as string)}`,
    }),
    target: 0.6,
  };
  // Values of its own for each run: a write of what is there already would be another measurement.
  const patch = (clients: number) => ({
    raw: (turn: number): Shot => ({
      method: 'PATCH',
      path: `/patch/${rawId(pick(turn))}`,
      body: JSON.stringify({ value: clients * 1_000_000 + turn }),
    }),
    ours: (turn: number): Shot => ({
      method: 'PATCH',
      path: `/v0/${BASE}/${TABLE}/${recordId(pick(turn))}`,
      body: JSON.stringify({ fields: { Quantity: clients * 1_000_000 + turn } }),
    }),
    target: 0.4,
  });
  const read = {
    raw: (turn: number): Shot => ({ method: 'GET', path: `/read/${rawId(pick(turn))}` }),
    ours: (turn: number): Shot => ({ method: 'GET', path: `/v0/${BASE}/${TABLE}/${recordId(pick(turn))}` }),
    target: 0.5,
  };
  const create = {
    raw: (turn: number): Shot => ({ method: 'POST', path: '/create', body: JSON.stringify(batch(turn)) }),
    ours: (turn: number): Shot => ({
      method: 'POST',
      path: `/v0/${BASE}/${TABLE}`,
      body: JSON.stringify({ records: batch(turn).map((fields) => ({ fields })) }),
    }),
  };
  return [1, 8].flatMap((clients) => [
    { name: `list page of 100, ${clients} at once`, clients, ...list },
    { name: `read one record, ${clients} at once`, clients, ...read },
    { name: `PATCH one cell, ${clients} at once`, clients, ...patch(clients) },
    { name: `create 10, ${clients} at once`, clients, ...create },
  ]);
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

/** Connection string of the owner of the system's embedded database. */
function ownerUrl(system: RunningSystem): string {
  const secrets = JSON.parse(readFileSync(system.home.secrets, 'utf8')) as Secrets;
  const port = readState(system.home)?.postgres?.port;
  if (port === undefined) throw new Error('The benchmark needs the embedded PostgreSQL.');
  return clusterUrl(port, secrets.postgres, 'pyairtable');
}

async function startRawServer(databaseUrl: string): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'raw-server.ts')], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill('SIGTERM') };
}

/** Runs every workload on each side and prints a line for each. */
async function measure(system: RunningSystem): Promise<void> {
  const databaseUrl = ownerUrl(system);
  console.log(`preparing ${COUNT} records on each side`);
  await fillRawTable(databaseUrl, COUNT);
  await importBase(system);
  const token = await makeToken(system);
  const gateway: Target = { url: system.baseUrl, headers: { authorization: `Bearer ${token}` } };
  const raw = await startRawServer(databaseUrl);
  const offsets = await pageOffsets(gateway, 100);
  console.log(`\n${HEADER}`);
  for (const { name, clients, target, raw: rawShot, ours } of workloads(offsets)) {
    const sides: Measured[] = (['raw', 'api', 'gateway'] as const).map((side) => ({ side, rounds: [] }));
    // One warm-up, then the sides take turns, so that a slow moment of the machine hits all of them.
    for (let round = 0; round <= ROUNDS; round++)
      for (const { side, rounds } of sides) {
        const on =
          side === 'raw'
            ? { url: raw.url, headers: {} }
            : side === 'api'
              ? await apiTarget(system, token)
              : gateway;
        const result = await load(
          on,
          clients,
          round === 0 ? 1_000 : ROUND_MS,
          side === 'raw' ? rawShot : ours,
        );
        if (round > 0) rounds.push(result);
      }
    for (const line of lines(name, sides, target)) console.log(line);
  }
  raw.stop();
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
