'use client';
import type { Table } from '@pyairtable/contracts';
import type { TakenStep } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import { useEffect } from 'react';
import { announce } from '@/shell/announcements';
import type { RecordActions } from './record-actions';

function wordsFor(done: string, { kept, converted, isDone }: TakenStep): string {
  const nothing = `Nothing was ${done.toLowerCase()}`;
  const cells = kept === 1 ? '1 cell' : `${kept.toLocaleString('en')} cells`;
  if (converted === kept)
    return isDone
      ? `${done}, but for ${cells} whose field has another type now`
      : `${nothing}: the field has another type now`;
  return isDone
    ? `${done}, but for ${cells} that others have changed since`
    : `${nothing}: others have changed it since`;
}

/**
 * Says what undo and redo did. What they change in a table or a view that is not shown is named, and it is opened: nobody
 * undoes unseen.
 */
export function useUndone(
  records: RecordActions,
  shown: { tableId: string | undefined; viewId: string | undefined },
  tables: readonly Table[],
  show: (tableId: string, viewId?: string) => void,
): void {
  const { tableId: shownId, viewId: shownViewId } = shown;
  useEffect(
    () =>
      records.onStep((done, step) => {
        const { tableIds, viewId, kept, isDone } = step;
        if (kept > 0) showToast({ title: wordsFor(done, step) });
        if (!isDone) return;
        announce(done);
        const table = tables.find(({ id }) => tableIds.includes(id));
        const view = table?.views.find(({ id }) => id === viewId);
        const isShown = tableIds.includes(shownId ?? '') && (!view || view.id === shownViewId);
        if (!table || shownId === undefined || isShown) return;
        show(table.id, view?.id);
        showToast({ title: `${done} in “${(view ?? table).name}”` });
      }),
    [records, shownId, shownViewId, tables, show],
  );
}
