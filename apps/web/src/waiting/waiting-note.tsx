'use client';
import type { WorkspaceSummary } from '@pyairtable/contracts';
import { Badge } from '@pyairtable/ui';
import { CloudOff } from 'lucide-react';
import { countChanges } from './count-changes';
import { useWaiting } from './use-waiting';

const ICON = <CloudOff size={12} strokeWidth={2} aria-hidden="true" className="shrink-0" />;

/**
 * Says how much of bases that were left still waits for the server, and which of them are to be opened for it; nothing while
 * all is well.
 */
export function WaitingNote({ workspaces }: { workspaces: readonly WorkspaceSummary[] }) {
  const { toBeSent, bases } = useWaiting();
  const known = workspaces.flatMap((workspace) => workspace.bases);
  return (
    <div role="status" className="px-2">
      {toBeSent > 0 ? (
        <span className="mb-2 flex">
          <Badge tone="amber" icon={ICON}>
            {countChanges(toBeSent)} waiting to be sent
          </Badge>
        </span>
      ) : null}
      {Object.entries(bases).map(([baseId, count]) => {
        const name = known.find(({ id }) => id === baseId)?.name;
        return (
          // A name takes the lines that it needs.
          <p
            key={baseId}
            className="mb-2 flex items-baseline gap-1 rounded-md bg-amber-soft px-2 py-0.5 text-xs font-medium text-amber-text"
          >
            {ICON}
            <span className="min-w-0 break-words">
              {countChanges(count)} waiting for {name === undefined ? 'a base' : `“${name}”`} to be opened
            </span>
          </p>
        );
      })}
    </div>
  );
}
