'use client';
import type { View } from '@pyairtable/contracts';
import { viewFieldIds } from '@pyairtable/core';
import type { TableRows } from '@pyairtable/realtime';
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { RecordActions } from './record-actions';

/**
 * Keeps records where they are although a sort would move them or a filter take them away: those just added, and those of
 * which this person changed what decides, until the person leaves them with the cursor or closes them (`openId`).
 */
export function useHeldRecords(
  records: RecordActions,
  tableId: string,
  view: View | undefined,
  rows: TableRows | undefined,
  openId: string | undefined,
): { hold: (ids: readonly string[]) => void; left: (activeId: string | undefined) => void } {
  const held = useRef<ReadonlySet<string>>(new Set());
  /** Of those the one that is filled in. */
  const filled = useRef<string | undefined>(undefined);
  const active = useRef<string | undefined>(undefined);
  const latest = useRef({ rows, view });
  useLayoutEffect(() => {
    latest.current = { rows, view };
  });
  const hold = (ids: readonly string[]) => {
    held.current = new Set(ids);
    filled.current = ids.at(-1);
    latest.current.rows?.holdPlaces(ids.length > 0, filled.current);
  };
  // What is held is held in this view, also by rows of it that are opened anew.
  const viewId = view?.id;
  useEffect(
    () => () => {
      held.current = new Set();
      filled.current = undefined;
    },
    [viewId],
  );
  const close = useEffectEvent((id: string) => {
    const at = active.current;
    if (!held.current.has(id) || id === at) return;
    // The one under the cursor is the last, which is filled in.
    const others = [...held.current].filter((one) => one !== id && one !== at);
    hold(at !== undefined && held.current.has(at) ? [...others, at] : []);
  });
  useEffect(() => (openId === undefined ? undefined : () => close(openId)), [openId]);
  const before = useRef(rows);
  useEffect(() => {
    const id = filled.current;
    const isApart = id !== undefined && before.current?.isApart(id);
    before.current = rows ?? before.current;
    if (held.current.size > 0) rows?.holdPlaces(true, id, isApart);
  }, [rows]);
  useEffect(
    () =>
      records.onUpdate((table, updates) => {
        const deciding = viewFieldIds(latest.current.view ?? {});
        const moved = updates.filter(({ cells }) => Object.keys(cells).some((id) => deciding.has(id)));
        if (table !== tableId || moved.length === 0) return;
        held.current = new Set([...held.current, ...moved.map(({ id }) => id)]);
        if (moved.length === 1) filled.current = moved[0]?.id;
        latest.current.rows?.holdPlaces(true, filled.current);
      }),
    [records, tableId],
  );
  return {
    hold,
    left: (activeId) => {
      active.current = activeId;
      if (held.current.size > 0 && (activeId === undefined || !held.current.has(activeId))) hold([]);
    },
  };
}
