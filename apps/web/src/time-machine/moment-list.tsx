'use client';
import type { MomentOfBase, Moments } from '@pyairtable/contracts';
import { Avatar, Button, Skeleton, TextInput } from '@pyairtable/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { timeAgo } from '@/home/time-ago';
import { failureMessage, request } from '@/http/request';
import { type Choice, RestoreMenu } from './restore-menu';
import { momentWords } from './moment-words';

/** What was done to the base, newest first: it can be restored as each change left it, or as it was at a time. */
export function MomentList({ onChoose }: { onChoose: (choice: Choice) => void }) {
  const { base, mayChangeSchema } = useBase();
  const path = `/v1/bases/${base.id}/moments`;
  const moments = useInfiniteQuery({
    queryKey: ['moments', base.id],
    queryFn: ({ pageParam, signal }) =>
      request<Moments>('GET', pageParam ? `${path}?before=${pageParam}` : path, undefined, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });
  const list = moments.data?.pages.flatMap((page) => page.moments) ?? [];
  return (
    <section aria-labelledby="changes" className="mt-6">
      <h3 id="changes" className="text-sm font-semibold text-n12">
        Changes
      </h3>
      {mayChangeSchema ? <TimeChoice onChoose={onChoose} /> : null}
      {moments.isError ? (
        <p role="alert" className="py-3 text-sm text-red-text">
          {failureMessage(moments.error)}
        </p>
      ) : moments.isPending ? (
        <Skeleton className="my-3 h-24 w-full" />
      ) : (
        <ol className="flex flex-col divide-y divide-n6">
          {list.map((moment) => (
            <MomentLine key={moment.seq} moment={moment} onChoose={mayChangeSchema ? onChoose : undefined} />
          ))}
        </ol>
      )}
      {moments.hasNextPage ? (
        <Button
          className="mt-3"
          pending={moments.isFetchingNextPage}
          onClick={() => void moments.fetchNextPage()}
        >
          Show older changes
        </Button>
      ) : null}
    </section>
  );
}

/** Asks for a time of this person's clock. */
function TimeChoice({ onChoose }: { onChoose: (choice: Choice) => void }) {
  const [time, setTime] = useState('');
  const [error, setError] = useState<string | null>(null);
  return (
    <form
      className="flex items-end gap-2 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        const at = new Date(time);
        if (time === '' || Number.isNaN(at.getTime())) setError('Enter a date and a time.');
        else onChoose({ moment: { at: at.toISOString() }, at: at.toISOString(), as: 'new' });
      }}
    >
      <TextInput
        type="datetime-local"
        step={1}
        label="As it was on"
        className="w-64"
        value={time}
        error={error}
        onChange={(event) => {
          setTime(event.target.value);
          setError(null);
        }}
      />
      <Button type="submit">Restore as new base…</Button>
    </form>
  );
}

function MomentLine({
  moment,
  onChoose,
}: {
  moment: MomentOfBase;
  onChoose: ((choice: Choice) => void) | undefined;
}) {
  const { reader } = useBase();
  const { actor, at, seq } = moment;
  const name = actor ? reader.users.get(actor.id)?.name || actor.name || 'Somebody' : 'PyAirtable';
  const words = momentWords(moment);
  const when = new Date(at);
  return (
    <li className="flex items-center gap-2.5 py-2">
      <Avatar userId={actor?.id ?? ''} name={name} size="small" decorative />
      <p className="min-w-0 flex-1 text-sm text-n11">
        <span className="font-medium text-n12">{name}</span> {words}{' '}
        <time dateTime={at} title={when.toLocaleString(reader.locale)} className="text-xs whitespace-nowrap">
          {timeAgo(when.getTime())}
        </time>
      </p>
      {onChoose ? (
        <RestoreMenu
          label={`Restore the base as ${name} left it: ${words}`}
          chosen={{ moment: { seq }, at }}
          onChoose={onChoose}
        />
      ) : null}
    </li>
  );
}
