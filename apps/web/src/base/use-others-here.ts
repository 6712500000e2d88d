'use client';
import type { PresenceSession } from '@pyairtable/contracts';
import { useMemo } from 'react';
import { useBase } from './base-context';
import { useSessionValue } from './use-session-value';

/** Where others are in the base, by the names that it has for them by now: a socket tells the one that it was opened under. */
export function useOthersHere(): readonly PresenceSession[] {
  const { session, reader } = useBase();
  const sessions = useSessionValue(session, (live) => live.presence, ['presence', 'state']);
  const { users } = reader;
  return useMemo(
    () =>
      sessions.map((one) => {
        const name = users.get(one.user.id)?.name ?? one.user.name;
        return { ...one, user: { ...one.user, name } };
      }),
    [sessions, users],
  );
}
