'use client';
import type { Comparison, RecordDifference, StructureDifference } from '@pyairtable/contracts';
import { Button, Dialog, Skeleton } from '@pyairtable/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useBase } from '@/base/base-context';
import { LoggedCell } from '@/cells/logged-cell';
import { loggedText } from '@/cells/logged-text';
import { request } from '@/http/request';
import { aspectWords, CHANGE_WORDS } from './comparison-words';
import { ReadFailure } from './read-failure';

/** A moment that is compared with the present. */
export interface ComparedMoment {
  seq: number;
  /** ISO time. */
  at: string;
}

/** What of the base is other by now than it was at a moment: tables, fields and views first, then records with their cells. */
export function CompareDialog({ moment, onClose }: { moment: ComparedMoment; onClose: () => void }) {
  const { base, reader } = useBase();
  const path = `/v1/bases/${base.id}/comparison?from=${moment.seq}`;
  const comparison = useInfiniteQuery({
    queryKey: ['comparison', base.id, moment.seq],
    queryFn: ({ pageParam, signal }) =>
      request<Comparison>(
        'GET',
        pageParam ? `${path}&to=${pageParam.to}&after=${pageParam.after}` : path,
        undefined,
        signal,
      ),
    initialPageParam: null as { to: number; after: string } | null,
    // All pages are of the moment of the first.
    getNextPageParam: ({ to, next }) => (next === null ? undefined : { to, after: next }),
    staleTime: 0,
    gcTime: 0,
  });
  const pages = comparison.data?.pages ?? [];
  const records = pages.flatMap((page) => page.records);
  const titles: Record<string, string> = Object.assign({}, ...pages.map((page) => page.titles));
  const isSame = comparison.isSuccess && !comparison.hasNextPage && records.length === 0;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="wide"
      title={`Changed since ${new Date(moment.at).toLocaleString(reader.locale)}`}
    >
      {comparison.isPending ? <Skeleton className="h-24 w-full" /> : null}
      {pages[0] ? <Structure of={pages[0]} /> : null}
      {isSame && pages[0]?.structure.length === 0 ? (
        <p className="py-3 text-sm text-n11">Nothing is other than it was.</p>
      ) : null}
      {records.length > 0 ? (
        <section aria-labelledby="compared-records" className="mt-4">
          <h3 id="compared-records" className="text-sm font-semibold text-n12">
            Records
          </h3>
          <ul className="flex flex-col divide-y divide-n6">
            {records.map((record) => (
              <RecordLine key={record.id} record={record} titles={titles} />
            ))}
          </ul>
        </section>
      ) : null}
      {comparison.isError ? (
        <ReadFailure
          error={comparison.error}
          pending={comparison.isFetching}
          onAgain={() =>
            void (comparison.isFetchNextPageError ? comparison.fetchNextPage() : comparison.refetch())
          }
        />
      ) : comparison.hasNextPage ? (
        <Button
          className="mt-3"
          pending={comparison.isFetchingNextPage}
          onClick={() => void comparison.fetchNextPage()}
        >
          Show more records
        </Button>
      ) : null}
    </Dialog>
  );
}

function Structure({ of: { structure, hasMoreStructure } }: { of: Comparison }) {
  if (structure.length === 0) return null;
  return (
    <section aria-labelledby="compared-structure">
      <h3 id="compared-structure" className="text-sm font-semibold text-n12">
        Tables, fields and views
      </h3>
      <ul className="flex flex-col divide-y divide-n6">
        {structure.map((difference) => (
          <StructureLine key={`${difference.kind} ${difference.id}`} difference={difference} />
        ))}
      </ul>
      {hasMoreStructure ? <p className="py-2 text-sm text-n11">There are more than are shown here.</p> : null}
    </section>
  );
}

function StructureLine({
  difference: { kind, name, tableId, change, aspects },
}: {
  difference: StructureDifference;
}) {
  const { base } = useBase();
  const table = kind === 'table' ? undefined : base.tables.find(({ id }) => id === tableId)?.name;
  return (
    <li className="py-2 text-sm text-n11">
      {CHANGE_WORDS[change]} {kind} <span className="font-medium text-n12">{name}</span>
      {table ? ` of ${table}` : null}
      {aspects.length > 0 ? `: ${aspectWords(aspects)}` : null}
    </li>
  );
}

function RecordLine({
  record: { id, tableId, change, cells },
  titles,
}: {
  record: RecordDifference;
  titles: Readonly<Record<string, string>>;
}) {
  const { base, reader } = useBase();
  const table = base.tables.find((one) => one.id === tableId);
  const primary = table?.fields.find((field) => field.id === table.primaryFieldId);
  const gone = cells.find(({ fieldId }) => fieldId === primary?.id)?.before ?? null;
  const title = titles[id] || loggedText(reader, primary, gone, titles) || 'Unnamed record';
  return (
    <li className="py-2">
      <p className="text-sm text-n11">
        {CHANGE_WORDS[change]} <span className="font-medium text-n12">{title}</span>
        {table ? ` in ${table.name}` : ' of a table that was deleted'}
      </p>
      {change === 'removed' ? null : (
        <dl className="mt-1.5 flex flex-col gap-1.5 pl-3">
          {cells.map(({ fieldId, before, after }) => {
            const field = table?.fields.find((one) => one.id === fieldId);
            return (
              <div key={fieldId} className="text-sm">
                <dt className="text-xs font-medium text-n11">{field?.name ?? 'A field that was deleted'}</dt>
                <dd className="flex flex-col break-words">
                  <LoggedCell field={field} cell={before} titles={titles} gone />
                  <LoggedCell field={field} cell={after} titles={titles} />
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </li>
  );
}
