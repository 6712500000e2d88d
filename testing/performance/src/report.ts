import type { LoadResult } from './load';

export interface Measured {
  side: 'raw' | 'api' | 'gateway';
  rounds: readonly LoadResult[];
}

/** What is printed of a workload, and what its gateway is to reach: a share of raw, or so much a second. */
export interface Reported {
  name: string;
  clients: number;
  /** Records that each request makes, which are counted then. */
  records?: number;
  aim?: { ratio: number } | { perSecond: number };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A line per side: median of the rounds, and the ratio to the raw limit of the same run. */
export function lines({ name, clients, records = 1, aim }: Reported, sides: readonly Measured[]): string[] {
  const throughput = ({ rounds }: Measured): number =>
    median(rounds.map(({ perSecond }) => perSecond)) * records;
  const raw = sides.find(({ side }) => side === 'raw');
  const limit = raw ? throughput(raw) : 0;
  return sides.map((measured) => {
    const { rounds, side } = measured;
    const perSecond = throughput(measured);
    const ratio = perSecond / limit;
    const reached = { ratio, perSecond };
    const verdict = Object.entries(aim ?? {}).map(
      ([key, least]: [string, number]) =>
        `(aim ≥ ${least}: ${reached[key as keyof typeof reached] >= least ? 'met' : 'NOT met'})`,
    );
    return [
      `${name}, ${clients} at once`.padEnd(30),
      side.padEnd(8),
      perSecond.toFixed(0).padStart(8),
      median(rounds.map(({ p50 }) => p50))
        .toFixed(2)
        .padStart(9),
      median(rounds.map(({ p95 }) => p95))
        .toFixed(2)
        .padStart(9),
      ratio.toFixed(2).padStart(7),
      side === 'gateway' ? ` ${verdict.join(' ')}` : '',
    ].join(' ');
  });
}

/** A second: requests, or records where they make some. */
export const HEADER = `${'workload'.padEnd(30)} ${'side'.padEnd(8)} ${'per s'.padStart(8)} ${'p50 ms'.padStart(9)} ${'p95 ms'.padStart(9)} ${'ratio'.padStart(7)}`;
