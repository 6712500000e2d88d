'use client';
import type { BaseSchema, MomentOfBase } from '@pyairtable/contracts';
import { Avatar, Button, Skeleton, TextInput } from '@pyairtable/ui';
import { type FormEvent, useState } from 'react';
import { useBase } from '@/base/base-context';
import { DOT } from '@/home/dot';
import { timeAgo } from '@/home/time-ago';
import { type Choice, RestoreMenu } from './restore-menu';
import type { ComparedMoment } from './compare-dialog';
import { type MomentNames, momentWords } from './moment-words';
import { ReadFailure } from './read-failure';
import { useHomeOfCopies } from './use-home-of-copies';
import { useMoments } from './use-moments';

/** What was done to the base, newest first: it can be restored as each change left it, or as it was at a time. */
export function MomentList({
  onChoose,
  onCompare,
}: {
  onChoose: (choice: Choice) => void;
  onCompare: (moment: ComparedMoment) => void;
}) {
  const { base, mayChangeSchema } = useBase();
  const { moments, comparableFrom } = useMoments(base.id);
  const list = moments.data?.pages.flatMap((page) => page.moments) ?? [];
  return (
    <section aria-labelledby="changes" className="mt-6">
      <h3 id="changes" className="text-sm font-semibold text-n12">
        Changes
      </h3>
      {mayChangeSchema ? <TimeChoice onChoose={onChoose} /> : null}
      {moments.isPending ? (
        <Skeleton className="my-3 h-24 w-full" />
      ) : list.length > 0 ? (
        <ol className="flex flex-col divide-y divide-n6">
          {list.map((moment) => (
            <MomentLine
              key={moment.seq}
              moment={moment}
              onChoose={mayChangeSchema ? onChoose : undefined}
              onCompare={moment.seq < comparableFrom ? undefined : onCompare}
            />
          ))}
        </ol>
      ) : moments.isSuccess ? (
        <p className="py-3 text-sm text-n11">
          No changes are known yet. Each will be here, with a way back to it.
        </p>
      ) : null}
      {moments.isError ? (
        <ReadFailure
          error={moments.error}
          pending={moments.isFetching}
          onAgain={() => void (moments.isFetchNextPageError ? moments.fetchNextPage() : moments.refetch())}
        />
      ) : moments.hasNextPage ? (
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

/** The whole of the second that was chosen, as an ISO time; null before it is over. */
function endOf(second: Date): string | null {
  if (second.getTime() + 1_000 > Date.now()) return null;
  return `${second.toISOString().slice(0, 19)}.999999Z`;
}

/** Asks for a time of this person's clock. */
function TimeChoice({ onChoose }: { onChoose: (choice: Choice) => void }) {
  const [time, setTime] = useState('');
  const [error, setError] = useState<string | null>(null);
  const as = useHomeOfCopies() ? 'new' : 'this';

  function choose(event: FormEvent) {
    event.preventDefault();
    const chosen = new Date(time);
    if (Number.isNaN(chosen.getTime())) {
      setError('Enter a date and a time.');
      return;
    }
    const at = endOf(chosen);
    if (at === null) setError('This time has not come yet.');
    else onChoose({ moment: { at }, at: chosen.toISOString(), as });
  }

  return (
    <form noValidate className="flex flex-wrap items-end gap-2 py-3" onSubmit={choose}>
      <TextInput
        type="datetime-local"
        step={1}
        label="As it was on"
        className="w-64 max-w-full"
        value={time}
        error={error}
        onChange={(event) => {
          setTime(event.target.value);
          setError(null);
        }}
      />
      <Button type="submit">{as === 'new' ? 'Restore as new base…' : 'Restore this base…'}</Button>
    </form>
  );
}

function namesOf({ tables }: Pick<BaseSchema, 'tables'>, time: (at: string) => string): MomentNames {
  const tableOf = (id: string) => tables.find((table) => table.id === id);
  const nameOf = (things: readonly { id: string; name: string }[] | undefined, id: string) =>
    things?.find((thing) => thing.id === id)?.name;
  return {
    table: (id) => tableOf(id)?.name,
    field: (tableId, id) => nameOf(tableOf(tableId)?.fields, id),
    view: (tableId, id) => nameOf(tableOf(tableId)?.views, id),
    time,
  };
}

function MomentLine({
  moment,
  onChoose,
  onCompare,
}: {
  moment: MomentOfBase;
  onChoose: ((choice: Choice) => void) | undefined;
  onCompare: ((moment: ComparedMoment) => void) | undefined;
}) {
  const { base, reader } = useBase();
  const { actor, at, seq } = moment;
  const name = actor ? reader.users.get(actor.id)?.name || actor.name || 'Somebody' : 'PyAirtable';
  const timeOf = (one: string) => new Date(one).toLocaleString(reader.locale);
  const words = momentWords(moment, namesOf(base, timeOf));
  const when = new Date(at);
  const read = timeOf(at);
  return (
    <li className="flex flex-wrap items-center gap-2.5 py-2">
      <Avatar userId={actor?.id ?? ''} name={name} size="small" decorative />
      <p className="min-w-40 flex-1 text-sm text-n11">
        <span className="font-medium text-n12">{name}</span> {words}
        {DOT}
        <time dateTime={at} title={read} className="text-xs whitespace-nowrap">
          {timeAgo(when.getTime())},{' '}
          {when.toLocaleTimeString(reader.locale, { hour: 'numeric', minute: '2-digit' })}
        </time>
      </p>
      {onCompare ? (
        <Button
          size="small"
          aria-label={`Compare the base as ${name} left it on ${read} with the present: ${words}`}
          onClick={() => onCompare({ seq, at })}
        >
          Compare
        </Button>
      ) : null}
      {onChoose ? (
        <RestoreMenu
          label={`Restore the base as ${name} left it on ${read}: ${words}`}
          chosen={{ moment: { seq }, at }}
          onChoose={onChoose}
        />
      ) : null}
    </li>
  );
}
