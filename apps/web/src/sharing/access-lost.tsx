import { EmptyState } from '@pyairtable/ui';
import { Lock } from 'lucide-react';
import Link from 'next/link';

/** What stands in a base's place once the person was removed from it, or left. */
export function AccessLost() {
  return (
    <div role="alert" className="flex flex-1 flex-col justify-center">
      <EmptyState
        icon={<Lock size={20} strokeWidth={1.5} />}
        title="You no longer have access to this base"
        action={
          <Link
            href="/"
            className="inline-flex h-8 items-center rounded-md border border-n7 bg-n1 px-3 text-sm font-medium text-n12 hover:bg-n3"
          >
            Go home
          </Link>
        }
      >
        Somebody who may share it can add you again.
      </EmptyState>
    </div>
  );
}
