import { appError, type Field, type FieldRules, type FieldRulesChange } from '@pyairtable/contracts';
import {
  fieldModel,
  type FieldModel,
  planComputed,
  requireFieldName,
  requireNamedFields,
  resolvedButton,
  shownField,
  type TableModel,
} from '@pyairtable/core';
import { fieldWith, type NewChoice } from '@pyairtable/field-types';
import { holdCells, keepCells } from '../past/keep-cells';
import { stateTable } from '../sql/identifiers';
import { requirePickingView } from './add-field';
import { withChoices, withoutUnused } from './change-choices';
import { changeRules } from './change-rules';
import type { StructureDraft } from './change-structure';
import { addColumn, dropColumn } from './ddl';
import { fillWatching } from './fill-watching';
import { makeRoom } from './make-room';
import { forgetInViews } from './forget-in-views';
import { type KeptStructure, nothingKept, takeRows } from './kept-structure';
import { orderWith, putInOrder } from './places';

export interface FieldChange {
  name?: string | undefined;
  /** null removes it. */
  description?: string | null | undefined;
  options?: unknown;
  /** To be added to a select's choices as they are by then, instead of `options`; those it has are kept. */
  addChoices?: readonly NewChoice[] | undefined;
  /** Ids of choices of a select that go where nothing uses them, instead of `options`. */
  dropChoices?: readonly string[] | undefined;
  rules?: FieldRulesChange | undefined;
}

const linkOptions = (field: Field) => (field.type === 'multipleRecordLinks' ? field.options : undefined);

/** The field with other options, unless they would change where it keeps its cells. */
function withOptions(
  field: FieldModel,
  table: TableModel,
  given: unknown,
  previous: unknown = field.options,
): Field {
  const outcome = field.behaviour.normaliseOptions(given, previous);
  if (!outcome.ok) {
    throw appError(
      outcome.error.type,
      `Invalid options for ${table.name}.${field.name}: ${outcome.error.message}`,
    );
  }
  const { id, name, type, description, rules } = field;
  const named = { id, name, type, ...(description ? { description } : {}), ...(rules ? { rules } : {}) };
  const changed = resolvedButton(fieldWith(named, outcome.value), table.fields);
  requireNamedFields(table, changed, shownField(field));
  const place = (storage: FieldModel['storage']) =>
    JSON.stringify({ ...storage, sql: undefined, cell: undefined, text: undefined });
  const sameTarget = linkOptions(changed)?.linkedTableId === linkOptions(field)?.linkedTableId;
  // Who changed something of a record, or when, is the record's own to keep, and of some of its fields the field's.
  const moves = field.filledBy?.from === 'change';
  if ((!moves && place(field.storage) !== place(fieldModel(changed).storage)) || !sameTarget) {
    throw appError('INVALID_REQUEST_UNKNOWN', 'These options would change where the field keeps its values');
  }
  return changed;
}

/** Brings the cells of a field that watches others in line with what it is to watch. */
async function watchOthers(
  draft: StructureDraft,
  table: TableModel,
  from: FieldModel,
  to: Field,
): Promise<void> {
  const changed = fieldModel(to);
  const [was, is] = [from.filledBy, changed.filledBy];
  if (was?.from !== 'change' || is?.from !== 'change' || was.watched.join() === is.watched.join()) return;
  if (was.watched.length > 0 && is.watched.length === 0)
    await draft.run(dropColumn(draft.base.id, table.id, from));
  if (was.watched.length === 0) {
    await makeRoom(draft, table.id);
    for (const text of addColumn(draft.base.id, table.id, to)) await draft.run(text);
  }
  await fillWatching(draft, table.id, changed, was.watched);
}

/** Changes name, description, options or rules of a field; its type stays. */
export async function changeField(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  { dropChoices, ...change }: FieldChange,
): Promise<Field> {
  if (dropChoices) {
    // Rules may want the table, which nobody takes who has the base's number.
    if (change.rules)
      throw appError('INVALID_REQUEST_UNKNOWN', 'Choices are dropped apart from a change of rules');
    const options = await withoutUnused(draft, table, field, dropChoices);
    const isAll = Object.values(change).every((given) => given === undefined);
    if (!options && isAll) return shownField(field);
    return changeField(draft, table, field, { ...change, options });
  }
  if (change.name !== undefined) {
    requireFieldName(
      change.name,
      table.fields.filter((other) => other !== field).map(({ name }) => name),
    );
  }
  const name = change.name ?? field.name;
  const description =
    change.description === undefined ? field.description : (change.description ?? undefined);
  const added = change.addChoices && withChoices(field, change.addChoices);
  const given = added ?? change.options;
  // Choices that are added have their ids by now, which are otherwise those of the field alone.
  const { options: wanted } = given === undefined ? field : withOptions(field, table, given, added);
  const { id, type } = field;
  const named = { id, name, type, ...(description ? { description } : {}) };
  const ruled = (rules: FieldRules | undefined) =>
    fieldWith({ ...named, ...(rules ? { rules } : {}) }, wanted);
  const renamed = ruled(
    await changeRules(draft, table, fieldModel(ruled(field.rules), field.link), change.rules),
  );
  const computes = field.storage.kind === 'query' && given !== undefined;
  const changed = computes ? shownField(planComputed(draft.base, table, renamed)) : renamed;
  await watchOthers(draft, table, field, changed);
  const { options } = changed;
  const picking = linkOptions(changed);
  if (field.link && picking?.viewIdForRecordSelection !== linkOptions(field)?.viewIdForRecordSelection) {
    requirePickingView(table, field, picking ?? {}, draft.base.tableById(field.link.linkedTableId));
  }
  await draft.run(
    `UPDATE ${stateTable(draft.base.id, 'field')} SET name = $2, description = $3, options = $4, rules = $5 WHERE id = $1`,
    [
      field.id,
      name,
      description ?? null,
      options ? JSON.stringify(options) : null,
      changed.rules ? JSON.stringify(changed.rules) : null,
    ],
  );
  draft.note({
    action: 'field.updated',
    tableId: table.id,
    fieldId: field.id,
    before: shownField(field),
    after: changed,
  });
  return changed;
}

/** Moves a field in front of another of its table, or to the end. */
export async function placeField(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  before: string | null,
): Promise<void> {
  const ids = table.fields.map(({ id }) => id);
  const order = orderWith('field', ids, field.id, before);
  await putInOrder(draft, 'field', order);
  draft.note({ action: 'field.placed', tableId: table.id, fieldId: field.id, before: ids, after: order });
}

/** Takes a field, and a link's other side, out of the structure and of the views; the cells stay, and are kept beside it. */
export async function removeField(
  draft: StructureDraft,
  field: FieldModel,
  kept: KeptStructure,
): Promise<void> {
  const { base, run, note } = draft;
  const inverse = field.link?.inverseFieldId;
  for (const id of inverse === undefined ? [field.id] : [field.id, inverse]) {
    const found = base.locateField(id);
    if (!found) continue;
    if (found.field.storage.kind === 'column') await run(holdCells(base.id, found.table.id));
    await keepCells(draft, found.table, found.field);
    kept.fields.push(...(await takeRows<KeptStructure['fields'][number]>(draft, 'field', 'id', id)));
    note({ action: 'field.deleted', tableId: found.table.id, fieldId: id, before: shownField(found.field) });
  }
  if (field.link)
    kept.pairs.push(
      ...(await takeRows<KeptStructure['pairs'][number]>(draft, 'link_pair', 'id', field.link.pairId)),
    );
}

/** Deletes a field; a link goes with its inverse. The primary field stays. Its cells are kept in the trash. */
export async function deleteField(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
): Promise<void> {
  if (field.id === table.primaryFieldId)
    throw appError('INVALID_REQUEST_UNKNOWN', 'The primary field cannot be deleted');
  const kept = nothingKept();
  await removeField(draft, field, kept);
  await forgetInViews(draft, kept);
  draft.keep({ kind: 'field', name: field.name, tableId: table.id, kept });
}
