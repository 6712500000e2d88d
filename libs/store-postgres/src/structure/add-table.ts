import { appError, type View } from '@pyairtable/contracts';
import {
  type FieldRequest,
  MAX_TABLES,
  planField,
  requireFieldName,
  requireTableName,
} from '@pyairtable/core';
import { fieldType } from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import { addField, insertField } from './add-field';
import type { StructureDraft } from './change-structure';
import { createTable } from './ddl';

export interface TableRequest {
  name: string;
  description?: string | undefined;
  /** At least one; the first becomes the primary field. */
  fields: readonly FieldRequest[];
}

/** A view as its row keeps it. */
export function viewRow({ id, name, type, ...config }: View) {
  return { id, name, type, config };
}

/** Writes a view's row at the end of its table. */
export async function insertView(run: StructureDraft['run'], tableId: string, view: View): Promise<void> {
  const { id, name, type, config } = viewRow(view);
  await run(
    `INSERT INTO api.view (id, table_id, name, type, config, position)
      SELECT $1, $2, $3, $4, $5, coalesce(max(position) + 1, 0) FROM api.view WHERE table_id = $2`,
    [id, tableId, name, type, JSON.stringify(config)],
  );
}

/** Adds a table with its fields and one grid view; answers its id. `taken` are the names of the base's tables. */
export async function addTable(
  draft: StructureDraft,
  request: TableRequest,
  taken: readonly string[],
): Promise<string> {
  requireTableName(request.name, taken);
  if (taken.length >= MAX_TABLES)
    throw appError('INVALID_REQUEST_UNKNOWN', `A base holds at most ${MAX_TABLES} tables`);
  const [first, ...others] = request.fields;
  if (!first) throw appError('INVALID_REQUEST_UNKNOWN');
  requireFieldName(first.name, []);
  const primary = planField(first, request.name);
  if (!fieldType(primary.type).primary) {
    throw appError('INVALID_REQUEST_UNKNOWN', `Fields of type ${primary.type} cannot be the primary field`);
  }
  const { base, run } = draft;
  const tableId = newId('table');
  await run(
    `INSERT INTO api."table" (id, base_id, name, description, primary_field_id, position)
      SELECT $1, $2, $3, $4, $5, coalesce(max(position) + 1, 0) FROM api."table" WHERE base_id = $2`,
    [tableId, base.id, request.name, request.description ?? null, primary.id],
  );
  await run('INSERT INTO api.table_counter (table_id) VALUES ($1)', [tableId]);
  await run(createTable(base.id, tableId, [primary]));
  await insertField(run, tableId, primary);
  const table = { id: tableId, name: request.name, names: [primary.name] };
  for (const field of others) await addField(draft, table, field);
  await insertView(run, tableId, { id: newId('view'), name: 'Grid view', type: 'grid' });
  draft.note({ action: 'table.created', tableId, after: { name: request.name } });
  return tableId;
}
