import { setImmediate as othersTurn } from 'node:timers/promises';

const BATCH = 2_000;

/** The list, some thousands at a time. */
export function* batches<T>(list: readonly T[]): Generator<T[]> {
  for (let at = 0; at < list.length; at += BATCH) yield list.slice(at, at + BATCH);
}

/** What is made of each of a list that may be long: others have the process between two batches. */
export async function madeInBatches<T, U>(list: readonly T[], make: (one: T) => readonly U[]): Promise<U[]> {
  const made: U[] = [];
  for (const batch of batches(list)) {
    for (const one of batch) made.push(...make(one));
    await othersTurn();
  }
  return made;
}
