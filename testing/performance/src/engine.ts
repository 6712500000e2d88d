/**
 * `npm run bench -- engine`: computed cells through the store, as ratio to hand-written SQL of the same meaning on the
 * same rows in the same run. ROWS (100000) and SAMPLES (25) change its size.
 */
import { performance } from 'node:perf_hooks';
import type { Caller } from '@pyairtable/core';
import { MIGRATION_SETS, migrate, startPostgres } from '@pyairtable/testkit';
import { Store } from '@pyairtable/store-postgres';
import pg from 'pg';
import { COMPARISONS, type Comparison } from './engine/comparisons';
import { createEngineBase, type EngineBase, fillEngineBase } from './engine/engine-base';
import { shapes } from './engine/shapes';
import { relink, relinkByHand, RELINKED } from './engine/relink';

const ROWS = Number(process.env['ROWS'] ?? 100_000);
const SAMPLES = Number(process.env['SAMPLES'] ?? 25);

interface Times {
  p50: number;
  p95: number;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Both by turns, so that what disturbs the machine disturbs both. */
async function compare(
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
  samples = SAMPLES,
): Promise<[Times, Times]> {
  const times: [number[], number[]] = [[], []];
  for (let round = -2; round < samples; round++) {
    for (const [side, run] of [ours, theirs].entries()) {
      const start = performance.now();
      await run();
      if (round >= 0) times[side as 0 | 1].push(performance.now() - start);
    }
  }
  const summary = (list: number[]): Times => {
    const sorted = list.sort((a, b) => a - b);
    return { p50: at(sorted, 0.5), p95: at(sorted, 0.95) };
  };
  return [summary(times[0]), summary(times[1])];
}

function line(
  { name, aim, most }: Pick<Comparison, 'name' | 'aim' | 'most'>,
  [ours, theirs]: [Times, Times],
): string {
  const ratio = ours.p50 / theirs.p50;
  const verdicts = [
    ...(aim === undefined ? [] : [`≤ ${aim}: ${ratio <= aim ? 'met' : 'NOT met'}`]),
    ...(most === undefined ? [] : [`p95 ≤ ${most} ms: ${ours.p95 <= most ? 'met' : 'NOT met'}`]),
  ];
  return [
    name.padEnd(46),
    ours.p50.toFixed(1).padStart(9),
    ours.p95.toFixed(1).padStart(9),
    theirs.p50.toFixed(1).padStart(9),
    ratio.toFixed(2).padStart(7),
    `  ${verdicts.join(', ')}`,
  ].join(' ');
}

async function run(store: Store, caller: Caller, base: EngineBase, client: pg.Client): Promise<void> {
  console.log(
    `${'work'.padEnd(46)} ${'p50 ms'.padStart(9)} ${'p95 ms'.padStart(9)} ${'by hand'.padStart(9)} ${'ratio'.padStart(7)}`,
  );
  for (const comparison of COMPARISONS) {
    const ours = () => comparison.ours(store, caller, base);
    const theirs = async () => (await client.query(comparison.byHand(base))).rows;
    await comparison.check?.(await ours(), await theirs());
    console.log(line(comparison, await compare(ours, theirs)));
  }
}

/** Every round links the hosts to other sources; what depends on them is read right afterwards, and checked. */
async function runRelink(store: Store, caller: Caller, base: EngineBase, client: pg.Client): Promise<void> {
  const sources = Math.max(1, Math.floor(ROWS / 10));
  let round = 0;
  const times = await compare(
    () => relink(store, caller, base, round++, sources),
    () => relinkByHand(client, base, round++, sources),
    3,
  );
  console.log(line({ name: `relink ${RELINKED} rows, read all that depends` }, times));
}

/** A formula field over all rows, from the request to the answer. */
async function runNewFormula(store: Store, caller: Caller, base: EngineBase): Promise<void> {
  const start = performance.now();
  const options = { formula: '{A} * {B} + {C}' };
  await store.structure.createField(caller, base.id, base.hosts, { name: 'Total', type: 'formula', options });
  console.log(`a formula added to ${ROWS} rows${(performance.now() - start).toFixed(1).padStart(21)}`);
}

const server = await startPostgres();
try {
  for (const set of MIGRATION_SETS) await migrate(server.url, set);
  const store = new Store({ url: server.url });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('SET max_parallel_workers_per_gather = 0; SET jit = off');
  const { caller, workspaceId, base } = await createEngineBase(store);
  await fillEngineBase(client, base, ROWS);
  await run(store, caller, base, client);
  await runNewFormula(store, caller, base);
  await runRelink(store, caller, base, client);
  await shapes({ store, caller, workspaceId, client, samples: SAMPLES }, Math.min(ROWS, 10_000));
  await client.end();
  await store.close();
} finally {
  await server.stop();
}
