import type { TableModel } from '@pyairtable/core';
import { fieldType } from '@pyairtable/field-types';
import { columnName, fieldKey } from '../sql/identifiers';

/**
 * SET terms that say who changed a record and when: the record's own stamps, and those of fields that watch one of
 * the written fields. `user` is the placeholder of the user id. Where records write different fields, `present` is a
 * jsonb expression, an object or a list with the ids of those that a record writes.
 */
export function modifiedStamps(
  table: TableModel,
  written: ReadonlySet<string>,
  { user, present }: { user: string; present?: string | undefined },
): string[] {
  const terms = ['modified_at = now()', `modified_by = ${user}`];
  for (const field of table.fields) {
    const watched =
      (field.options as { referencedFieldIds?: string[] } | undefined)?.referencedFieldIds ?? [];
    const keys = watched.filter((id) => written.has(id)).map(fieldKey);
    if (keys.length === 0) continue;
    const storage = fieldType(field.type).storage(field.options as never);
    if (storage.kind !== 'column') continue;
    const column = columnName(field.id);
    const stamp = storage.type === 'timestamptz' ? 'now()' : user;
    terms.push(
      `${column} = ${present ? `CASE WHEN ${present} ?| ARRAY[${keys.join(', ')}] THEN ${stamp} ELSE t.${column} END` : stamp}`,
    );
  }
  return terms;
}
