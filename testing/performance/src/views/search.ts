import assert from 'node:assert/strict';
import type { Caller } from '@pyairtable/core';
import { Store } from '@pyairtable/store-postgres';
import { MIGRATION_SETS, migrate, startPostgres } from '@pyairtable/testkit';
import pg from 'pg';
import { createSearchBase, type SearchBase } from './search-base';
import { at, times } from './timing';

const number = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const ROWS = number('ROWS', 100_000);
const SAMPLES = number('SAMPLES', 25);
const MOST_MS = 150;
/** What is sought, and what it stands for. */
const SOUGHT = [
  ['a rare word', 'kestrel 77'],
  ['a word of every row', 'lorem'],
  ['digits', '4711'],
  ['a choice', 'waiting'],
  ['a linked record', 'supplier 42'],
  ['nothing', 'nowhere'],
] as const;

async function matches(store: Store, caller: Caller, base: SearchBase, query: string, view: string) {
  const to = { timeZone: 'Europe/Vienna', locale: 'en' };
  const answer = await store.search.view(caller, base.id, base.table, {
    query,
    view,
    after: null,
    limit: 200,
    to,
  });
  return JSON.parse(answer) as { total: number };
}

/**
 * Search over ROWS (100000) records with eleven fields shown, through the store, as ratio to a scan by hand that looks into the
 * same columns as they are stored. SAMPLES (25) changes how often each is asked.
 */
export async function search(): Promise<void> {
  const server = await startPostgres();
  try {
    for (const set of MIGRATION_SETS) await migrate(server.url, set);
    const store = new Store({ url: server.url });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('SET max_parallel_workers_per_gather = 0; SET jit = off');
    const { caller, base } = await createSearchBase(store, client, ROWS);
    console.log(`${'search'.padEnd(44)}    rows    p50 ms    p95 ms   by hand     ratio`);
    for (const [name, view] of [
      ['as made', base.plain],
      ['sorted', base.sorted],
    ] as const)
      for (const [what, query] of SOUGHT) {
        const [{ total }, byHand] = [
          await matches(store, caller, base, query, view),
          await base.byHand(query),
        ];
        if (name === 'as made') assert.equal(total, byHand, query);
        const own = await times(SAMPLES, () => matches(store, caller, base, query, view));
        const other = at(await times(SAMPLES, () => base.byHand(query)), 0.5);
        const met = at(own, 0.95) <= MOST_MS ? 'met' : 'NOT met';
        const columns = [at(own, 0.5), at(own, 0.95), other, at(own, 0.5) / other];
        console.log(
          `${`${what}, ${name}`.padEnd(44)}${String(total).padStart(8)}${columns.map((value) => value.toFixed(1).padStart(10)).join('')}  p95 ≤ ${MOST_MS} ms: ${met}`,
        );
      }
    await client.end();
    await store.close();
  } finally {
    await server.stop();
  }
}
