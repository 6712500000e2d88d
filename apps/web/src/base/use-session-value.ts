'use client';
import type { BaseSession, SessionEvent } from '@pyairtable/realtime';
import { useCallback, useSyncExternalStore } from 'react';

/** A value of the live session, kept up to date; `read` must answer the same object until it changes. */
export function useSessionValue<T>(
  session: BaseSession,
  read: (session: BaseSession) => T,
  on: readonly SessionEvent['type'][],
): T {
  const types = on.join();
  const subscribe = useCallback(
    (changed: () => void) =>
      session.subscribe((event) => {
        if (types.split(',').includes(event.type)) changed();
      }),
    [session, types],
  );
  const snapshot = () => read(session);
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}
