import { performance } from 'node:perf_hooks';

/** Milliseconds that the work took, and its result. */
export async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

/** Milliseconds of each of so many runs, one after the other. */
export async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let sample = 0; sample < count; sample++) all.push((await timed(work))[0]);
  return all;
}

/** What a share of the values stays below: 0.5 the median. */
export const at = (list: readonly number[], share: number): number =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;

export const ms = (value: number) => value.toFixed(1).padStart(10);
export const say = (name: string, ...rest: string[]) => console.log(`${name.padEnd(44)}${rest.join('')}`);
