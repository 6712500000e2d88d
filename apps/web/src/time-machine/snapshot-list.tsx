'use client';
import type { Snapshot, Snapshots } from '@pyairtable/contracts';
import { Button, EmptyState, IconButton, Menu, MenuItem, showToast, Skeleton } from '@pyairtable/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Camera, Ellipsis } from 'lucide-react';
import { useRef, useState } from 'react';
import { useBase } from '@/base/base-context';
import { timeAgo } from '@/home/time-ago';
import { failureMessage, request } from '@/http/request';
import { NameDialog } from '@/shell/name-dialog';
import type { ComparedMoment } from './compare-dialog';
import { ReadFailure } from './read-failure';
import { type Choice, RestoreMenu } from './restore-menu';
import { useMoments } from './use-moments';

/** The moments of the base that have a name: each can be restored, named otherwise or forgotten, and the present one named. */
export function SnapshotList({
  onChoose,
  onCompare,
}: {
  onChoose: (choice: Choice) => void;
  onCompare: (moment: ComparedMoment) => void;
}) {
  const { base, mayChangeSchema, reader } = useBase();
  const heading = useRef<HTMLHeadingElement>(null);
  const client = useQueryClient();
  const path = `/v1/bases/${base.id}/snapshots`;
  const key = ['snapshots', base.id];
  const [naming, setNaming] = useState<Snapshot | 'new' | null>(null);
  const snapshots = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request<Snapshots>('GET', path, undefined, signal),
    staleTime: 0,
  });
  const read = (at: string) => new Date(at).toLocaleString(reader.locale);
  const settle = () => client.invalidateQueries({ queryKey: key });

  async function takeAgain(name: string, seq: number) {
    try {
      await request('POST', path, { name, moment: { seq } });
    } catch (error) {
      showToast({
        title: `Snapshot “${name}” stayed deleted`,
        description: failureMessage(error),
        error: true,
      });
    }
    await settle();
  }

  async function forget({ id, name, seq }: Snapshot) {
    try {
      await request('DELETE', `${path}/${id}`);
      // The line goes, and would take the keyboard with it.
      const at = document.activeElement;
      if (at === document.body || at?.closest(`#snapshot-${id}, [role="menu"]`)) heading.current?.focus();
      showToast({
        title: `Snapshot “${name}” was deleted`,
        undo: () => void takeAgain(name, seq),
      });
    } catch (error) {
      showToast({ title: 'The snapshot was not deleted', description: failureMessage(error), error: true });
    }
    await settle();
  }

  const { comparableFrom } = useMoments(base.id);
  const list = snapshots.data?.snapshots ?? [];
  return (
    <section aria-labelledby="snapshots">
      <div className="flex items-center justify-between gap-3">
        <h3 id="snapshots" ref={heading} tabIndex={-1} className="text-sm font-semibold text-n12">
          Snapshots
        </h3>
        {mayChangeSchema ? (
          <Button size="small" onClick={() => setNaming('new')}>
            Take a snapshot…
          </Button>
        ) : null}
      </div>
      {snapshots.isError ? (
        <ReadFailure
          error={snapshots.error}
          pending={snapshots.isFetching}
          onAgain={() => void snapshots.refetch()}
        />
      ) : null}
      {snapshots.isPending ? (
        <Skeleton className="my-3 h-12 w-full" />
      ) : !snapshots.data ? null : list.length === 0 ? (
        <EmptyState icon={<Camera size={20} strokeWidth={1.5} />} title="No snapshots yet">
          A snapshot gives this moment a name, so that you find your way back to it.
        </EmptyState>
      ) : (
        <ul className="flex flex-col divide-y divide-n6">
          {list.map((snapshot) => (
            <li
              key={snapshot.id}
              id={`snapshot-${snapshot.id}`}
              className="flex flex-wrap items-center gap-2 py-2.5"
            >
              <div className="min-w-40 flex-1">
                <p className="truncate text-sm font-medium text-n12">{snapshot.name}</p>
                <p className="truncate text-xs text-n11">
                  <time dateTime={snapshot.at} title={read(snapshot.at)}>
                    {timeAgo(Date.parse(snapshot.at))}
                  </time>
                  {snapshot.actor?.name ? ` · taken by ${snapshot.actor.name}` : ''}
                </p>
              </div>
              {snapshot.seq < comparableFrom ? null : (
                <Button
                  size="small"
                  aria-label={`Compare ${snapshot.name}, ${read(snapshot.at)}, with the present`}
                  onClick={() => onCompare(snapshot)}
                >
                  Compare
                </Button>
              )}
              {mayChangeSchema ? (
                <>
                  <RestoreMenu
                    label={`Restore ${snapshot.name}, ${read(snapshot.at)}`}
                    chosen={{ moment: { seq: snapshot.seq }, at: snapshot.at }}
                    onChoose={onChoose}
                  />
                  <Menu
                    align="end"
                    label={`Snapshot ${snapshot.name}`}
                    trigger={
                      <IconButton label={`More of ${snapshot.name}, ${read(snapshot.at)}`}>
                        <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
                      </IconButton>
                    }
                  >
                    <MenuItem onSelect={() => setNaming(snapshot)}>Rename…</MenuItem>
                    <MenuItem danger onSelect={() => void forget(snapshot)}>
                      Delete
                    </MenuItem>
                  </Menu>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <NameDialog
        open={naming !== null}
        onClose={() => setNaming(null)}
        title={naming === 'new' ? 'Take a snapshot' : 'Rename snapshot'}
        action={naming === 'new' ? 'Take snapshot' : 'Rename'}
        initial={
          naming === 'new' || naming === null
            ? `Snapshot of ${new Date().toLocaleDateString(reader.locale)}`
            : naming.name
        }
        onName={async (name, form) => {
          if (naming === 'new') await form.ask('POST', path, { name });
          else await request('PATCH', `${path}/${naming?.id}`, { name });
          await settle();
        }}
      />
    </section>
  );
}
