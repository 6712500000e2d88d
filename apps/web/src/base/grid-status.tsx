'use client';
import type { RowWindow } from '@pyairtable/contracts';
import type { GridSelection, RangeSummary } from '@pyairtable/grid';
import type { TableRows } from '@pyairtable/realtime';
import { Button, showToast } from '@pyairtable/ui';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { failureMessage, request } from '@/http/request';
import { useBase } from './base-context';
import { tickedRecords } from './ticked-records';

const shown = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** The line below the grid: how many records there are, and what is selected. */
export function GridStatus({
  count,
  summary,
  selection,
  rows,
  tableId,
  viewId,
}: {
  count: number;
  summary: RangeSummary | null;
  selection: GridSelection | null;
  rows: TableRows;
  tableId: string;
  viewId: string | undefined;
}) {
  const { base, session, records, mayEdit } = useBase();
  const ticked = selection?.rows.count ?? 0;
  const [deleting, setDeleting] = useState(false);

  async function remove() {
    if (!selection) return;
    setDeleting(true);
    try {
      const path = `/v1/bases/${base.id}/tables/${tableId}/rows`;
      const ids = await tickedRecords(rows, selection.rows, async (start, limit) => {
        // Rows are found by their place, which the server knows as shown here only once it has all changes.
        if (session.pendingCount > 0)
          throw new Error('Some changes are still waiting to be saved. Try again in a moment.');
        const query = new URLSearchParams({
          start: String(start),
          limit: String(limit),
          ...(viewId === undefined ? {} : { view: viewId }),
        });
        return (await request<RowWindow>('GET', `${path}?${query.toString()}`)).rows.map(({ id }) => id);
      });
      records.delete(tableId, ids);
    } catch (error) {
      showToast({ title: 'The records were not deleted', description: failureMessage(error), error: true });
    } finally {
      setDeleting(false);
    }
  }

  return (
    <div className="flex h-8 shrink-0 items-center gap-4 border-t border-n6 bg-n2 px-3 text-xs text-n11 tabular-nums">
      <span>
        {shown.format(count)} {count === 1 ? 'record' : 'records'}
      </span>
      {ticked > 0 ? (
        <>
          <span className="font-medium text-n12">{shown.format(ticked)} selected</span>
          {mayEdit ? (
            <Button
              look="quiet"
              size="small"
              icon={<Trash2 size={14} strokeWidth={1.5} aria-hidden="true" />}
              pending={deleting}
              onClick={() => void remove()}
            >
              Delete
            </Button>
          ) : null}
        </>
      ) : null}
      {summary ? (
        <span className="ms-auto flex gap-4">
          <span>Count {shown.format(summary.filled)}</span>
          {summary.sum === null ? null : <span>Sum {shown.format(summary.sum)}</span>}
          {summary.average === null ? null : <span>Average {shown.format(summary.average)}</span>}
          {summary.partial ? <span>of the loaded cells</span> : null}
        </span>
      ) : null}
    </div>
  );
}
