'use client';
import type { Table } from '@pyairtable/contracts';
import { showToast } from '@pyairtable/ui';
import { useEffect } from 'react';
import { announce } from '@/shell/announcements';
import type { RecordActions } from './record-actions';

function wordsFor(done: string, kept: number, isDone: boolean): string {
  if (!isDone) return `Nothing was ${done.toLowerCase()}: others have changed it since`;
  const cells = kept === 1 ? '1 cell' : `${kept.toLocaleString('en')} cells`;
  return `${done}, but for ${cells} that others have changed since`;
}

/** Says what undo and redo did. What they change in a table that is not shown is named, and the table is opened: nobody undoes unseen. */
export function useUndone(
  records: RecordActions,
  shownId: string | undefined,
  tables: readonly Table[],
  show: (tableId: string) => void,
): void {
  useEffect(
    () =>
      records.onStep((done, { tableIds, kept, isDone }) => {
        if (kept > 0) showToast({ title: wordsFor(done, kept, isDone) });
        if (!isDone) return;
        announce(done);
        const elsewhere = tables.find(({ id }) => tableIds.includes(id));
        if (!elsewhere || shownId === undefined || tableIds.includes(shownId)) return;
        show(elsewhere.id);
        showToast({ title: `${done} in “${elsewhere.name}”` });
      }),
    [records, shownId, tables, show],
  );
}
