import { sameValue, type Table, type View, type ViewChange } from '@pyairtable/contracts';
import { BARE_SETTINGS, type TableModel, viewWithin } from '@pyairtable/core';
import { withShown } from './field-order';

/** What of a view is arranged by hand. */
export type ViewArrangement = Pick<View, keyof ViewChange>;

const DEFAULT_WIDTH = 180;
const PRIMARY_WIDTH = 260;

/** How wide a field's column is where nobody has set it, in pixels. */
export const defaultWidth = (table: Pick<Table, 'primaryFieldId'>, fieldId: string): number =>
  fieldId === table.primaryFieldId ? PRIMARY_WIDTH : DEFAULT_WIDTH;

/** Settings that are put back whole. */
const WHOLE = Object.keys(BARE_SETTINGS) as (keyof typeof BARE_SETTINGS)[];

/**
 * The change that takes `now` as far as one act took the view from `from` to `to`; what others arranged meanwhile stays.
 * Fields that are gone are left out, and what those that have become of another type cannot give.
 */
export function viewStep(
  now: ViewArrangement,
  from: ViewArrangement,
  to: ViewArrangement,
  table: TableModel,
): ViewChange {
  const tableOrder = table.fields.map(({ id }) => id);
  const change: ViewChange = {};
  if (from.name !== to.name) change.name = to.name;
  const within = viewWithin({ id: '', type: 'grid', ...to }, table);
  for (const key of WHOLE) {
    const bare = BARE_SETTINGS[key];
    if (!sameValue(from[key] ?? bare, to[key] ?? bare)) Object.assign(change, { [key]: within[key] ?? bare });
  }
  const widths = tableOrder.filter((id) => from.columnWidths?.[id] !== to.columnWidths?.[id]);
  if (widths.length > 0) {
    change.columnWidths = Object.fromEntries(
      widths.map((id) => [id, to.columnWidths?.[id] ?? defaultWidth(table, id)]),
    );
  }
  const summaries = tableOrder.filter((id) => from.summaries?.[id] !== to.summaries?.[id]);
  if (summaries.length > 0)
    change.summaries = Object.fromEntries(summaries.map((id) => [id, within.summaries?.[id] ?? null]));
  const [was, is, shall] = [now, from, to].map(({ visibleFieldIds }) => visibleFieldIds ?? tableOrder) as [
    string[],
    string[],
    string[],
  ];
  if (!sameValue(is, shall)) {
    const next = sameValue(was, is)
      ? shall
      : withShown(
          was.filter((id) => shall.includes(id) || !is.includes(id)),
          shall,
          shall.filter((id) => !is.includes(id)),
        );
    change.visibleFieldIds = next.filter((id) => tableOrder.includes(id));
  }
  return change;
}
