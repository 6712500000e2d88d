'use client';
import type { Field, RecordHistory, RecordHistoryEntry, Row, Table } from '@pyairtable/contracts';
import { Avatar, Button, EmptyState, Skeleton } from '@pyairtable/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useBase } from '@/base/base-context';
import { useSessionValue } from '@/base/use-session-value';
import { LoggedCell } from '@/cells/logged-cell';
import { DOT } from '@/home/dot';
import { timeAgo } from '@/home/time-ago';
import { failureMessage, request } from '@/http/request';

const WAYS: Partial<Record<RecordHistoryEntry['source'], string>> = {
  publicApi: 'by the API',
  import: 'by an import',
  automation: 'by an automation',
};

const DEEDS: Record<RecordHistoryEntry['kind'], string> = {
  created: 'made this record',
  updated: 'changed',
  deleted: 'deleted this record',
};

/** What was done to a record, newest first: who, when, and each cell before and after. */
export function RecordHistoryList({
  table,
  recordId,
  record,
}: {
  table: Table;
  recordId: string;
  /** As it is shown: another one means that something was done. */
  record: Row | undefined;
}) {
  const { base, session } = useBase();
  const pending = useSessionValue(session, (live) => live.pendingCount, ['pending']);
  const path = `/v1/bases/${base.id}/tables/${table.id}/records/${recordId}/history`;
  const history = useInfiniteQuery({
    queryKey: ['record-history', base.id, recordId],
    queryFn: ({ pageParam, signal }) =>
      request<RecordHistory>('GET', pageParam ? `${path}?before=${pageParam}` : path, undefined, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });
  const { refetch } = history;
  useEffect(() => void refetch(), [refetch, record, pending]);
  if (history.isError)
    return <EmptyState title="The history could not be read">{failureMessage(history.error)}</EmptyState>;
  if (history.isPending) return <Skeleton className="h-24 w-full" />;
  const { pages } = history.data;
  const titles: Record<string, string> = Object.assign({}, ...pages.map((page) => page.titles));
  const formerFields = pages.flatMap((page) => page.formerFields);
  const entries = pages.flatMap((page) => page.entries);
  if (entries.length === 0)
    return <EmptyState title="Nothing yet">Changes of this record show here from now on.</EmptyState>;
  return (
    <>
      <ol aria-label="History" className="flex flex-col gap-5">
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} table={table} titles={titles} formerFields={formerFields} />
        ))}
      </ol>
      {history.hasNextPage ? (
        <Button
          className="mt-5"
          pending={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          Show older changes
        </Button>
      ) : null}
    </>
  );
}

function Entry({
  entry: { actor, at, source, kind, broughtBack, cells },
  table,
  titles,
  formerFields,
}: {
  entry: RecordHistoryEntry;
  table: Table;
  titles: Readonly<Record<string, string>>;
  formerFields: readonly Field[];
}) {
  const { reader } = useBase();
  const name = actor ? reader.users.get(actor.id)?.name || actor.name || 'Somebody' : 'PyAirtable';
  const fields = new Map([...formerFields, ...table.fields].map((field) => [field.id, field]));
  const present = new Set(table.fields.map(({ id }) => id));
  const when = new Date(at);
  return (
    <li className="flex gap-2.5">
      <Avatar userId={actor?.id ?? ''} name={name} size="small" decorative />
      <div className="min-w-0 flex-1">
        <p className="text-sm text-n11">
          <span className="font-medium text-n12">{name}</span>{' '}
          {broughtBack ? 'brought this record back' : DEEDS[kind]}
          {WAYS[source] === undefined ? '' : ` ${WAYS[source]}`}
          {DOT}
          <time
            dateTime={at}
            title={when.toLocaleString(reader.locale)}
            className="text-xs whitespace-nowrap"
          >
            {timeAgo(when.getTime())}
          </time>
        </p>
        {kind === 'deleted' || broughtBack ? null : (
          <dl className="mt-1.5 flex flex-col gap-1.5">
            {cells.map(({ fieldId, before, after }) => (
              <div key={fieldId} className="text-sm">
                <dt className="text-xs font-medium text-n11">
                  {fields.get(fieldId)?.name ?? 'A field that was deleted'}
                  {fields.has(fieldId) && !present.has(fieldId) ? ' (deleted)' : null}
                </dt>
                <dd className="flex flex-col break-words">
                  <LoggedCell field={fields.get(fieldId)} cell={before} titles={titles} gone />
                  <LoggedCell field={fields.get(fieldId)} cell={after} titles={titles} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}
