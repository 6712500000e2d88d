import type { TableModel } from '@pyairtable/core';
import { fieldType } from '@pyairtable/field-types';
import { columnName } from '../sql/identifiers';

/**
 * SET terms that say who changed a record `t` and when: the record's own stamps, and those of fields that watch others.
 * `changes` gives for each field written the condition under which the write changes its cell: what is written and stays
 * the same moves nothing. `user` is the placeholder of the user id.
 */
export function modifiedStamps(
  table: TableModel,
  changes: ReadonlyMap<string, string>,
  user: string,
): string[] {
  const any = (conditions: readonly string[]) =>
    conditions.map((condition) => `(${condition})`).join(' OR ') || 'false';
  const stamp = (column: string, conditions: readonly string[], value: string) =>
    `${column} = CASE WHEN ${any(conditions)} THEN ${value} ELSE t.${column} END`;
  const all = [...changes.values()];
  const terms = [stamp('modified_at', all, 'now()'), stamp('modified_by', all, user)];
  for (const field of table.fields) {
    const watched =
      (field.options as { referencedFieldIds?: string[] } | undefined)?.referencedFieldIds ?? [];
    const conditions = watched.flatMap((id) => changes.get(id) ?? []);
    if (conditions.length === 0) continue;
    const storage = fieldType(field.type).storage(field.options as never);
    if (storage.kind !== 'column') continue;
    terms.push(stamp(columnName(field.id), conditions, storage.type === 'timestamptz' ? 'now()' : user));
  }
  return terms;
}
