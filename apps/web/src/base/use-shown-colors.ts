'use client';
import type { BaseSchema } from '@pyairtable/contracts';
import type { BaseSession } from '@pyairtable/realtime';
import { usePeopleColors } from '@pyairtable/ui';
import { useMemo } from 'react';
import { useSessionValue } from './use-session-value';

/** Who is here, as one text: nobody is told of each cell that others go to. */
const here = ({ presence }: BaseSession): string =>
  [...new Set(presence.map(({ user }) => user.id))].toSorted().join(' ');

/** The colours of the base's people, of whom those who have it open differ from one another and from this person. */
export function useShownColors(
  session: BaseSession,
  userId: string,
  collaborators: BaseSchema['collaborators'],
): ReadonlyMap<string, string> {
  const others = useSessionValue(session, here, ['presence', 'state']);
  const together = useMemo(() => [userId, ...others.split(' ').filter(Boolean)], [userId, others]);
  const userIds = useMemo(() => collaborators.map(({ id }) => id), [collaborators]);
  return usePeopleColors(userIds, together);
}
