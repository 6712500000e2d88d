'use client';
import type { GridSelection, RangeSummary } from '@pyairtable/grid';
import type { ActProgress } from '@pyairtable/realtime';
import { Button, Spinner } from '@pyairtable/ui';
import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from '@/shell/announcements';
import { useBase } from './base-context';
import { useSessionValue } from './use-session-value';
import type { Reading } from './use-reading';

/** Whether records of a table are going, some of which may come back yet: how many there are is not said meanwhile. */
export const isDeleting = (act: ActProgress | null, tableId: string): boolean =>
  act?.kind === 'records.delete' && act.tableId === tableId;

const shown = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** The line below the grid: how many records there are, what is selected, and how far a long act is. */
export function GridStatus({
  count,
  note,
  summary,
  selection,
  reading,
  tableId,
  onDeleted,
}: {
  count: number;
  /** Something about the rows that is not seen in them. */
  note?: string | undefined;
  summary: RangeSummary | null;
  selection: GridSelection | null;
  reading: Reading | null;
  tableId: string;
  onDeleted: () => void;
}) {
  const { session, records, mayEdit } = useBase();
  const act = useSessionValue(session, (live) => live.act, ['act']);
  const ticked = selection?.rows.count ?? 0;
  const isReading = selection?.rows.isReading ?? false;

  return (
    <div className="flex h-8 shrink-0 items-center gap-4 overflow-x-auto whitespace-nowrap [scrollbar-width:none] border-t border-n6 bg-n2 px-3 text-xs text-n11 tabular-nums">
      {isDeleting(act, tableId) ? null : (
        <span>
          {shown.format(count)} {count === 1 ? 'record' : 'records'}
        </span>
      )}
      {note === undefined ? null : <span className="min-w-0 shrink truncate">{note}</span>}
      {ticked > 0 || isReading ? (
        <>
          <span className="font-medium text-n12">{shown.format(ticked)} selected</span>
          {mayEdit ? (
            <Button
              look="quiet"
              size="small"
              icon={<Trash2 size={14} strokeWidth={1.5} aria-hidden="true" />}
              pending={isReading}
              onClick={() => {
                if (selection) records.delete(tableId, [...selection.rows.keys]);
                // The pressed button goes with the selection.
                onDeleted();
              }}
            >
              Delete
            </Button>
          ) : null}
        </>
      ) : null}
      {reading ? (
        <Progress what="Reading" done={reading.done} of={reading.rows} onCancel={reading.cancel} />
      ) : act ? (
        <ActLine act={act} />
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

const ACTS: Readonly<Record<ActProgress['kind'], string>> = {
  'records.create': 'Adding',
  'records.update': 'Changing',
  'records.delete': 'Deleting',
  'records.restore': 'Bringing back',
};

/** What is over within this time needs no line. */
const QUIET_MS = 500;

function ActLine({ act }: { act: ActProgress }) {
  const { records } = useBase();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <Progress what={ACTS[act.kind]} done={act.done} of={act.records} onCancel={() => records.stop(act)} />
  );
}

function Progress({
  what,
  done,
  of,
  onCancel,
}: {
  what: string;
  done: number;
  of: number;
  onCancel: () => void;
}) {
  // Said once: a status whose numbers run would be read out without end.
  useEffect(() => {
    announce(`${what} ${shown.format(of)} records`);
  }, [what, of]);
  return (
    <span className="flex items-center gap-2">
      <Spinner size={12} />
      <span>
        {what} {shown.format(done)} of {shown.format(of)} records
      </span>
      <Button look="quiet" size="small" onClick={onCancel}>
        Cancel
      </Button>
    </span>
  );
}
