import { appError, FIELD_TYPES, type FieldTypeName, MAX_TABLES } from '@pyairtable/contracts';
import {
  fieldModel,
  type FieldModel,
  type FieldRequest,
  planField,
  planRules,
  requireFieldName,
  requireTableName,
} from '@pyairtable/core';
import { fieldType } from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import { stateTable } from '../sql/identifiers';
import { addComputedFields, addField, type GrowingTable, insertField, type PlacedRequest } from './add-field';
import { rulesContext } from './change-rules';
import type { StructureDraft } from './change-structure';
import { addUnique } from './unique-cells';
import { insertView } from './change-views';
import { createTable } from './ddl';

export interface TableRequest {
  name: string;
  description?: string | undefined;
  /** At least one; the first becomes the primary field. */
  fields: readonly FieldRequest[];
}

/**
 * Adds fields that may name one another: those with cells of their own first, then the computed ones,
 * `computed` among them, and buttons last.
 */
async function addFields(
  draft: StructureDraft,
  table: GrowingTable,
  requests: readonly FieldRequest[],
  from: number,
  computed: readonly PlacedRequest[],
): Promise<void> {
  const left = [...computed];
  const buttons: PlacedRequest[] = [];
  for (const [at, request] of requests.entries()) {
    const place = { request, position: from + at };
    if (isComputed(request.type)) left.push(place);
    else if (request.type === 'button') buttons.push(place);
    else await addField(draft, table, place);
  }
  await addComputedFields(draft, table, left);
  for (const place of buttons) await addField(draft, table, place);
}

const isComputed = (type: string): boolean =>
  (FIELD_TYPES as readonly string[]).includes(type) && fieldType(type as FieldTypeName).family === 'query';

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
  const planned = planField(first, request.name);
  const rules = planRules(fieldModel(planned), first.rules ?? {}, rulesContext(draft));
  const primary = { ...planned, ...(rules ? { rules } : {}) };
  if (!fieldType(primary.type).primary) {
    throw appError('INVALID_REQUEST_UNKNOWN', `Fields of type ${primary.type} cannot be the primary field`);
  }
  const computedPrimary = fieldModel(primary).storage.kind === 'query';
  const { base, run } = draft;
  const tableId = newId('table');
  const tables = stateTable(base.id, 'table');
  await run(
    `INSERT INTO ${tables} (id, name, description, primary_field_id, position)
      SELECT $1, $2, $3, $4, coalesce(max(position) + 1, 0) FROM ${tables}`,
    [tableId, request.name, request.description ?? null, primary.id],
  );
  await run(`INSERT INTO ${stateTable(base.id, 'table_counter')} (table_id) VALUES ($1)`, [tableId]);
  await run(createTable(base.id, tableId, [primary]));
  const fields: FieldModel[] = computedPrimary ? [] : [fieldModel(primary)];
  if (!computedPrimary) await insertField(draft, tableId, primary);
  if (primary.rules?.unique) await run(addUnique(base.id, tableId, fieldModel(primary)));
  const table = { id: tableId, name: request.name, primaryFieldId: primary.id, fields };
  await addFields(
    draft,
    table,
    others,
    1,
    computedPrimary ? [{ request: first, position: 0, id: primary.id }] : [],
  );
  await insertView(run, base.id, tableId, { id: newId('view'), name: 'Grid view', type: 'grid' });
  draft.note({ action: 'table.created', tableId, after: { name: request.name } });
  return tableId;
}
