'use client';
import type { Table } from '@pyairtable/contracts';
import { showToast } from '@pyairtable/ui';
import { useEffect } from 'react';
import { announce } from '@/shell/announcements';
import type { RecordActions } from './record-actions';

/** Says what undo and redo did. What they change in a table that is not shown is named, and the table is opened: nobody undoes unseen. */
export function useUndone(
  records: RecordActions,
  shownId: string | undefined,
  tables: readonly Table[],
  show: (tableId: string) => void,
): void {
  useEffect(
    () =>
      records.onStep((done, tableIds) => {
        announce(done);
        const elsewhere = tables.find(({ id }) => tableIds.includes(id));
        if (!elsewhere || shownId === undefined || tableIds.includes(shownId)) return;
        show(elsewhere.id);
        showToast({ title: `${done} in “${elsewhere.name}”` });
      }),
    [records, shownId, tables, show],
  );
}
