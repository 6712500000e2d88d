'use client';
import type { LinkedTitle } from '@pyairtable/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useBase } from '@/base/base-context';
import { readTitles } from '@/base/read-titles';
import { recordTitle } from '@/cells/cell-context';
import { OptionList } from './option-list';

const SHOWN = 50;

/** Picks records of another table, of those that a view of it shows if one is given, by their titles; the chosen ones stand first while nothing is searched. */
export function RecordPicker({
  label,
  linkedTableId,
  viewId,
  chosen,
  initialSearch = '',
  onToggle,
  onLeave,
}: {
  label: string;
  linkedTableId: string;
  viewId?: string | undefined;
  chosen: readonly LinkedTitle[];
  initialSearch?: string;
  onToggle: (record: LinkedTitle) => void;
  onLeave?: (way: 'cancel' | 'next' | 'previous') => void;
}) {
  const { base, reader } = useBase();
  const [search, setSearch] = useState(initialSearch);
  const asked = useDeferredValue(search.trim());
  const titles = useQuery({
    queryKey: ['titles', base.id, linkedTableId, viewId, asked],
    queryFn: ({ signal }) =>
      readTitles({ baseId: base.id, tableId: linkedTableId, viewId, text: asked, limit: SHOWN }, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const first = asked === '' ? chosen : [];
  const records = [...first, ...(titles.data ?? []).filter(({ id }) => !first.some((one) => one.id === id))];
  return (
    <OptionList
      label={label}
      search={search}
      onSearch={setSearch}
      filter={false}
      loading={titles.isPending}
      settled={asked === search.trim() && !titles.isPlaceholderData && !titles.isPending}
      chosen={new Set(chosen.map(({ id }) => id))}
      options={records.map(({ id, title }) => {
        const text = recordTitle(reader, linkedTableId, title);
        return { id, text, node: <span className="block truncate">{text || 'Unnamed record'}</span> };
      })}
      onPick={(id) => {
        const record = records.find((one) => one.id === id);
        if (record) onToggle(record);
      }}
      {...(onLeave ? { onLeave } : {})}
      empty={
        titles.isError ? 'The records could not be read. Try again in a moment.' : 'No record has that title.'
      }
    />
  );
}
