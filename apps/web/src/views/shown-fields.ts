import type { Field, Table, View } from '@pyairtable/contracts';

/** The fields a view shows, in its order, the primary field first. */
export function shownFields(table: Table, view: View | undefined): Field[] {
  const ids = view?.visibleFieldIds ?? table.fields.map(({ id }) => id);
  const primary = table.fields.filter(({ id }) => id === table.primaryFieldId);
  const rest = ids.flatMap((id) =>
    id === table.primaryFieldId ? [] : table.fields.filter((field) => field.id === id),
  );
  return [...primary, ...rest];
}
