import assert from 'node:assert/strict';
import { MIGRATION_SETS, migrate, startPostgres } from '@pyairtable/testkit';
import { Store } from '@pyairtable/store-postgres';
import pg from 'pg';
import { deleteAndUndo } from './bulk-delete';
import { windowByHand, windowIds } from './comparisons';
import { at, ms, say, timed, times } from './timing';
import { createViewsBase, fillViewsBase } from './views-base';
import { watchWrites } from './watched-writes';

const number = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const ROWS = number('ROWS', 1_000_000);
const SAMPLES = number('SAMPLES', 25);
const SECONDS = number('SECONDS', 20);
const DELETED = Math.min(number('DELETED', 100_000), ROWS / 2);
const BY_HAND = 3;

/**
 * A view of very many rows through the store, as ratio to hand-written SQL of the same meaning on the same rows in the same
 * run. ROWS (1000000), SAMPLES (25), SECONDS (20) and DELETED (100000) change its size.
 */
export async function largeViews(): Promise<void> {
  const server = await startPostgres();
  try {
    for (const set of MIGRATION_SETS) await migrate(server.url, set);
    const store = new Store({ url: server.url });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('SET max_parallel_workers_per_gather = 0; SET jit = off');
    const { caller, base } = await createViewsBase(store);
    await fillViewsBase(client, base, ROWS);

    say('work', '    p50 ms    p95 ms   by hand     ratio');
    const [sorting] = await timed(() => windowIds(store, caller, base, ROWS / 2));
    const [byHand] = await timed(() => windowByHand(client, base, ROWS / 2));
    say(
      'sorted by a rollup for the first time',
      ms(sorting),
      ' '.repeat(10),
      ms(byHand),
      ms(sorting / byHand),
    );
    for (const start of [0, ROWS / 2]) {
      const [ours, theirs] = [
        await windowIds(store, caller, base, start),
        await windowByHand(client, base, start),
      ];
      assert.deepEqual(ours, theirs);
      const own = await times(SAMPLES, () => windowIds(store, caller, base, start));
      const other = at(await times(BY_HAND, () => windowByHand(client, base, start)), 0.5);
      const met = at(own, 0.95) <= 60 ? 'met' : 'NOT met';
      say(
        `sorted by a rollup, rows from ${start}`,
        ms(at(own, 0.5)),
        ms(at(own, 0.95)),
        ms(other),
        ms(at(own, 0.5) / other),
        `  p95 ≤ 60 ms: ${met}`,
      );
    }

    const { writes, windows, share } = await watchWrites(store, caller, base, ROWS, SECONDS);
    say(`watched under ${writes} writes in ${SECONDS} s`, ms(at(windows, 0.5)), ms(at(windows, 0.95)));
    say(
      '  of the time spent in windows',
      `${(share * 100).toFixed(0).padStart(9)} %  ≤ 50: ${share <= 0.5 ? 'met' : 'NOT met'}`,
    );
    assert.deepEqual(
      await windowIds(store, caller, base, ROWS / 2),
      await windowByHand(client, base, ROWS / 2),
    );

    const bulk = await deleteAndUndo(store, caller, base, DELETED);
    say(`ids of ${DELETED} sorted rows`, ms(bulk.ids));
    say(
      `deleted, ${bulk.left} left`,
      ms(bulk.deleted),
      `  ≤ 20 s: ${bulk.deleted <= 20_000 ? 'met' : 'NOT met'}`,
    );
    say(
      `undone, ${bulk.missing} missing`,
      ms(bulk.undone),
      `  ≤ 20 s: ${bulk.undone <= 20_000 ? 'met' : 'NOT met'}`,
    );
    await client.end();
    await store.close();
  } finally {
    await server.stop();
  }
}
