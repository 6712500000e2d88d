'use client';
import { useEffect, useEffectEvent } from 'react';

const keepers = new Set<() => boolean>();

/**
 * Commits all that is being typed on the page, and answers whether nothing is left that was refused. To be asked before
 * a page goes in a way that no box hears of: Back, reload, closing.
 */
export const keepTyped = (): boolean => [...keepers].map((keep) => keep()).every(Boolean);

/** While a box is typed in: `keep` commits it, and answers false when the text was refused. */
export function useKeepTyped(keep: () => boolean): void {
  const now = useEffectEvent(keep);
  useEffect(() => {
    const one = () => now();
    keepers.add(one);
    return () => {
      keepers.delete(one);
    };
  }, []);
}
