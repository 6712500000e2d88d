import type { View, ViewLosses, ViewSettings } from '@pyairtable/contracts';
import {
  askedIn,
  type BaseModel,
  fieldModel,
  type FieldModel,
  givesTheSame,
  type TableModel,
  viewFitting,
  viewWithin,
  viewWithout,
} from '@pyairtable/core';
import { isDeepStrictEqual } from 'node:util';
import type { StructureDraft, StructureTraces } from './change-structure';
import { putSettings, viewRow } from './change-views';
import type { KeptStructure } from './kept-structure';

type Config = KeptStructure['settings'][number]['before'];

/** Writes what is left of the settings of a table's views; answers those that were others before. */
async function leaveInViews(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  tableId: string,
  left: (view: View) => View,
): Promise<KeptStructure['settings']> {
  const forgotten = (base.tableById(tableId)?.views ?? []).flatMap((view) => {
    const [before, after] = [view, left(view)].map((one) => viewRow(one).config) as [Config, Config];
    return isDeepStrictEqual(after, before) ? [] : [{ viewId: view.id, before, after }];
  });
  await putSettings(run, base.id, forgotten);
  return forgotten;
}

/** Takes the fields that were removed out of the views of the tables that stay. */
export async function forgetInViews(draft: StructureDraft, kept: KeptStructure): Promise<void> {
  const gone = new Set(kept.tables.map(({ id }) => id));
  const fieldIds = new Map<string, string[]>();
  for (const { id, table_id } of kept.fields)
    if (!gone.has(table_id)) fieldIds.set(table_id, [...(fieldIds.get(table_id) ?? []), id]);
  for (const [tableId, ids] of fieldIds)
    kept.settings.push(...(await leaveInViews(draft, tableId, (view) => viewWithout(view, new Set(ids)))));
}

/** A field, and what it has become. */
export interface Converted {
  table: TableModel;
  from: FieldModel;
  to: FieldModel;
}

const TEXT = fieldModel({ id: '', name: '', type: 'singleLineText' });

/** What is left of a view of the table once fields are of another type. */
function leftOf(view: View, tableId: string, converted: readonly Converted[]): View {
  // Links to other records are as if they were made of their titles: those that conditions name are not theirs.
  const ofTable = converted.filter(({ table }) => table.id === tableId);
  const titles = ofTable.filter(({ from }) => from.link).map(({ to: { id } }) => ({ ...TEXT, id }));
  return [titles, ofTable.map(({ to }) => to)]
    .map((fields) => new Map(fields.map((field) => [field.id, field])))
    .reduce(viewFitting, view);
}

/** Takes out of views what fields that have become of another type cannot give them. */
export async function forgetUnfit(draft: StructureDraft, converted: readonly Converted[]): Promise<void> {
  for (const tableId of new Set(converted.map(({ table }) => table.id)))
    await leaveInViews(draft, tableId, (view) => leftOf(view, tableId, converted));
}

/** Changes of structure after which a computed field may be another, or in an error. */
const REWORKING = /^(field|table)\.(updated|converted|deleted|restored)$/;

/** What of these a view asks of computed fields that have become others than they were in `base`. */
const unfitIn = (view: View, base: BaseModel, now: TableModel): string[] =>
  [...new Set(askedIn(view))].filter((id) => {
    const is = now.fieldById(id);
    const was = base.tableById(now.id)?.fieldById(id);
    return is?.computed && !(was && givesTheSame(was, is));
  });

/** The base with those fields as what they become. */
const become = (base: BaseModel, converted: readonly Converted[]): BaseModel =>
  converted.reduce((made, { table: { id }, to }) => {
    const table = made.table(id);
    return made.withTable(table.withFields(table.fields.map((field) => (field.id === to.id ? to : field))));
  }, base);

/** What views will lose with fields that become of another type, and with what is computed from them. */
export function lostInViews({ base }: StructureDraft, converted: readonly Converted[]): ViewLosses[] {
  return become(base, converted).tables.flatMap((table) =>
    table.views.flatMap((view) => {
      const left = viewWithin(leftOf(view, table.id, converted), table, unfitIn(view, base, table));
      const keys = Object.keys(view) as (keyof ViewSettings)[];
      const settings = keys.sort().filter((key) => !isDeepStrictEqual(left[key], view[key]));
      return settings.length === 0 ? [] : [{ viewId: view.id, settings }];
    }),
  );
}

/**
 * Takes out of views what computed fields cannot give them that have become others by the change: of their own accord, or with
 * what they read. With what was deleted the trash keeps it.
 */
export async function forgetReworked(
  draft: StructureDraft,
  { notes, kept: [item] }: Pick<StructureTraces, 'notes' | 'kept'>,
): Promise<void> {
  const { base, run, now } = draft;
  if (!notes.some(({ action }) => REWORKING.test(action))) return;
  const asks = (table: TableModel) =>
    table.views.some((view) => askedIn(view).some((id) => table.fieldById(id)?.computed));
  if (!base.tables.some(asks) && !notes.some(({ action }) => action === 'table.restored')) return;
  const present = await now();
  for (const table of present.tables) {
    const unfit = new Map(table.views.map((view) => [view.id, unfitIn(view, base, table)]));
    const forgotten = await leaveInViews({ base: present, run }, table.id, (view) =>
      viewWithin(view, table, unfit.get(view.id) ?? []),
    );
    for (const { viewId, before, after } of item ? forgotten : []) {
      const settings = item?.kept.settings ?? [];
      const own = settings.find((one) => one.viewId === viewId) ?? { viewId, before, after };
      Object.assign(own, { after, unfit: unfit.get(viewId) });
      if (!settings.includes(own)) settings.push(own);
    }
  }
}
