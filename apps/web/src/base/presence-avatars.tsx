'use client';
import { Avatar, Tooltip } from '@pyairtable/ui';
import { useEffect, useRef } from 'react';
import { announce } from '@/shell/announcements';
import { useBase } from './base-context';
import { useOthersHere } from './use-others-here';

const SHOWN = 4;

/** Who else has the base open. */
export function PresenceAvatars() {
  const { user } = useBase();
  const sessions = useOthersHere();
  const others = [
    ...new Map(
      sessions.filter((one) => one.user.id !== user.id).map((one) => [one.user.id, one.user]),
    ).values(),
  ];
  const names = others.map(({ name }) => name).join(', ');
  const before = useRef(names);
  useEffect(() => {
    if (before.current === names) return;
    before.current = names;
    announce(names === '' ? 'You are alone here' : `Also here: ${names}`);
  }, [names]);
  if (others.length === 0) return null;
  return (
    <ul aria-label="Also here" className="flex items-center ps-1 pe-1">
      {others.slice(0, SHOWN).map((other) => (
        <li key={other.id} className="-ms-1.5 flex first:ms-0">
          <Tooltip label={other.name}>
            <span className="flex rounded-full border-2 border-n2">
              <Avatar userId={other.id} name={other.name} />
            </span>
          </Tooltip>
        </li>
      ))}
      {others.length > SHOWN ? (
        <li className="ps-1 text-xs font-medium text-n11">+{others.length - SHOWN}</li>
      ) : null}
    </ul>
  );
}
