'use client';
import type { Table, View } from '@pyairtable/contracts';
import { askingOf, recordColor, shownModel, viewFollowsClock } from '@pyairtable/core';
import type { ShownRow } from '@pyairtable/realtime';
import { stripColor, useShownTheme } from '@pyairtable/ui';
import { useEffect, useMemo, useState } from 'react';
import { useBase } from '@/base/base-context';

/** How often days that are relative to today are looked at again. */
const CLOCK_MS = 60_000;

type ColorOf = (row: ShownRow) => string | undefined;

/** Counts on for as long as `isTimed`. */
function useClock(isTimed: boolean): number {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    if (!isTimed) return undefined;
    const timer = setInterval(() => setTicks((count) => count + 1), CLOCK_MS);
    return () => clearInterval(timer);
  }, [isTimed]);
  return ticks;
}

/** The CSS colour of a row in the view, another function once it may have changed by itself; absent where the view colours none. */
export function useRecordColor(table: Table, view: View | undefined): ColorOf | undefined {
  const { base, user } = useBase();
  const theme = useShownTheme();
  const colors = view?.colors;
  const model = useMemo(() => shownModel(base.tables).table(table.id), [base.tables, table.id]);
  const isTimed =
    colors !== undefined &&
    'rules' in colors &&
    colors.rules.some(({ filter }) => viewFollowsClock({ filter }, model));
  const ticks = useClock(isTimed);
  return useMemo(() => {
    void ticks;
    if (!colors) return undefined;
    const named = recordColor(colors, model, askingOf({ userId: user.id }));
    // A row is the same object until something in it changes, and is painted many times.
    const known = new WeakMap<ShownRow, { color: string | undefined }>();
    return (row) => {
      const before = known.get(row);
      if (before) return before.color;
      const name = named(row);
      const color = name && stripColor(name, theme);
      known.set(row, { color });
      return color;
    };
  }, [colors, model, user.id, theme, ticks]);
}
