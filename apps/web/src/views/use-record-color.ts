'use client';
import { type RecordColors, type SelectOptions, type Table, type View } from '@pyairtable/contracts';
import { RowFilter, shownModel, viewFollowsClock } from '@pyairtable/core';
import type { ShownRow } from '@pyairtable/realtime';
import { stripColor, useShownTheme } from '@pyairtable/ui';
import { useMemo } from 'react';
import { useBase } from '@/base/base-context';

/** How long what days are relative to is taken as it was. */
const CLOCK_MS = 60_000;

type ColorOf = (row: ShownRow) => string | undefined;

/** The name of a row's colour; `userId` is who looks. */
function namedColor(tables: readonly Table[], table: Table, colors: RecordColors, userId: string): ColorOf {
  if ('fieldId' in colors) {
    const { fieldId } = colors;
    const options = table.fields.find(({ id }) => id === fieldId)?.options as SelectOptions | undefined;
    // A choice without a colour of its own is drawn as the neutral pill.
    const byId = new Map(options?.choices.map(({ id, color }) => [id, color ?? 'grayLight2']));
    return ({ cells }) => byId.get(cells[fieldId] as string);
  }
  const model = shownModel([...tables]).table(table.id);
  const isTimed = colors.rules.some(({ filter }) => viewFollowsClock({ filter }, model));
  let [now, filters] = [0, [] as RowFilter[]];
  let known = new WeakMap<ShownRow, { color: string | undefined }>();
  return (row) => {
    if (now === 0 || (isTimed && Date.now() - now >= CLOCK_MS)) {
      now = Date.now();
      filters = colors.rules.map(({ filter }) => new RowFilter(filter, model, { userId, now }));
      known = new WeakMap();
    }
    const before = known.get(row);
    if (before) return before.color;
    const color = colors.rules[filters.findIndex((filter) => filter.keeps(row))]?.color;
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
    const named = namedColor(base.tables, table, colors, user.id);
    return (row) => {
      const color = named(row);
      return color && stripColor(color, theme);
    };
  }, [base.tables, table, colors, user.id, theme]);
}
