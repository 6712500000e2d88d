import { suiteSeed } from '@pyairtable/testkit';
import { ApiHarness, type Client } from '../testing/api-harness';
import { Chapter } from '../testing/oracle/chapter';
import { Engine } from '../testing/oracle/engine';
import { shrink } from '../testing/oracle/shrink';
import type { Line } from '../testing/oracle/steps';

const SEQUENCES = Number(process.env['ORACLE_SEQUENCES'] ?? (process.env['SOAK'] ? 20_000 : 2_000));
const SEED = suiteSeed('ORACLE_SEED');
/** Sequences that one base goes through, one after the other. */
const PER_BASE = 10;
/** Bases at a time: while one awaits the database, the other works out what it should say. */
const AT_ONCE = 2;
/** Of so many bases one is open in a browser meanwhile. */
const ONE_SHOWN_OF = 8;
/** How long a failure may be cut down. */
const SHRINK_MS = 120_000;

let api: ApiHarness;
let mia: Client;
const others: string[] = [];

beforeAll(async () => {
  api = await ApiHarness.start();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  mia = await api.client({ name: 'Mia Öz' });
  for (const name of ['Zoë', 'adam 10', 'adam 2']) {
    const other = await api.client({ name });
    // A first request makes a person known.
    await other.get('/v1/workspaces');
    others.push(other.userId);
  }
});
afterAll(() => api?.stop());

const engine = () => new Engine(api, mia, others);

const told = (lines: readonly Line[]): string => lines.map((line) => JSON.stringify(line)).join('\n');

/** The failure with what leads to it, cut down to what it takes. */
async function explained(error: unknown, lines: readonly Line[], seed: number): Promise<Error> {
  const shortest = await shrink(engine, lines, SHRINK_MS);
  const again = `${process.env['SOAK'] ? 'SOAK=1 ' : ''}ORACLE_SEED=${seed} ORACLE_SEQUENCES=${PER_BASE}`;
  const { message } = (shortest?.error ?? error) as Error;
  return new Error(`${message}\n\n${again}\n${told(shortest?.lines ?? lines)}`, { cause: error });
}

it(
  `reads of random bases, after each of random changes, what a plain model works out (${SEQUENCES} sequences from seed ${SEED})`,
  { timeout: 36_000_000 },
  async () => {
    const seeds = Array.from({ length: Math.ceil(SEQUENCES / PER_BASE) }, (_, at) => SEED + at);
    const run = async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        const made = engine();
        const chapter = new Chapter(made, seed, seed % ONE_SHOWN_OF === 0);
        try {
          await chapter.open();
          for (let count = 0; count < PER_BASE; count++) await chapter.sequence();
        } catch (error) {
          seeds.length = 0;
          throw await explained(error, chapter.lines, seed);
        } finally {
          made.window?.close();
        }
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, run));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  },
);
