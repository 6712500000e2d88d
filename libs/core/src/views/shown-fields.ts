import type { View } from '@pyairtable/contracts';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';

/** The fields that a view shows, in its order, the primary field first; without a view all of the table. */
export function shownFields(
  table: TableModel,
  view: Pick<View, 'visibleFieldIds'> | undefined,
): FieldModel[] {
  const ids = view?.visibleFieldIds ?? table.fields.map(({ id }) => id);
  const shown = ids.map((id) => table.fieldById(id)).filter((field) => field !== undefined);
  return [...new Set([table.primaryField, ...shown])];
}
