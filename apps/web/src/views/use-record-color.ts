'use client';
import type { RecordColors, Table, View } from '@pyairtable/contracts';
import { askingOf, recordColor, shownModel, viewFollowsClock } from '@pyairtable/core';
import type { ShownRow } from '@pyairtable/realtime';
import { stripColor, useShownTheme } from '@pyairtable/ui';
import { useMemo } from 'react';
import { useBase } from '@/base/base-context';

/** How long what days are relative to is taken as it was. */
const CLOCK_MS = 60_000;

type ColorOf = (row: ShownRow) => string | undefined;

/** The name of a row's colour; `userId` is who looks. */
function namedColor(
  tables: readonly Table[],
  tableId: string,
  colors: RecordColors,
  userId: string,
): ColorOf {
  const model = shownModel([...tables]).table(tableId);
  const isTimed = 'rules' in colors && colors.rules.some(({ filter }) => viewFollowsClock({ filter }, model));
  const askedNow = () => ({ colorOf: recordColor(colors, model, askingOf({ userId })), at: Date.now() });
  let asked = askedNow();
  let known = new WeakMap<ShownRow, { color: string | undefined }>();
  return (row) => {
    if (isTimed && Date.now() - asked.at >= CLOCK_MS) {
      asked = askedNow();
      known = new WeakMap();
    }
    const before = known.get(row);
    if (before) return before.color;
    const color = asked.colorOf(row);
    known.set(row, { color });
    return color;
  };
}

/** The CSS colour of a row in the view; absent where it colours none. */
export function useRecordColor(table: Table, view: View | undefined): ColorOf | undefined {
  const { base, user } = useBase();
  const theme = useShownTheme();
  const colors = view?.colors;
  return useMemo(() => {
    if (!colors) return undefined;
    const named = namedColor(base.tables, table.id, colors, user.id);
    return (row) => {
      const color = named(row);
      return color && stripColor(color, theme);
    };
  }, [base.tables, table.id, colors, user.id, theme]);
}
