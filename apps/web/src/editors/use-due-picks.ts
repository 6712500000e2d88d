'use client';
import { useLayoutEffect, useRef } from 'react';
import { type Picked, usePickOrder } from '@/pickers/use-pick-order';

/** Picks that are known only once the server has answered: made in a list that need not be open any more by then. */
export function useDuePicks<T>(pick: (picked: Picked<T>) => void, idOf: (found: T) => string) {
  const due = useRef<Promise<Picked<T> | null>[]>([]);
  const inOrder = usePickOrder(idOf);
  const latest = useRef(pick);
  useLayoutEffect(() => {
    latest.current = pick;
  });
  return {
    /** `pick` is called with what it comes to, unless that was taken before; null is no pick. `before`: ids of what is picked. */
    add(pending: Promise<T | null>, before: readonly string[]) {
      const coming = inOrder(pending, before);
      due.current.push(coming);
      void coming.then((picked) => {
        if (!due.current.includes(coming)) return;
        due.current = due.current.filter((one) => one !== coming);
        if (picked !== null) latest.current(picked);
      });
    },
    /** What is not known yet, in the order it was picked, for whoever leaves; null where nothing is due. */
    take(): Promise<Picked<T>[]> | null {
      if (due.current.length === 0) return null;
      const taken = due.current;
      due.current = [];
      return Promise.all(taken).then((all) => all.filter((picked) => picked !== null));
    },
  };
}
