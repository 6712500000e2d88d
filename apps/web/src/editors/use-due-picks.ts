'use client';
import { useLayoutEffect, useRef } from 'react';

/** Picks that are known only once the server has answered: made in a list that need not be open any more by then. */
export function useDuePicks<T>(pick: (found: T) => void) {
  const due = useRef<Promise<T | null>[]>([]);
  const latest = useRef(pick);
  useLayoutEffect(() => {
    latest.current = pick;
  });
  return {
    /** `pick` is called with what it comes to, unless that was taken before; null is no pick. */
    add(coming: Promise<T | null>) {
      due.current.push(coming);
      void coming.then((found) => {
        if (!due.current.includes(coming)) return;
        due.current = due.current.filter((one) => one !== coming);
        if (found !== null) latest.current(found);
      });
    },
    /** What is not known yet, in the order it was picked, for whoever leaves; null where nothing is due. */
    take(): Promise<T[]> | null {
      if (due.current.length === 0) return null;
      const taken = due.current;
      due.current = [];
      return Promise.all(taken).then((all) => all.filter((found) => found !== null));
    },
  };
}
