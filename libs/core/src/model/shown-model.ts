import type { Field, LinkOptions, Table } from '@pyairtable/contracts';
import { BaseModel } from './base-model';
import { fieldModel, type FieldModel } from './field-model';
import { TableModel } from './table-model';

/** A field as its readers know it; of a link they know both ends, and not where the links are kept. */
function shownField(field: Field): FieldModel {
  if (field.type !== 'multipleRecordLinks') return fieldModel(field);
  const { linkedTableId, inverseLinkFieldId } = field.options as LinkOptions;
  const inverse = inverseLinkFieldId === undefined ? {} : { inverseFieldId: inverseLinkFieldId };
  return fieldModel(field, { pairId: '', own: 'a', other: 'b', linkedTableId, ...inverse });
}

/** The structure of a base as its readers are shown it, with computed fields worked out: for those who compute, not for who stores. */
export function shownModel(tables: readonly Table[]): BaseModel {
  return new BaseModel({
    id: '',
    workspaceId: '',
    name: '',
    color: '',
    icon: '',
    schemaVersion: 0,
    members: [],
    tables: tables.map(
      (table) => new TableModel({ ...table, baseId: '', fields: table.fields.map(shownField) }),
    ),
  });
}
