'use client';
import { useState } from 'react';

/**
 * A setting as this person last put it, until the server's has caught up: what they change next begins from that, however
 * fast they are. `put` resolves once the server's is read again.
 */
export function useLatest<V>(saved: V, put: (value: V) => Promise<void>): [V, (value: V) => void] {
  const [latest, setLatest] = useState<{ value: V } | null>(null);
  return [
    latest ? latest.value : saved,
    (value) => {
      const mine = { value };
      setLatest(mine);
      void put(value).finally(() => setLatest((now) => (now === mine ? null : now)));
    },
  ];
}
