import type { Field, FieldTypeName, LookupItem, RowCell } from '@pyairtable/contracts';
import { faultOf } from '@pyairtable/contracts';
import { fieldType, fieldWith, shownAs } from '@pyairtable/field-types';

/** A cell of a stored field. */
export interface LookAlike {
  field: Field;
  cell: RowCell | undefined;
}

/** Types that show several values, for those of one. */
const SEVERAL: Partial<Record<FieldTypeName, FieldTypeName>> = {
  singleSelect: 'multipleSelects',
  singleCollaborator: 'multipleCollaborators',
  createdBy: 'multipleCollaborators',
  lastModifiedBy: 'multipleCollaborators',
};

/** The stored cell that a computed one looks like; null for several values, which stand as a list of texts. */
export function lookAlike(cell: RowCell | undefined, field: Field): LookAlike | null {
  const { type, options } = shownAs(field);
  const { id, name } = field;
  const of = (looks: FieldTypeName, shown: RowCell | undefined): LookAlike => ({
    field: fieldWith({ id, name, type: looks }, options),
    cell: shown,
  });
  if (field.type !== 'multipleLookupValues') return of(type, cell);
  const several = fieldType(type).several ? type : SEVERAL[type];
  if (several) return of(several, cell);
  const [only, ...others] = Array.isArray(cell) ? (cell as LookupItem[]) : [];
  return only === undefined || others.length > 0 || faultOf(only) ? null : of(type, only as RowCell);
}
