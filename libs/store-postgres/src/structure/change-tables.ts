import { requireTableName, type TableModel } from '@pyairtable/core';
import { stateTable } from '../sql/identifiers';
import { removeField } from './change-fields';
import { forgetInViews } from './forget-in-views';
import type { StructureDraft } from './change-structure';
import { type KeptStructure, nothingKept, takeRows, takeTable } from './kept-structure';
import { orderWith, putInOrder } from './places';

export interface TableChange {
  name?: string | undefined;
  /** null removes it. */
  description?: string | null | undefined;
}

/** Changes name or description of a table. */
export async function changeTable(
  draft: StructureDraft,
  table: TableModel,
  change: TableChange,
): Promise<void> {
  if (change.name !== undefined) {
    requireTableName(
      change.name,
      draft.base.tables.filter((other) => other !== table).map(({ name }) => name),
    );
  }
  const after = {
    name: change.name ?? table.name,
    description: change.description === undefined ? (table.description ?? null) : change.description,
  };
  await draft.run(
    `UPDATE ${stateTable(draft.base.id, 'table')} SET name = $2, description = $3 WHERE id = $1`,
    [table.id, after.name, after.description],
  );
  const before = { name: table.name, description: table.description ?? null };
  draft.note({ action: 'table.updated', tableId: table.id, before, after });
}

/** Moves a table in front of another of its base, or to the end. */
export async function placeTable(
  draft: StructureDraft,
  table: TableModel,
  before: string | null,
): Promise<void> {
  const ids = draft.base.tables.map(({ id }) => id);
  const order = orderWith('table', ids, table.id, before);
  await putInOrder(draft, 'table', order);
  draft.note({ action: 'table.placed', tableId: table.id, before: ids, after: order });
}

/** Deletes a table and all links to it; its records are kept in the trash. */
export async function deleteTable(draft: StructureDraft, table: TableModel): Promise<void> {
  const kept = nothingKept();
  for (const field of table.fields) if (field.link) await removeField(draft, field, kept);
  kept.fields.push(
    ...(await takeRows<KeptStructure['fields'][number]>(draft, 'field', 'table_id', table.id)),
  );
  kept.views.push(...(await takeRows<KeptStructure['views'][number]>(draft, 'view', 'table_id', table.id)));
  kept.tables.push(...(await takeTable(draft, table.id)));
  await forgetInViews(draft, kept);
  draft.note({ action: 'table.deleted', tableId: table.id, before: { name: table.name } });
  draft.keep({ kind: 'table', name: table.name, tableId: table.id, kept });
}
