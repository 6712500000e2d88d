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

/** The table with the field: in place of the one of its id, else behind all others. */
function withField(table: TableModel, field: FieldModel): TableModel {
  const others = table.fields.filter(({ id }) => id !== field.id);
  const at = table.fields.findIndex(({ id }) => id === field.id);
  return table.withFields(at < 0 ? [...others, field] : others.toSpliced(at, 0, field));
}

function withTable(base: BaseModel, table: TableModel): BaseModel {
  const known = base.tableById(table.id) !== undefined;
  return known
    ? base.withTable(table)
    : new BaseModel({ ...base, tables: [...base.tables, table], members: [...base.people.values()] });
}

/** The options with fields named by their ids, as they are stored. */
function settled(base: BaseModel, table: TableModel, field: Field): Field {
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
 * A computed field as it is stored and as it works out in the base; `table` holds the fields it may name. Throws
 * INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE with the reason when something that it reads is not there, a formula is wrong, or
 * the field would be computed from itself.
 */
export function planComputed(base: BaseModel, table: TableModel, field: Field): FieldModel {
  const stored = fieldModel(settled(base, table, field));
  const planned = withTable(base, withField(table, stored)).table(table.id).fieldById(field.id) as FieldModel;
  const { computed } = planned;
  if (computed?.kind === 'invalid')
    throw appError(
      'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
      `Invalid options for ${table.name}.${field.name}: ${computed.reason}`,
    );
  return planned;
}
