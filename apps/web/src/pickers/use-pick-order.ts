'use client';
import { useRef } from 'react';

/** What was picked, and the ids of what its cell held, or was picked, before it. */
export interface Picked<T> {
  found: T;
  earlier: ReadonlySet<string>;
}

/**
 * Keeps the order of picks of one cell that are known only once the server has answered, in whatever order it answers. `before`: ids of
 * what the cell holds at the pick.
 */
export function usePickOrder<T>(idOf: (found: T) => string) {
  const picks = useRef<Set<string>[]>([]);
  return async (coming: Promise<T | null>, before: readonly string[]): Promise<Picked<T> | null> => {
    const earlier = new Set(before);
    const at = picks.current.push(earlier);
    const found = await coming;
    if (found === null) return null;
    for (const later of picks.current.slice(at)) later.add(idOf(found));
    return { found, earlier };
  };
}
