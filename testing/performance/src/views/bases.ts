import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSystem, type RunningSystem } from '@pyairtable/integration';
import { Store } from '@pyairtable/store-postgres';
import { databaseUrl, demoUserId, loadOfMachine, makeToken, memoryOf } from '../ask-system';
import { load } from '../load';

const BASES = Number(process.env['BASES'] ?? 10_000);
/** Bases made at the same time. */
const AT_ONCE = 4;
const QUIET_MS = 20_000;

interface Made {
  baseIds: string[];
  /** Milliseconds that a base took: the first hundred, and the last. */
  first: number;
  last: number;
}

const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length;

/** Bases of one table, made as the api makes them. */
async function makeBases(system: RunningSystem): Promise<Made> {
  const store = new Store({ url: databaseUrl(system, 'pyairtable_api') });
  const caller = {
    userId: await demoUserId(system),
    resources: null,
    scopes: [],
    source: 'publicApi',
  } as const;
  const { id: workspaceId } = await store.workspaces.create(caller, 'Many');
  const fields = [
    { name: 'Name', type: 'singleLineText' },
    { name: 'Count', type: 'number', options: { precision: 0 } },
  ];
  const baseIds: string[] = [];
  const times: number[] = [];
  const make = async (): Promise<void> => {
    while (times.length + AT_ONCE <= BASES) {
      const start = performance.now();
      const name = `Base ${times.length}`;
      baseIds.push(
        await store.structure.createBase(caller, { workspaceId, name, tables: [{ name: 'Table', fields }] }),
      );
      times.push((performance.now() - start) / AT_ONCE);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, make));
  await store.close();
  return { baseIds, first: mean(times.slice(0, 100)), last: mean(times.slice(-100)) };
}

/** Processes of the system's PostgreSQL: the first, and all that it started. */
function postgresPids(system: RunningSystem): number[] {
  const pid = system.postgresPid;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  return [pid, ...children];
}

/** MiB of a process's own: what the sessions of PostgreSQL share is not counted for each. */
function ownMemory(pid: number): number {
  const [, kibibytes] = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1_024;
}

/** Milliseconds of the processor that a process has had. */
function processorMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'),
  );
  return threads.reduce((sum, stat) => sum + Number(stat.split(' ')[0]) / 1e6, 0);
}

function printMemory(system: RunningSystem, when: string): void {
  const api = memoryOf(system.services['api'] as number).now;
  const sessions = postgresPids(system).reduce((sum, pid) => sum + ownMemory(pid), 0);
  console.log(
    `memory ${when}: api ${api} MiB, PostgreSQL's processes ${Math.round(sessions)} MiB of their own`,
  );
}

/** Starts the system again, and tells how long that took. */
async function startTimed(home: string, what: string, aim?: number): Promise<RunningSystem> {
  const start = performance.now();
  const system = await startSystem({ home });
  const seconds = (performance.now() - start) / 1_000;
  const verdict = aim === undefined ? '' : `  (≤ ${aim}: ${seconds <= aim ? 'met' : 'NOT met'})`;
  console.log(`start ${what}`.padEnd(46), seconds.toFixed(1).padStart(9), 's', verdict);
  return system;
}

/** The first page of every base, through the gateway. */
async function readAll(system: RunningSystem, baseIds: readonly string[]): Promise<void> {
  const target = { url: system.baseUrl, headers: { authorization: `Bearer ${await makeToken(system)}` } };
  const { p50, p95, requests } = await load(
    target,
    8,
    Infinity,
    (turn) => ({
      method: 'GET',
      path: `/v0/${baseIds[turn]}/Table`,
    }),
    baseIds.length,
  );
  console.log(
    `first page of each of ${requests} bases, 8 at once: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
  );
}

/** What the system takes of a core while nobody asks it for anything. */
async function printQuiet(system: RunningSystem): Promise<void> {
  // A session that ends meanwhile takes its account along: those are counted that are there before and after.
  const pids = [system.services['api'] as number, ...postgresPids(system)];
  const before = new Map(pids.map((pid) => [pid, processorMs(pid)]));
  await sleep(QUIET_MS);
  const there = new Set([system.services['api'] as number, ...postgresPids(system)]);
  const spent = pids
    .filter((pid) => there.has(pid))
    .reduce((sum, pid) => sum + processorMs(pid) - (before.get(pid) ?? 0), 0);
  const share = (spent / QUIET_MS) * 100;
  console.log(`api and PostgreSQL at rest: ${share.toFixed(2)} % of a core`);
}

/** BASES (10000) in one server: making them, the start with them, the memory once each has been read, and rest. */
export async function bases(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pyairtable-bench-'));
  try {
    // The first start of a home makes its database, and builds what is not built.
    await (await startSystem({ home })).stop();
    let system = await startTimed(home, 'with the sample bases');
    const { baseIds, first, last } = await makeBases(system);
    console.log(
      `${`make ${baseIds.length} bases, the last hundred against the first`.padEnd(46)} ${last.toFixed(1).padStart(9)} ms, ${first.toFixed(1)} ms, ratio ${(last / first).toFixed(2)}`,
    );
    await system.stop();
    system = await startTimed(home, `with ${baseIds.length} bases more`, 10);
    printMemory(system, 'after the start');
    await readAll(system, baseIds);
    printMemory(system, 'when each has been read');
    await readAll(system, baseIds);
    printMemory(system, 'when each has been read twice');
    await printQuiet(system);
    await system.stop();
    console.log(loadOfMachine());
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
