import { appError, type NewView, type View, type ViewChange, type ViewSettings } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import { freeName } from '../structure/free-name';
import { columnWidths } from './column-widths';
import type { FieldReader } from './field-reader';
import { filter } from './filter';
import { filterFormula } from './filter-formula';
import { filterKind } from './filter-operators';
import { locked } from './locked';
import { personalForUserId } from './personal';
import { recordColors } from './record-colors';
import { rowHeight } from './row-height';
import { isToldByRow } from './row-filter';
import { groupKeys, sortKeys } from './sort-keys';
import { summaries } from './summaries';
import type { FieldsById, ViewSetting } from './view-setting';
import { viewRoomFault, writtenLength } from './view-room';
import { visibleFields } from './visible-fields';

type Settings = { [K in keyof Required<ViewSettings>]: ViewSetting<Required<ViewSettings>[K]> };

/** Mapped over what the contract has: the compiler asks here for a new setting. */
const VIEW_SETTINGS: Settings = {
  visibleFieldIds: visibleFields,
  columnWidths,
  rowHeight,
  filter,
  filterFormula,
  groups: groupKeys,
  sort: sortKeys,
  colors: recordColors,
  summaries,
  locked,
  personalForUserId,
};

type Entry = [keyof ViewSettings, ViewSetting<unknown>];
const ENTRIES = Object.entries(VIEW_SETTINGS) as unknown as Entry[];

/** The settings for which `make` answers something. */
function settingsOf(make: (key: keyof ViewSettings, setting: ViewSetting<unknown>) => unknown): ViewSettings {
  const entries = ENTRIES.map(([key, setting]) => [key, make(key, setting)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Ids of the fields that settings name. */
const namedIn = (settings: ViewSettings): string[] =>
  ENTRIES.flatMap(([key, setting]) => (settings[key] == null ? [] : setting.fieldIds(settings[key])));

/** Ids of the fields of which a view asks what not every field can give. */
export const askedIn = (view: View): string[] =>
  ENTRIES.flatMap(([key, { fieldIds, fit }]) => (fit && view[key] != null ? fieldIds(view[key]) : []));

/** Whether views can ask of a field what they could of what it was. */
export const givesTheSame = (was: FieldModel, is: FieldModel): boolean =>
  filterKind(was) === filterKind(is) && isToldByRow(was) === isToldByRow(is);

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

/** Why the table cannot have one of these settings, whose fields are its own, in a sentence. */
function settingsFault(given: ViewSettings, table: TableModel): string | undefined {
  for (const [key, { fault }] of ENTRIES) {
    // Null takes a setting away.
    const value = given[key] ?? undefined;
    const found = value === undefined ? undefined : fault?.(value, table);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The same, for the server. Throws UNKNOWN_FIELD_NAME for a field that is not the table's, INVALID_REQUEST_UNKNOWN for a
 * setting that the table cannot have, for settings that are too large together, and a name that is taken.
 */
export function planViewChange(table: TableModel, view: View, change: ViewChange): View {
  const given = change as ViewSettings;
  const unknown = namedIn(given).find((id) => !table.fieldById(id));
  if (unknown !== undefined) throw appError('UNKNOWN_FIELD_NAME', `Unknown field name: "${unknown}"`);
  const unfit = settingsFault(given, table);
  if (unfit !== undefined) throw appError('INVALID_REQUEST_UNKNOWN', unfit);
  if (table.views.some((other) => other !== view && other.name === change.name))
    throw appError('INVALID_REQUEST_UNKNOWN', 'A view with this name already exists in the table');
  const kept = settingsOf((key, setting) =>
    given[key] === undefined ? undefined : (setting.kept?.(given[key], table) ?? given[key]),
  );
  const after = changedView(view, { ...change, ...kept });
  // Views that were larger before there was a bound may be named, arranged and made smaller.
  if (!table.views.includes(view) || writtenLength(after) > writtenLength(view)) {
    const others = table.views.filter(({ id }) => id !== view.id);
    const fault = viewRoomFault([after, ...others]);
    if (fault !== undefined) throw appError('INVALID_REQUEST_UNKNOWN', fault);
  }
  return after;
}

/** A copy is everybody's, and open. */
function copyable(view: View): View {
  const copy = { ...view };
  delete copy.locked;
  delete copy.personalForUserId;
  return copy;
}

const NAMES: Record<View['type'], string> = {
  grid: 'Grid view',
  form: 'Form',
  calendar: 'Calendar',
  gallery: 'Gallery',
  kanban: 'Kanban',
  timeline: 'Timeline',
  block: 'Block',
};

/** A view to be made. Throws as `planViewChange`, and for an id that is in use, a view to copy that is not there, or one view too many. */
export function planNewView(
  base: BaseModel,
  table: TableModel,
  { id = newId('view'), type, copyOf, ...given }: NewView,
): View {
  const change = { ...given };
  delete change.before;
  if (base.tables.some(({ views }) => views.some((view) => view.id === id)))
    throw appError('INVALID_REQUEST_UNKNOWN', 'The id is in use');
  const copied = copyOf === undefined ? undefined : copyable(table.view(copyOf));
  const kind = copied?.type ?? type ?? 'grid';
  const taken = table.views.map((view) => view.name);
  const name = copied ? freeName(copied.name, taken, ' copy') : freeName(NAMES[kind], taken);
  return planViewChange(table, { ...copied, id, name, type: kind }, change);
}

/** The view once fields of its table are gone. */
export function viewWithout(view: View, gone: ReadonlySet<string>): View {
  const settings = settingsOf((key, setting) =>
    view[key] === undefined ? undefined : setting.forget(view[key], gone),
  );
  return { ...bare(view), ...settings };
}

/** The settings of a view that an empty value takes away or back to what they are by themselves. */
export const BARE_SETTINGS = {
  filter: { conjunction: 'and', conditions: [] },
  filterFormula: '',
  groups: [],
  sort: [],
  rowHeight: 'short',
  colors: null,
  locked: false,
  personalForUserId: null,
} satisfies ViewChange;

/** The view without what it asks of fields of its table which these, as they are by now, cannot give. */
export function viewFitting(view: View, fields: FieldsById): View {
  const settings = settingsOf((key, { fit }) =>
    view[key] === undefined || !fit ? view[key] : fit(view[key], fields),
  );
  return { ...bare(view), ...settings };
}

/** What of a view is of fields that the table has, as they are by now; of those of these ids alone, where they are given. */
export function viewWithin(
  view: View,
  table: Pick<TableModel, 'fieldById'>,
  fieldIds: Iterable<string> = namedIn(view),
): View {
  const gone = new Set<string>();
  const fields = new Map<string, FieldModel>();
  for (const id of fieldIds) {
    const field = table.fieldById(id);
    if (field) fields.set(id, field);
    else gone.add(id);
  }
  return viewFitting(viewWithout(view, gone), fields);
}

/** The settings of a view in a base file. */
export const readViewSettings = (
  given: Readonly<Record<string, unknown>>,
  reader: FieldReader,
): ViewSettings => settingsOf((_key, setting) => setting.read(given, reader));

/**
 * What of a view that a base file brings its table can have. Why it cannot have the rest is told where a route would refuse it; a
 * formula may name what is gone by now, as those that are kept do.
 */
export function importedView(given: View, table: TableModel): { view: View; fault: string | undefined } {
  const view = viewWithin(given, table);
  const settings = { ...view };
  delete settings.filterFormula;
  return { view, fault: settingsFault(settings, table) ?? viewRoomFault([view]) };
}
