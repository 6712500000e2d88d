import type { HeldFloor } from './floor';

/**
 * A person who waits for what is asked. It takes a place of their share of the connections, and is cancelled when the signal says
 * that nobody waits any more, which throws CLIENT_GONE.
 */
export interface Reader {
  userId: string;
  signal?: AbortSignal | undefined;
}

/** What a process does by itself, one thing at a time. */
export const HOUSE = Symbol('what the house does by itself');

/** For whom statements are sent outside of a transaction: each bounds how many connections wait for the same. */
export type Asker = Reader | HeldFloor | typeof HOUSE;

/** The same person, whose statements go on when they have gone: for what writes. */
export const goingOn = ({ userId }: Reader): Reader => ({ userId });

export const readerOf = (asker: Asker): Reader | undefined =>
  typeof asker === 'object' && 'userId' in asker ? asker : undefined;

export const hasFloor = (asker: Asker): asker is HeldFloor => asker !== HOUSE && !readerOf(asker);

/** One person who waits as long as any of the readers does, who are the same. */
export function readerOfAll(first: Reader, ...others: readonly Reader[]): Reader {
  const readers = [first, ...others];
  const { userId } = first;
  if (others.length === 0) return first;
  if (readers.some((reader) => !reader.signal)) return { userId };
  const allGone = new AbortController();
  const waiting = new Set(readers);
  for (const reader of readers) {
    const leave = () => {
      waiting.delete(reader);
      if (waiting.size === 0) allGone.abort();
    };
    if (reader.signal?.aborted) leave();
    else reader.signal?.addEventListener('abort', leave, { once: true });
  }
  return { userId, signal: allGone.signal };
}
