'use client';
import { useRef, useState } from 'react';

/**
 * Changes a setting as it is now, which may be another than was shown last; false where `change` answers undefined: it has
 * nothing to change there any more.
 */
export type Change<V> = (change: (now: V) => V | undefined) => boolean;

/**
 * A setting as this person last put it, until the server's has caught up: what they change next begins from that, however
 * fast they are. `saved` is the one of this rendering, `savedNow` the one of the moment; `put` resolves once the server's is read
 * again.
 */
export function useLatest<V>(saved: V, savedNow: () => V, put: (value: V) => Promise<void>): [V, Change<V>] {
  const [latest, setLatest] = useState<{ value: V } | null>(null);
  const own = useRef<{ value: V } | null>(null);
  return [
    latest ? latest.value : saved,
    (change) => {
      const value = change(own.current ? own.current.value : savedNow());
      if (value === undefined) return false;
      const mine = { value };
      own.current = mine;
      setLatest(mine);
      void put(value).finally(() => {
        if (own.current === mine) own.current = null;
        setLatest((now) => (now === mine ? null : now));
      });
      return true;
    },
  ];
}
