import { appError, type View, type ViewChange, type ViewSettings } from '@pyairtable/contracts';
import type { TableModel } from '../model/table-model';
import { columnWidths } from './column-widths';
import type { FieldReader } from './field-reader';
import { filterFormula } from './filter-formula';
import { sortKeys } from './sort-keys';
import type { ViewSetting } from './view-setting';
import { visibleFields } from './visible-fields';

type Settings = { [K in keyof Required<ViewSettings>]: ViewSetting<Required<ViewSettings>[K]> };

/** Mapped over what the contract has: the compiler asks here for a new setting. */
const VIEW_SETTINGS: Settings = {
  visibleFieldIds: visibleFields,
  columnWidths,
  sort: sortKeys,
  filterFormula,
};

type Entry = [keyof ViewSettings, ViewSetting<unknown>];
const ENTRIES = Object.entries(VIEW_SETTINGS) as unknown as Entry[];

/** The settings for which `make` answers something. */
function settingsOf(make: (key: keyof ViewSettings, setting: ViewSetting<unknown>) => unknown): ViewSettings {
  const entries = ENTRIES.map(([key, setting]) => [key, make(key, setting)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const bare = ({ id, name, type }: View): View => ({ id, name, type });

/** The view after a change of it. */
export function changedView(view: View, change: ViewChange): View {
  const given = change as ViewSettings;
  const settings = settingsOf((key, { merge }) => {
    const [before, value] = [view[key], given[key]];
    if (value === undefined) return before;
    return merge ? merge(before, value) : value;
  });
  return { ...bare(view), ...settings, ...(change.name === undefined ? {} : { name: change.name }) };
}

/** The same, for the server. Throws UNKNOWN_FIELD_NAME for a field that is not the table's, and when the name is taken. */
export function planViewChange(table: TableModel, view: View, change: ViewChange): View {
  const given = change as ViewSettings;
  for (const [key, setting] of ENTRIES) {
    const named = given[key] === undefined ? [] : setting.fieldIds(given[key]);
    for (const fieldId of named)
      if (!table.fieldById(fieldId)) throw appError('UNKNOWN_FIELD_NAME', `Unknown field name: "${fieldId}"`);
  }
  if (table.views.some((other) => other !== view && other.name === change.name))
    throw appError('INVALID_REQUEST_UNKNOWN', 'A view with this name already exists in the table');
  return changedView(view, change);
}

/** The view once a field of its table is gone. */
export function viewWithout(view: View, fieldId: string): View {
  const settings = settingsOf((key, setting) =>
    view[key] === undefined ? undefined : setting.forget(view[key], fieldId),
  );
  return { ...bare(view), ...settings };
}

/** The settings of a view in a base file. */
export const readViewSettings = (
  given: Readonly<Record<string, unknown>>,
  reader: FieldReader,
): ViewSettings => settingsOf((_key, setting) => setting.read(given, reader));
