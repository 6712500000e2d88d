'use client';
import type { View } from '@pyairtable/contracts';
import { viewFieldIds } from '@pyairtable/core';
import type { TableRows } from '@pyairtable/realtime';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { RecordActions } from './record-actions';
import { usePlaceNotes } from './use-place-notes';

const NONE: ReadonlySet<string> = new Set();

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
  version = 0,
): {
  hold: (ids: readonly string[]) => void;
  left: (activeId: string | undefined) => void;
  /** Of those that do not stand where the view has them what becomes of them when they are left. */
  notes: ReadonlyMap<string, string>;
} {
  const held = useRef(NONE);
  const [shown, setShown] = useState(NONE);
  const notes = usePlaceNotes(shown, view, rows, version);
  const put = (ids: ReadonlySet<string>) => {
    held.current = ids;
    setShown(ids.size === 0 ? NONE : ids);
  };
  /** Of those the one that is filled in. */
  const filled = useRef<string | undefined>(undefined);
  const active = useRef<string | undefined>(undefined);
  const latest = useRef({ rows, view });
  useLayoutEffect(() => {
    latest.current = { rows, view };
  });
  const hold = (ids: readonly string[]) => {
    put(new Set(ids));
    filled.current = ids.at(-1);
    latest.current.rows?.holdPlaces(ids.length > 0, filled.current);
  };
  // What is held is held in this view, also by rows of it that are opened anew.
  const viewId = view?.id;
  useEffect(
    () => () => {
      put(NONE);
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
        put(new Set([...held.current, ...moved.map(({ id }) => id)]));
        if (moved.length === 1) filled.current = moved[0]?.id;
        latest.current.rows?.holdPlaces(true, filled.current);
      }),
    [records, tableId],
  );
  return {
    notes,
    hold,
    left: (activeId) => {
      active.current = activeId;
      if (held.current.size > 0 && (activeId === undefined || !held.current.has(activeId))) hold([]);
    },
  };
}
