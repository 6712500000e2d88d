import { appError, type FieldPreview, type Row } from '@pyairtable/contracts';
import {
  fieldModel,
  type FieldModel,
  planField,
  shownField,
  type TableModel,
  withComputed,
} from '@pyairtable/core';
import { readRowsStatement, type TextRow } from '../read/row-window';
import type { StructureDraft } from './change-structure';

/** A computed field as it would be made, or as `fieldId` would become, and the records to show it for. */
export interface FieldPreviewRequest {
  fieldId?: string | undefined;
  type: string;
  options?: unknown;
  recordIds: readonly string[];
}

/** The name of a field that is not made: its refusals name it. */
const NAME = 'Preview';

/** What a computed field would be, and its cells in the records. Changes nothing; refused as making it would be. */
export async function previewField(
  { base, caller, run }: StructureDraft,
  table: TableModel,
  { fieldId, type, options, recordIds }: FieldPreviewRequest,
): Promise<FieldPreview> {
  const known = fieldId === undefined ? undefined : table.fieldById(fieldId);
  if (fieldId !== undefined && !known) throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
  const request = { name: known?.name ?? NAME, type, options };
  const planned = planField(request, table.name, known && shownField(known));
  if (fieldModel(planned).storage.kind !== 'query')
    throw appError('INVALID_REQUEST_UNKNOWN', `Fields of type ${type} compute nothing`);
  const shown = withComputed(base, table, known ? { ...planned, id: known.id } : planned);
  const there = shown.table(table.id);
  const field = there.fieldById(known?.id ?? planned.id) as FieldModel;
  const primary = there.fieldById(there.primaryFieldId) as FieldModel;
  const wanted = primary === field ? [field] : [primary, field];
  const { text, parameters } = readRowsStatement(shown, there, recordIds, wanted, caller);
  const [read] = await run<TextRow>(text, parameters);
  const { rows } = JSON.parse(read?.answer ?? '{"rows":[]}') as { rows: Row[] };
  return { field: shownField(field), rows };
}
