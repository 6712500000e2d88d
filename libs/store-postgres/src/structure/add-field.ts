import { appError, type Field, type LinkOptions, MAX_FIELDS } from '@pyairtable/contracts';
import {
  fieldModel,
  type FieldModel,
  type FieldRequest,
  freeName,
  planComputed,
  planComputedFields,
  planField,
  planRules,
  requireFieldName,
  requireNamedFields,
  resolvedButton,
  shownField,
  TableModel,
} from '@pyairtable/core';
import { fieldAs } from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import { stateTable } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { addColumn, createJunction } from './ddl';
import { fillWatching } from './fill-watching';
import { rulesContext } from './change-rules';
import { addUnique } from './unique-cells';
import { makeRoom } from './make-room';
import { showInViews } from './show-in-views';

/** What adding to a table needs to know of it; `fields` grows as they are added. */
export interface GrowingTable {
  id: string;
  name: string;
  primaryFieldId: string;
  fields: FieldModel[];
}

export const growing = ({ id, name, primaryFieldId, fields }: TableModel): GrowingTable => ({
  id,
  name,
  primaryFieldId,
  fields: [...fields],
});

/** Writes a field's row, at the end of its table unless told otherwise, and shows it in views that hide none. */
export async function insertField(
  draft: Pick<StructureDraft, 'run' | 'base'>,
  tableId: string,
  field: Field,
  position?: number,
): Promise<void> {
  const fields = stateTable(draft.base.id, 'field');
  await draft.run(
    `INSERT INTO ${fields} (id, table_id, name, type, description, options, rules, position)
      SELECT $1, $2::text, $3, $4, $5, $6, $7, coalesce($8, max(position) + 1, 0) FROM ${fields} WHERE table_id = $2`,
    [
      field.id,
      tableId,
      field.name,
      field.type,
      field.description ?? null,
      field.options ? JSON.stringify(field.options) : null,
      field.rules ? JSON.stringify(field.rules) : null,
      position ?? null,
    ],
  );
  await showInViews(draft, tableId, field.id);
}

const linkOptionsError = (table: { name: string }, field: { name: string }, about: string) =>
  appError(
    'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
    `Invalid options for ${table.name}.${field.name}: Failed schema validation: <Field>.options.${about}`,
  );

/** Throws unless the view that a link's records are picked from, if any, is one of the linked table. */
export function requirePickingView(
  table: { name: string },
  field: { name: string },
  { viewIdForRecordSelection: viewId }: Pick<LinkOptions, 'viewIdForRecordSelection'>,
  linked: TableModel | undefined,
): void {
  if (viewId !== undefined && !linked?.views.some(({ id }) => id === viewId))
    throw linkOptionsError(table, field, 'viewIdForRecordSelection is not a view of the linked table');
}

function requireRoom(tableName: string, fields: number): void {
  if (fields >= MAX_FIELDS)
    throw appError('INVALID_REQUEST_UNKNOWN', `Table "${tableName}" holds at most ${MAX_FIELDS} fields`);
}

/** The table that a link is to, undefined for its own. Throws unless it, and the view that records are picked from, are there. */
export function requireLinkedTable(
  { base }: Pick<StructureDraft, 'base'>,
  table: { id: string; name: string },
  field: Field,
): TableModel | undefined {
  const { options } = fieldAs(field, 'multipleRecordLinks');
  const linked = base.tableById(options.linkedTableId);
  if (!linked && options.linkedTableId !== table.id) {
    throw linkOptionsError(table, field, 'linkedTableId is not a table of this base');
  }
  requirePickingView(table, field, options, linked);
  return linked;
}

/** Makes a link of a field that `place` stores, with its other end in the linked table. */
export async function makeLink(
  draft: StructureDraft,
  table: Pick<GrowingTable, 'id' | 'name'>,
  field: Field,
  place: (forward: Field) => Promise<void>,
): Promise<FieldModel> {
  const { base, run } = draft;
  const { options: given, ...named } = fieldAs(field, 'multipleRecordLinks');
  const linked = requireLinkedTable(draft, table, field);
  const toItself = given.linkedTableId === table.id;
  const inverseId = toItself ? undefined : newId('field');
  const options = { ...given, isReversed: false, ...(inverseId ? { inverseLinkFieldId: inverseId } : {}) };
  const forward: Field = { ...named, options };
  await place(forward);
  if (inverseId && linked) {
    const taken = await run<{ name: string }>(
      `SELECT name FROM ${stateTable(base.id, 'field')} WHERE table_id = $1`,
      [linked.id],
    );
    requireRoom(linked.name, taken.length);
    const name = freeName(
      table.name,
      taken.map((other) => other.name),
    );
    const inverse: Field = {
      id: inverseId,
      name,
      type: 'multipleRecordLinks',
      options: {
        linkedTableId: table.id,
        isReversed: false,
        prefersSingleRecordLink: false,
        inverseLinkFieldId: field.id,
      },
    };
    await insertField(draft, linked.id, inverse);
    draft.note({ action: 'field.created', tableId: linked.id, fieldId: inverseId, after: inverse });
  }
  await run(
    `INSERT INTO ${stateTable(base.id, 'link_pair')} (id, table_a, field_a, table_b, field_b) VALUES ($1, $2, $1, $3, $4)`,
    [field.id, table.id, given.linkedTableId, inverseId ?? null],
  );
  for (const text of createJunction(base.id, field.id, table.id, given.linkedTableId)) await run(text);
  return fieldModel(forward, {
    pairId: field.id,
    own: 'a',
    other: 'b',
    linkedTableId: given.linkedTableId,
    ...(inverseId ? { inverseFieldId: inverseId } : {}),
  });
}

/** A field to be added; at the end of its table and with an id of its own unless told otherwise. */
export interface PlacedRequest {
  request: FieldRequest;
  position?: number | undefined;
  id?: string | undefined;
}

/** The fields asked for, each with a name of its own; throws what is wrong with one. */
function planRequests(
  draft: StructureDraft,
  table: GrowingTable,
  places: readonly PlacedRequest[],
): FieldModel[] {
  const names = table.fields.map(({ name }) => name);
  return places.map(({ request, id }) => {
    requireFieldName(request.name, names);
    requireRoom(table.name, names.length);
    names.push(request.name);
    const resolved = resolvedButton(planField(request, table.name), table.fields);
    const planned = { ...resolved, ...(id ? { id } : {}) };
    const rules = planRules(fieldModel(planned), request.rules ?? {}, rulesContext(draft));
    return fieldModel({ ...planned, ...(rules ? { rules } : {}) });
  });
}

function added(draft: StructureDraft, table: GrowingTable, field: FieldModel): Field {
  table.fields.push(field);
  const shown = shownField(field);
  draft.note({ action: 'field.created', tableId: table.id, fieldId: field.id, after: shown });
  return shown;
}

/** Adds computed fields, which may name one another in whatever order they come: all are worked out at once. */
export async function addComputedFields(
  draft: StructureDraft,
  table: GrowingTable,
  places: readonly PlacedRequest[],
): Promise<void> {
  const planned = planRequests(draft, table, places).map(shownField);
  const fields = planComputedFields(draft.base, grown(draft, table), planned);
  for (const [at, field] of fields.entries()) {
    await insertField(draft, table.id, field, places[at]?.position);
    added(draft, table, field);
  }
}

/** Adds one field to a table that already has its table of records; a link brings its inverse along. */
export async function addField(
  draft: StructureDraft,
  table: GrowingTable,
  place: PlacedRequest,
): Promise<Field> {
  const [field] = planRequests(draft, table, [place]) as [FieldModel];
  return added(draft, table, await store(draft, table, field, place.position));
}

/** Adds a field that has its id, its stored options and its rules, at the end of its table. */
export async function addWhole(
  draft: StructureDraft,
  table: GrowingTable,
  planned: Field,
): Promise<FieldModel> {
  const names = table.fields.map(({ name }) => name);
  requireFieldName(planned.name, names);
  requireRoom(table.name, names.length);
  const field = await store(draft, table, fieldModel(planned), undefined);
  added(draft, table, field);
  return field;
}

async function store(
  draft: StructureDraft,
  table: GrowingTable,
  field: FieldModel,
  position: number | undefined,
): Promise<FieldModel> {
  const { storage } = field;
  if (storage.kind === 'links')
    return makeLink(draft, table, shownField(field), (forward) =>
      insertField(draft, table.id, forward, position),
    );
  if (storage.kind !== 'query') return addStored(draft, table, field, position);
  const computed = planComputed(draft.base, grown(draft, table), shownField(field));
  await insertField(draft, table.id, computed, position);
  return computed;
}

async function addStored(
  draft: StructureDraft,
  table: GrowingTable,
  field: FieldModel,
  position: number | undefined,
): Promise<FieldModel> {
  requireNamedFields(table, shownField(field));
  await makeRoom(draft, table.id);
  await insertField(draft, table.id, shownField(field), position);
  for (const text of addColumn(draft.base.id, table.id, field)) await draft.run(text);
  await fillWatching(draft, table.id, field);
  if (field.filledBy?.from === 'counter') await continueNumbers(draft, table.id);
  if (field.rules?.unique) await draft.run(addUnique(draft.base.id, table.id, field));
  return field;
}

/** The table as it is by now. */
function grown({ base }: StructureDraft, { id, name, primaryFieldId, fields }: GrowingTable): TableModel {
  const views = base.tableById(id)?.views ?? [];
  return new TableModel({ id, baseId: base.id, name, primaryFieldId, fields, views });
}

/** Numbers of the next records go on behind those that existing records were given. */
async function continueNumbers({ base, run }: StructureDraft, tableId: string): Promise<void> {
  await run(
    `UPDATE ${stateTable(base.id, 'table_counter')} SET next_number = greatest(next_number, record_count + 1) WHERE table_id = $1`,
    [tableId],
  );
}
