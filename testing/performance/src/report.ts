import type { LoadResult } from './load';

export interface Measured {
  side: 'raw' | 'api' | 'gateway';
  rounds: LoadResult[];
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
export const throughput = ({ rounds }: Measured): number => median(rounds.map(({ perSecond }) => perSecond));

/** A line per side: median of the rounds, and the ratio to the raw limit of the same run. */
export function lines(name: string, sides: readonly Measured[], target?: number): string[] {
  const raw = sides.find(({ side }) => side === 'raw');
  const limit = raw ? throughput(raw) : 0;
  return sides.map((measured) => {
    const ratio = throughput(measured) / limit;
    const { rounds, side } = measured;
    const aim =
      side === 'gateway' && target !== undefined
        ? `  (aim ≥ ${target}: ${ratio >= target ? 'met' : 'NOT met'})`
        : '';
    return [
      name.padEnd(26),
      side.padEnd(8),
      throughput(measured).toFixed(0).padStart(8),
      median(rounds.map(({ p50 }) => p50))
        .toFixed(2)
        .padStart(9),
      median(rounds.map(({ p95 }) => p95))
        .toFixed(2)
        .padStart(9),
      ratio.toFixed(2).padStart(7),
      aim,
    ].join(' ');
  });
}

export const HEADER = `${'workload'.padEnd(26)} ${'side'.padEnd(8)} ${'per s'.padStart(8)} ${'p50 ms'.padStart(9)} ${'p95 ms'.padStart(9)} ${'ratio'.padStart(7)}`;
