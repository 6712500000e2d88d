'use client';
import type { TrashedBase, TrashedBases } from '@pyairtable/contracts';
import { Button, Dialog, EmptyState, showToast, Skeleton } from '@pyairtable/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { failureMessage, request } from '@/http/request';
import { workspacesKey } from '@/workspaces/workspaces';
import { endOffer } from './offered-undo';
import { TrashLine } from './trash-line';

const trashKey = ['trash'] as const;

/** Bases that were deleted: each can be restored, or deleted for good. */
export function TrashedBasesDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [forGood, setForGood] = useState<TrashedBase | null>(null);
  const trash = useQuery({
    queryKey: trashKey,
    queryFn: ({ signal }) => request<TrashedBases>('GET', '/v1/trash', undefined, signal),
    staleTime: 0,
  });
  const settle = async () => {
    await client.invalidateQueries({ queryKey: trashKey });
    await client.invalidateQueries({ queryKey: workspacesKey });
  };
  /** It is gone from here before the rest is read anew. */
  const takeOut = (id: string) => {
    client.setQueryData<TrashedBases>(
      trashKey,
      (now) => now && { ...now, bases: now.bases.filter((base) => base.id !== id) },
    );
  };
  const refused = (title: string) => (error: Error) =>
    void showToast({ title, description: failureMessage(error), error: true });
  const restore = useMutation({
    mutationFn: ({ id }: TrashedBase) => request('POST', `/v1/trash/${id}/restore`),
    onSuccess: (_answer, { id, name }) => {
      endOffer(id);
      takeOut(id);
      showToast({ title: `“${name}” was restored` });
    },
    onError: refused('The base was not restored'),
    onSettled: settle,
  });
  const drop = useMutation({
    mutationFn: ({ id }: TrashedBase) => request('DELETE', `/v1/trash/${id}`),
    onSuccess: (_answer, { id, name }) => {
      endOffer(id);
      takeOut(id);
      showToast({ title: `“${name}” is gone for good` });
    },
    onError: refused('The base was not deleted'),
    onSettled: async () => {
      setForGood(null);
      await settle();
    },
  });

  if (forGood)
    return (
      <Dialog
        open
        onOpenChange={() => setForGood(null)}
        title={`Delete “${forGood.name}” for good?`}
        description="All of its tables and records go with it. This cannot be undone."
        footer={
          <>
            <Button onClick={() => setForGood(null)}>Cancel</Button>
            <Button look="danger" pending={drop.isPending} onClick={() => drop.mutate(forGood)}>
              Delete for good
            </Button>
          </>
        }
      />
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="wide"
      title="Trash"
      {...(trash.data ? { description: `A deleted base can be restored for ${trash.data.days} days.` } : {})}
    >
      {trash.isError ? (
        <EmptyState
          title="The trash could not be read"
          action={<Button onClick={() => void trash.refetch()}>Try again</Button>}
        >
          {failureMessage(trash.error)}
        </EmptyState>
      ) : trash.isPending ? (
        <Skeleton className="h-24 w-full" />
      ) : trash.data.bases.length === 0 ? (
        <EmptyState title="The trash is empty">Bases that are deleted come here.</EmptyState>
      ) : (
        <ul aria-label="Deleted bases" className="flex flex-col divide-y divide-n6">
          {trash.data.bases.map((base) => (
            <TrashLine
              key={base.id}
              name={base.name}
              about="Base"
              at={base.at}
              actor={base.actor}
              mayRestore
              pending={restore.isPending && restore.variables.id === base.id}
              onRestore={() => restore.mutate(base)}
            >
              <Button size="small" look="quiet" onClick={() => setForGood(base)}>
                Delete for good
              </Button>
            </TrashLine>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
