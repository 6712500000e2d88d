import type { View } from '@pyairtable/contracts';
import { fieldModel, type FieldModel, type TableModel, viewFitting, viewWithout } from '@pyairtable/core';
import { stateTable } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { viewRow } from './change-views';
import type { KeptStructure } from './kept-structure';

/** Writes what is left of the settings of a table's views; answers those that were others before. */
async function leaveInViews(
  { base, run }: StructureDraft,
  tableId: string,
  left: (view: View) => View,
): Promise<KeptStructure['settings']> {
  const forgotten: KeptStructure['settings'] = [];
  for (const view of base.tableById(tableId)?.views ?? []) {
    const { config: before } = viewRow(view);
    const { config: after } = viewRow(left(view));
    if (JSON.stringify(after) === JSON.stringify(before)) continue;
    forgotten.push({ viewId: view.id, before, after });
    await run(`UPDATE ${stateTable(base.id, 'view')} SET config = $2 WHERE id = $1`, [
      view.id,
      JSON.stringify(after),
    ]);
  }
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

/** Takes out of views what fields that have become of another type cannot give them. */
export async function forgetUnfit(draft: StructureDraft, converted: readonly Converted[]): Promise<void> {
  const tableIds = new Set(converted.map(({ table }) => table.id));
  for (const tableId of tableIds) {
    // Links to other records are as if they were made of their titles: those that conditions name are not theirs.
    const ofTable = converted.filter(({ table }) => table.id === tableId);
    const titles = ofTable.filter(({ from }) => from.link).map(({ to: { id } }) => ({ ...TEXT, id }));
    const steps = [titles, ofTable.map(({ to }) => to)].map(
      (fields) => new Map(fields.map((field) => [field.id, field])),
    );
    await leaveInViews(draft, tableId, (view) => steps.reduce(viewFitting, view));
  }
}
