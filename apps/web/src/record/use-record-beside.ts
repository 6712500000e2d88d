'use client';
import { showToast } from '@pyairtable/ui';
import { useEffect, useRef } from 'react';
import type { GroupHeads } from '@/base/use-group-heads';
import type { OpenRows } from '@/base/use-table-rows';
import { shownRowBeside } from '@/views/shown-row-beside';

/** Whether records stand before and behind one in what the view shows, and the step to them, loaded or not. */
export function useRecordBeside(
  { rows, count }: Pick<OpenRows, 'rows' | 'count'>,
  { groups, collapsed }: Pick<GroupHeads, 'groups' | 'collapsed'>,
  recordId: string,
  onRecord: (recordId: string, row: number) => void,
): { hasPrevious: boolean; hasNext: boolean; step: (by: 1 | -1) => Promise<void> } {
  const reading = useRef<AbortController | null>(null);
  // Whoever goes elsewhere meanwhile is not taken back.
  useEffect(() => () => reading.current?.abort(), [rows, recordId]);

  const at = rows.indexOf(recordId);
  const rowBeside = (by: 1 | -1) =>
    at === undefined ? undefined : shownRowBeside(at, by, count, groups, collapsed.keys);

  async function step(by: 1 | -1): Promise<void> {
    const row = rowBeside(by);
    if (row === undefined) return;
    reading.current?.abort();
    const { signal } = (reading.current = new AbortController());
    try {
      const id = rows.rowAt(row)?.id ?? (await rows.chosenIds(row, row + 1, signal))[0];
      if (id !== undefined && !signal.aborted) onRecord(id, row);
    } catch (error) {
      if (!signal.aborted && error instanceof Error) showToast({ title: error.message });
    }
  }

  return { hasPrevious: rowBeside(-1) !== undefined, hasNext: rowBeside(1) !== undefined, step };
}
