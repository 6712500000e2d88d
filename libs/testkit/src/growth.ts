import { readFileSync } from 'node:fs';
import type pg from 'pg';

/** Units at which a call is timed: ten times as many may take ten times as long, not a hundred times. */
const FEW = 4_000;
const MANY = 40_000;
/** Units that tell a step, such as a second look at long values, from growth: twice as long when linear, four times when quadratic. */
const TWICE = 2 * MANY;
const MOST_OF_TWICE = 3;
/** All sizes that are asked for. */
export const GROWTH_UNITS = [FEW, MANY, TWICE] as const;
/** Between linear (10) and quadratic (100), with room for caches and allocations. */
const MOST = 25;
/** Milliseconds that are within reach of noise, and those no linear call comes near. */
const QUICK = 12;
const ENDLESS = 2_000;
const TRIES = 5;

/** Milliseconds that somebody has worked since some moment; of the processor where it can be known, else of the clock. */
export type Clock = () => number;

/** The processor time of this process. */
export const ownClock: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** The processor time of the connection's server process, as Linux counts it: other work of the machine is left out. */
export async function serverClock(client: pg.Client): Promise<Clock> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const file = `/proc/${rows[0]?.pid}/schedstat`;
  const read = (): number => Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6;
  try {
    if (read() > 0) return read;
  } catch {
    // Another system.
  }
  return () => performance.now();
}

/**
 * What is wrong with the growth of a call from 4,000 to 40,000 units, or undefined; in doubt 80,000 are asked for too. The best of several times counts,
 * and a call is tried again only while its times look bad.
 */
export async function faultOfGrowth(
  run: (units: number) => unknown,
  clock: Clock,
): Promise<string | undefined> {
  let few = Infinity;
  let many = Infinity;
  const time = async (units: number): Promise<number> => {
    const start = clock();
    await run(units);
    return clock() - start;
  };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    many = Math.min(many, await time(MANY));
    if (many < QUICK) return undefined;
    few = Math.min(few, await time(FEW));
    if (many <= few * MOST) return undefined;
    if (many > ENDLESS) break;
  }
  let twice = Infinity;
  for (let attempt = 0; attempt < TRIES && many <= ENDLESS; attempt++) {
    twice = Math.min(twice, await time(TWICE));
    if (twice <= many * MOST_OF_TWICE) return undefined;
  }
  return `${few.toFixed(1)} ms for ${FEW} units, ${many.toFixed(0)} ms for ${MANY}, ${twice.toFixed(0)} ms for ${TWICE}`;
}
