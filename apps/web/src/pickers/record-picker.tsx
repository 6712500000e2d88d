'use client';
import { showToast } from '@pyairtable/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useBase } from '@/base/base-context';
import { readTitles } from '@/base/read-titles';
import { recordTitle } from '@/cells/cell-context';
import type { OfferedLink } from '@/cells/offered-link';
import { failureMessage } from '@/http/request';
import { useNewLinked } from './new-linked';
import { type LeaveList, type LeavingBy, OptionList } from './option-list';

const SHOWN = 50;

/**
 * Picks records of another table, of those that a view of it shows if one is given, by their titles; the chosen ones stand
 * first while nothing is searched. A title that none has can become one.
 */
export function RecordPicker({
  label,
  linkedTableId,
  viewId,
  chosen,
  initialSearch = '',
  onToggle,
  onToggleLater,
  onLeave,
}: {
  label: string;
  linkedTableId: string;
  viewId?: string | undefined;
  chosen: readonly OfferedLink[];
  initialSearch?: string;
  onToggle: (record: OfferedLink, by?: LeavingBy) => void;
  /** Gets what was picked by Enter or Tab before its search was answered, once it is; null for nothing, which is said. */
  onToggleLater: (record: Promise<OfferedLink | null>, by?: LeavingBy) => void;
  onLeave?: LeaveList;
}) {
  const { base, reader } = useBase();
  const [search, setSearch] = useState(initialSearch);
  const asked = useDeferredValue(search.trim());
  const read = (text: string, signal?: AbortSignal) =>
    readTitles({ baseId: base.id, tableId: linkedTableId, viewId, text, limit: SHOWN }, signal);
  const titles = useQuery({
    queryKey: ['titles', base.id, linkedTableId, viewId, asked],
    queryFn: ({ signal }) => read(asked, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const inOrder = (text: string, found: readonly OfferedLink[]) => {
    const first = text === '' ? chosen : [];
    return [...first, ...found.filter(({ id }) => !first.some((one) => one.id === id))];
  };
  const records = inOrder(asked, titles.data ?? []);
  const make = useNewLinked(linkedTableId);
  const pickLater = async (text: string, index: number): Promise<OfferedLink | null> => {
    try {
      const found = inOrder(text, await read(text));
      const record = found[index];
      if (!record && make && text !== '' && found.length === 0) return make(text);
      if (!record) showToast({ title: `No record has the title “${text}”` });
      return record ?? null;
    } catch (error) {
      showToast({ title: `“${text}” was not picked`, description: failureMessage(error), error: true });
      return null;
    }
  };
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
      onPick={(id, by) => {
        const record = records.find((one) => one.id === id);
        if (record) onToggle(record, by);
      }}
      {...(make
        ? {
            onCreate: (text: string, by?: LeavingBy) => {
              const record = make(text);
              if (record) onToggle(record, by);
            },
          }
        : {})}
      onPickLater={(text, index, by) => onToggleLater(pickLater(text, index), by)}
      {...(onLeave ? { onLeave } : {})}
      empty={
        titles.isError ? 'The records could not be read. Try again in a moment.' : 'No record has that title.'
      }
    />
  );
}
