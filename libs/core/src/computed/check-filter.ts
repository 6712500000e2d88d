import { check, type CheckedFormula, fieldsByReference } from '@pyairtable/formula';
import type { TableModel } from '../model/table-model';
import { valueType } from './value-type';

/** A formula over the records of a table, which names fields by their names or ids. */
export function checkFilter(source: string, table: TableModel): CheckedFormula {
  const fields = fieldsByReference(table.fields);
  return check(source, {
    field: (nameOrId) => {
      const field = fields.get(nameOrId);
      return field && { id: field.id, name: field.name, type: valueType(field) };
    },
    fieldNames: () => table.fields.map(({ name }) => name),
  });
}
