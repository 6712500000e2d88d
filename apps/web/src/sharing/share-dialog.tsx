'use client';
import { Button, Dialog, EmptyState, Skeleton } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import { failureMessage } from '@/http/request';
import { CollaboratorRow } from './collaborator-row';
import { useCollaborators } from './collaborators';
import { InviteForm } from './invite-form';

/** Who may open the base; creators and owners add people and change what they may do. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const { base, mayChangeSchema } = useBase();
  const people = useCollaborators(base.id);
  return (
    <Dialog
      open
      width="wide"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Share “${base.name}”`}
      description={mayChangeSchema ? 'Add people who have an account here. They see the base at once.' : 'These people can open this base.'}
    >
      {mayChangeSchema ? <InviteForm baseId={base.id} /> : null}
      {people.isPending ? (
        <div className="flex flex-col gap-3" role="status" aria-label="Loading people">
          <Skeleton className="h-10 w-full" />
          <Skeleton className="h-10 w-full" />
        </div>
      ) : people.isError ? (
        <EmptyState title="The people could not be read" action={<Button onClick={() => void people.refetch()}>Try again</Button>}>
          {failureMessage(people.error)}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-1" aria-label="People with access">
          {people.data.map((person) => (
            <CollaboratorRow key={person.id} person={person} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}
