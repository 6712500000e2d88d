'use client';
import type { BaseCollaborator } from '@pyairtable/contracts';
import { Button, Dialog, EmptyState, showToast, Skeleton } from '@pyairtable/ui';
import { useEffect, useId, useRef, useState } from 'react';
import { useBase } from '@/base/base-context';
import { failureMessage } from '@/http/request';
import { announce } from '@/shell/announcements';
import { useLater } from '@/shell/use-later';
import { AddPersonForm } from './add-person-form';
import { CollaboratorRow } from './collaborator-row';
import { nameOf, useCollaborators, useSharing } from './collaborators';
import { LeaveDialog } from './leave-dialog';
import { LEVEL_NAMES } from './levels';

/** Who shares the base: list, add, change, remove, leave. */
export function ShareDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [leaving, setLeaving] = useState(false);
  if (!open) return null;
  return leaving ? (
    <LeaveDialog onClose={() => setLeaving(false)} />
  ) : (
    <People onClose={onClose} onLeave={() => setLeaving(true)} />
  );
}

function People({ onClose, onLeave }: { onClose: () => void; onLeave: () => void }) {
  const { base, session, mayChangeSchema } = useBase();
  const people = useCollaborators(base.id);
  const sharing = useSharing(base.id);

  useEffect(
    () =>
      session.subscribe((event) => {
        if (event.type === 'schema' || event.type === 'access') void sharing.refresh();
      }),
    [session, sharing],
  );

  return (
    <Dialog open onOpenChange={onClose} width="wide" title={`Share “${base.name}”`}>
      {mayChangeSchema ? (
        <AddPersonForm present={people.data ?? []} onAdd={(email, level) => sharing.add(email, level)} />
      ) : null}
      {people.isError ? (
        <EmptyState
          title="The list could not be read"
          action={<Button onClick={() => void people.refetch()}>Try again</Button>}
        >
          {failureMessage(people.error)}
        </EmptyState>
      ) : people.data ? (
        <List people={people.data} onLeave={onLeave} />
      ) : (
        <ListSkeleton />
      )}
    </Dialog>
  );
}

function List({ people, onLeave }: { people: BaseCollaborator[]; onLeave: () => void }) {
  const { base, user, mayChangeSchema } = useBase();
  const noteId = useId();
  const sharing = useSharing(base.id);
  const list = useRef<HTMLUListElement>(null);

  async function remove(person: BaseCollaborator) {
    const { permissionLevel } = person;
    // The pressed button goes with its row.
    list.current?.focus();
    if (permissionLevel === 'owner' || permissionLevel === 'none' || !(await sharing.remove(person))) return;
    showToast({
      title: `${nameOf(person)} was removed`,
      undo: () => {
        sharing.add(person.email, permissionLevel).then(
          () => announce(`${nameOf(person)} is back`),
          (error: unknown) =>
            showToast({
              title: `${nameOf(person)} was not added back`,
              description: failureMessage(error),
              error: true,
            }),
        );
      },
    });
  }

  return (
    <>
      {mayChangeSchema ? null : (
        <p id={noteId} className="text-sm text-n11">
          Creators and owners may add people and change their levels.
        </p>
      )}
      <ul
        ref={list}
        tabIndex={-1}
        aria-label="People with access"
        className="mt-4 outline-none divide-y divide-n6 border-t border-n6"
      >
        {people.map((person) => (
          <CollaboratorRow
            key={person.id}
            person={person}
            viewer={{ userId: user.id, level: base.permissionLevel }}
            noteId={noteId}
            onLevel={(level) => {
              void sharing.setLevel(person, level).then((done) => {
                if (done) announce(`${nameOf(person)} is ${LEVEL_NAMES[level].toLowerCase()} now`);
              });
            }}
            onRemove={() => void remove(person)}
            onLeave={onLeave}
          />
        ))}
      </ul>
      {mayChangeSchema && people.length === 1 ? (
        <p className="border-t border-n6 pt-3 text-sm text-n11">
          Only you can open this base so far. People you add find it on their home page.
        </p>
      ) : null}
    </>
  );
}

function ListSkeleton() {
  const late = useLater();
  return (
    <div
      role="status"
      aria-label="Loading people"
      className="mt-4 flex h-[168px] flex-col gap-4 border-t border-n6 pt-4"
    >
      {late
        ? [0, 1, 2].map((row) => (
            <div key={row} className="flex items-center gap-3">
              <Skeleton className="size-8 rounded-full" />
              <Skeleton className="h-4 w-48" />
              <Skeleton className="ms-auto h-8 w-28" />
            </div>
          ))
        : null}
    </div>
  );
}
