import type { TableModel } from '@pyairtable/core';
import { fieldType } from '@pyairtable/field-types';
import { columnName } from '../sql/identifiers';

/**
 * SET terms that say who changed a record and when: the record's own stamps, and those of fields that watch one of
 * the written fields. `user` is the placeholder of the user id.
 */
export function modifiedStamps(table: TableModel, written: ReadonlySet<string>, user: string): string[] {
  const terms = ['modified_at = now()', `modified_by = ${user}`];
  for (const field of table.fields) {
    const watched =
      (field.options as { referencedFieldIds?: string[] } | undefined)?.referencedFieldIds ?? [];
    if (!watched.some((id) => written.has(id))) continue;
    const storage = fieldType(field.type).storage(field.options as never);
    if (storage.kind !== 'column') continue;
    terms.push(`${columnName(field.id)} = ${storage.type === 'timestamptz' ? 'now()' : user}`);
  }
  return terms;
}
