'use client';
import { Badge } from '@pyairtable/ui';
import { CloudOff } from 'lucide-react';
import { countChanges } from './count-changes';
import { useWaiting } from './use-waiting';

/** Says how much of bases that were left still waits for the server; nothing while all is well. */
export function WaitingNote() {
  const { count, isForBase } = useWaiting();
  return (
    <div role="status" className="px-2">
      {count > 0 ? (
        <span className="mb-2 inline-flex">
          <Badge tone="amber" icon={<CloudOff size={12} strokeWidth={2} aria-hidden="true" />}>
            {countChanges(count)} waiting {isForBase ? 'for the base to be opened' : 'to be sent'}
          </Badge>
        </span>
      ) : null}
    </div>
  );
}
