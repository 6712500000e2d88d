'use client';
import type { Trash, TrashItem, WaitingLink } from '@pyairtable/contracts';
import { Button, Dialog, EmptyState, showToast, Skeleton } from '@pyairtable/ui';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { KeyedRequest } from '@/http/keyed-request';
import { failureMessage, request } from '@/http/request';
import { TrashLine } from './trash-line';
import { trashName } from './trash-name';

const counted = (records: number) => (records === 1 ? '1 record' : `${records.toLocaleString('en')} records`);

/** What a line says of an item beside its name. */
function about({ kind, records = 0 }: TrashItem, tableName: string | undefined): string {
  if (kind === 'table') return `Table, ${counted(records)}`;
  const place = tableName === undefined ? 'of a table that was deleted' : `of ${tableName}`;
  if (kind === 'records') return records === 1 ? `Record ${place}` : `${counted(records)} ${place}`;
  return `${kind === 'field' ? 'Field' : 'View'} ${place}`;
}

/** What becomes of a link whose other table did not come back. */
const aboutWaiting = ({ name, tableName }: WaitingLink): string =>
  tableName === null
    ? `The link “${name}” is to a table that is gone for good.`
    : `The link “${name}” comes back with the table “${tableName}”.`;

/** What was deleted in the base, with a way back for what this person may restore. */
export function TrashDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <Items onClose={onClose} /> : null;
}

function Items({ onClose }: { onClose: () => void }) {
  const { base, actions, mayChangeSchema } = useBase();
  const client = useQueryClient();
  const key = ['trash', base.id];
  const path = `/v1/bases/${base.id}/trash`;
  const [form] = useState(() => new KeyedRequest());
  const [restoring, setRestoring] = useState<number | null>(null);
  const trash = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      request<Trash>('GET', pageParam ? `${path}?before=${pageParam}` : path, undefined, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });

  async function restore(item: TrashItem) {
    const { seq, name } = item;
    setRestoring(seq);
    try {
      const { waiting = [] } = await actions.restore(seq, form);
      // It is gone from here before the rest is read anew.
      client.setQueryData<InfiniteData<Trash>>(
        key,
        (now) =>
          now && {
            ...now,
            pages: now.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.seq !== seq) })),
          },
      );
      showToast({
        title: name === '' ? 'Restored' : `“${trashName(item)}” was restored`,
        ...(waiting.length > 0 ? { description: waiting.map(aboutWaiting).join(' ') } : {}),
      });
    } catch (error) {
      showToast({ title: 'Nothing was restored', description: failureMessage(error), error: true });
    }
    setRestoring(null);
    await client.invalidateQueries({ queryKey: key });
  }

  const items = trash.data?.pages.flatMap((page) => page.items) ?? [];
  const days = trash.data?.pages[0]?.days ?? 0;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="wide"
      title="Trash"
      {...(days ? { description: `What is deleted can be restored for ${days} days.` } : {})}
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
      ) : items.length === 0 ? (
        <EmptyState title="The trash is empty">
          Deleted records, fields, views and tables come here.
        </EmptyState>
      ) : (
        <ul aria-label="Deleted" className="flex flex-col divide-y divide-n6">
          {items.map((item) => (
            <TrashLine
              key={item.seq}
              name={trashName(item)}
              about={about(item, base.tables.find(({ id }) => id === item.tableId)?.name)}
              at={item.at}
              actor={item.actor}
              mayRestore={['records', 'view'].includes(item.kind) || mayChangeSchema}
              pending={restoring === item.seq}
              onRestore={() => void restore(item)}
            />
          ))}
        </ul>
      )}
      {trash.hasNextPage ? (
        <Button pending={trash.isFetchingNextPage} onClick={() => void trash.fetchNextPage()}>
          Show what was deleted before
        </Button>
      ) : null}
    </Dialog>
  );
}
