import type { View, ViewChange } from '@pyairtable/contracts';
import { planViewChange, requireTableName, type TableModel } from '@pyairtable/core';
import { stateTable } from '../sql/identifiers';
import { viewRow } from './add-table';
import { deleteLink } from './change-fields';
import type { StructureDraft } from './change-structure';
import { dropTable, takeTables } from './ddl';

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

/** Deletes a table with its records and all links to it. */
export async function deleteTable(draft: StructureDraft, table: TableModel): Promise<void> {
  const linked = table.fields.flatMap(({ link }) => (link ? [link.linkedTableId] : []));
  await draft.run(takeTables(draft.base.id, new Set([table.id, ...linked])));
  for (const field of table.fields) if (field.link) await deleteLink(draft, table, field);
  await draft.run(dropTable(draft.base.id, table.id));
  await draft.run(`DELETE FROM ${stateTable(draft.base.id, 'table')} WHERE id = $1`, [table.id]);
  draft.note({ action: 'table.deleted', tableId: table.id, before: { name: table.name } });
}

/** Changes a view as `planViewChange` says. */
export async function changeView(
  draft: StructureDraft,
  table: TableModel,
  view: View,
  change: ViewChange,
): Promise<View> {
  const after = planViewChange(table, view, change);
  const { id, name, config } = viewRow(after);
  await draft.run(`UPDATE ${stateTable(draft.base.id, 'view')} SET name = $2, config = $3 WHERE id = $1`, [
    id,
    name,
    JSON.stringify(config),
  ]);
  draft.note({ action: 'view.updated', tableId: table.id, viewId: id, before: view, after });
  return after;
}
