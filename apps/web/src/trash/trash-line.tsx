'use client';
import type { TrashItem } from '@pyairtable/contracts';
import { Button } from '@pyairtable/ui';
import type { ReactNode } from 'react';
import { timeAgo } from '@/home/time-ago';

/** One thing that was deleted: its name, when and by whom, and the button that brings it back. */
export function TrashLine({
  name,
  about,
  at,
  actor,
  mayRestore,
  pending,
  onRestore,
  children,
}: {
  name: string;
  about: string;
  at: string;
  actor: TrashItem['actor'];
  mayRestore: boolean;
  pending: boolean;
  onRestore: () => void;
  /** More that can be done with it. */
  children?: ReactNode;
}) {
  const when = new Date(at);
  return (
    <li className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium text-n12">{name}</p>
        <p className="truncate text-xs text-n11">
          {about} · deleted{' '}
          <time dateTime={at} title={when.toLocaleString()}>
            {timeAgo(when.getTime())}
          </time>
          {actor?.name ? ` by ${actor.name}` : ''}
        </p>
      </div>
      {children}
      {mayRestore ? (
        <Button size="small" pending={pending} aria-label={`Restore ${name}`} onClick={onRestore}>
          Restore
        </Button>
      ) : null}
    </li>
  );
}
