'use client';
import { sameValue } from '@pyairtable/contracts';
import { useLayoutEffect, useRef, useState } from 'react';

/**
 * Changes a setting as it is now, which may be another than was shown last; false where `change` answers undefined: it has
 * nothing to change there any more.
 */
export type Change<V> = (change: (now: V) => V | undefined) => boolean;

/** What this person put, and, once the server's is read again, what the page was rendered with until then. */
interface Latest<V> {
  value: V;
  until?: { saved: V };
}

/**
 * A setting as this person last put it, until the page is rendered with the server's: what they change next begins from that,
 * however fast they are. `saved` is the one of this rendering, `savedNow` the one of the moment; `put` resolves once the
 * server's is read again.
 */
export function useLatest<V>(saved: V, savedNow: () => V, put: (value: V) => Promise<void>): [V, Change<V>] {
  const [latest, setLatest] = useState<Latest<V> | null>(null);
  const own = useRef<Latest<V> | null>(null);
  const rendered = useRef(saved);
  useLayoutEffect(() => {
    rendered.current = saved;
  });
  const isOver = latest?.until !== undefined && latest.until.saved !== saved;
  if (isOver) setLatest(null);
  return [
    latest && !isOver ? latest.value : saved,
    (change) => {
      const now = own.current ? own.current.value : savedNow();
      const value = change(now);
      if (value === undefined) return false;
      // Chosen once more, as by each further letter of its name: nothing to write, and no act.
      if (sameValue(value, now)) return true;
      const mine = { value };
      own.current = mine;
      setLatest(mine);
      void put(value).finally(() => {
        if (own.current === mine) own.current = null;
        // Whoever renders the page is told a moment later: what was there before must not show again until then.
        const until = { saved: rendered.current };
        const isRendered = savedNow() === until.saved;
        setLatest((shown) => (shown !== mine ? shown : isRendered ? null : { value, until }));
      });
      return true;
    },
  ];
}
