import type { FieldModel } from '@pyairtable/core';
import { columnName, tableName } from '../sql/identifiers';
import { lastLoggedChanges } from '../sql/logged-changes';
import { Statement } from '../sql/statement';
import type { StructureDraft } from './change-structure';

/**
 * Fills the column of a field that says when, or by whom, the fields that it watches were last changed: as the log knows
 * it, and where it knows of no change since, from the making of the record. Other fields it leaves alone.
 */
export async function fillWatching(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  tableId: string,
  { id, filledBy, storage }: FieldModel,
): Promise<void> {
  if (filledBy?.from !== 'change' || storage.kind !== 'column') return;
  const [rows, column] = [tableName(base.id, tableId), columnName(id)];
  const [logged, made] = filledBy.value === 'time' ? ['l.at', 't.created_at'] : ['l.actor', 't.created_by'];
  const statement = new Statement(base.id);
  const changes = lastLoggedChanges(base.id, tableId, filledBy.watched, (value) => statement.bind(value));
  const { text, parameters } = statement.finish(
    `UPDATE ${rows} o SET ${column} = CASE WHEN l.id IS NULL THEN ${made} ELSE ${logged} END
      FROM ${rows} t LEFT JOIN (${changes}) l ON l.id = t.id WHERE t.__id = o.__id`,
  );
  await run(text, parameters);
}
