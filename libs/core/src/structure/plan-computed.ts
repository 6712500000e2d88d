import { appError, type Field } from '@pyairtable/contracts';
import { fieldWith } from '@pyairtable/field-types';
import { namesToIds } from '@pyairtable/formula';
import { BaseModel } from '../model/base-model';
import { fieldModel, type FieldModel } from '../model/field-model';
import { TableModel } from '../model/table-model';

interface ComputedTexts {
  formula?: string;
  filter?: string;
  recordLinkFieldId?: string;
}

/** The table with the fields: each in place of the one of its id, else behind all others. */
function withFields(table: TableModel, fields: readonly FieldModel[]): TableModel {
  const given = new Map(fields.map((field) => [field.id, field]));
  const kept = table.fields.map((field) => given.get(field.id) ?? field);
  return table.withFields([...kept, ...fields.filter(({ id }) => !table.fieldById(id))]);
}

function withTable(base: BaseModel, table: TableModel): BaseModel {
  const known = base.tableById(table.id) !== undefined;
  return known
    ? base.withTable(table)
    : new BaseModel({ ...base, tables: [...base.tables, table], members: [...base.people.values()] });
}

/** The options with fields named by their ids, as they are stored. */
function resolved(base: BaseModel, table: TableModel, field: Field): Field {
  const { options, ...named } = field;
  const texts = options as ComputedTexts;
  const { formula, filter, recordLinkFieldId } = texts;
  const linkedId = table.fieldById(recordLinkFieldId ?? '')?.link?.linkedTableId;
  const linked = linkedId === table.id ? table : base.tableById(linkedId ?? '');
  const own = field.type === 'formula' ? table.fields : [];
  return fieldWith(named, {
    ...texts,
    ...(formula === undefined
      ? {}
      : { formula: namesToIds(formula, own, { rollup: field.type === 'rollup' }) }),
    ...(filter === undefined ? {} : { filter: namesToIds(filter, linked?.fields ?? []) }),
  });
}

/**
 * Computed fields of a table as they are stored and as they work out in the base, all at once: they may name one another,
 * and those that `table` holds. Throws INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE with the reason when something that one reads
 * is not there, a formula is wrong, or a field would be computed from itself.
 */
export function planComputedFields(
  base: BaseModel,
  table: TableModel,
  fields: readonly Field[],
): FieldModel[] {
  const unresolved = fields.map((field) => fieldModel(field));
  const named = withFields(table, unresolved);
  const stored = fields.map((field) => fieldModel(resolved(base, named, field)));
  const whole = withTable(base, withFields(table, stored)).table(table.id);
  return stored.map(({ id, name }) => {
    const planned = whole.fieldById(id) as FieldModel;
    if (planned.computed?.kind === 'invalid')
      throw appError(
        'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
        `Invalid options for ${table.name}.${name}: ${planned.computed.reason}`,
      );
    return planned;
  });
}

/** The same of one field. */
export const planComputed = (base: BaseModel, table: TableModel, field: Field): FieldModel =>
  planComputedFields(base, table, [field])[0] as FieldModel;

/** The base with that field in it. */
export const withComputed = (base: BaseModel, table: TableModel, field: Field): BaseModel =>
  withTable(base, withFields(table, [planComputed(base, table, field)]));
