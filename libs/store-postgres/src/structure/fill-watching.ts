import type { FieldModel } from '@pyairtable/core';
import { columnName, tableName } from '../sql/identifiers';
import { lastLoggedChanges } from '../sql/logged-changes';
import { Statement } from '../sql/statement';
import type { StructureDraft } from './change-structure';

/**
 * Fills the column of a field that says when, or by whom, the fields that it watches were last changed: as the log knows it,
 * and where it knows of no change, as the column has it, else from the making of the record. What the column has is of the
 * fields that it watched before; where it can be of none that is still watched, it does not count. Other fields it leaves
 * alone.
 */
export async function fillWatching(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  tableId: string,
  { id, filledBy, storage }: FieldModel,
  before?: readonly string[],
): Promise<void> {
  if (filledBy?.from !== 'change' || storage.kind !== 'column') return;
  const { value, watched } = filledBy;
  const [rows, column] = [tableName(base.id, tableId), columnName(id)];
  const left = (before ?? watched).filter((fieldId) => !watched.includes(fieldId));
  const statement = new Statement(base.id);
  const logged = (fieldIds: readonly string[]) =>
    lastLoggedChanges(base.id, tableId, fieldIds, (given) => statement.bind(given));
  const changes = logged(watched);
  const others = left.length > 0 ? ` LEFT JOIN (${logged(left)}) w ON w.id = t.id` : '';
  const own = `t.${column}`;
  const kept =
    before && left.length === before.length
      ? 'NULL'
      : others
        ? `CASE WHEN w.id IS NULL THEN ${own} END`
        : own;
  const filled =
    value === 'time'
      ? `coalesce(greatest(l.at, ${kept}), t.created_at)`
      : `coalesce(l.actor, ${kept}, t.created_by)`;
  // The log of a large base takes longer to read than any request of a person may.
  await run(`SET LOCAL statement_timeout = '250s'`);
  const { text, parameters } = statement.finish(
    `UPDATE ${rows} o SET ${column} = ${filled}
      FROM ${rows} t LEFT JOIN (${changes}) l ON l.id = t.id${others} WHERE t.__id = o.__id`,
  );
  await run(text, parameters);
}
