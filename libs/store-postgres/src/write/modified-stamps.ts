import type { TableModel } from '@pyairtable/core';
import { columnName, stampName } from '../sql/identifiers';

/** The time of a change as its entry in the log has it, for columns that are finer. */
export const NOW = 'now()::timestamptz(3)';

/**
 * SET terms that say who changed a record `t` and when: the record's own stamps, those of cells, and of fields that watch others.
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
  for (const { id, storage, filledBy, stamped } of table.fields) {
    const changed = stamped && changes.get(id);
    if (changed) terms.push(stamp(stampName(id), [changed], 'now()'));
    if (filledBy?.from !== 'change' || storage.kind !== 'column') continue;
    const conditions = filledBy.watched.flatMap((watched) => changes.get(watched) ?? []);
    if (conditions.length === 0) continue;
    terms.push(stamp(columnName(id), conditions, filledBy.value === 'time' ? NOW : user));
  }
  return terms;
}
