'use client';
import type { GridSelection, RangeSummary } from '@pyairtable/grid';
import type { TableRows } from '@pyairtable/realtime';
import { Button } from '@pyairtable/ui';
import { Trash2 } from 'lucide-react';
import { useBase } from './base-context';

const shown = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** The line below the grid: how many records there are, and what is selected. */
export function GridStatus({
  count,
  summary,
  selection,
  rows,
  tableId,
}: {
  count: number;
  summary: RangeSummary | null;
  selection: GridSelection | null;
  rows: TableRows;
  tableId: string;
}) {
  const { records, mayEdit } = useBase();
  const ticked = selection?.rows.count ?? 0;
  return (
    <div className="flex h-8 shrink-0 items-center gap-4 border-t border-n6 bg-n2 px-3 text-xs text-n11 tabular-nums" role="status">
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
              onClick={() => {
                const ids = selection ? recordIdsIn(rows, selection) : [];
                records.delete(tableId, ids);
              }}
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

/** The records of the ticked rows that are loaded. */
function recordIdsIn(rows: TableRows, selection: GridSelection): string[] {
  const ids: string[] = [];
  for (const row of selection.rows) {
    const record = rows.rowAt(row);
    if (record) ids.push(record.id);
  }
  return ids;
}
