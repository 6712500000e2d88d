import type { FieldModel } from '@pyairtable/core';
import { columnName, stateTable, tableName } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { fillWatching } from './fill-watching';

/** Cells that the server would have filled meanwhile. */
export async function fillMissed(draft: StructureDraft, tableId: string, field: FieldModel): Promise<void> {
  const { base, run } = draft;
  const { filledBy, storage } = field;
  if (storage.kind !== 'column' || !filledBy) return;
  const [rows, column] = [tableName(base.id, tableId), columnName(field.id)];
  if (filledBy.from === 'counter') {
    const counter = stateTable(base.id, 'table_counter');
    await run(
      `WITH missed AS (SELECT t.__id, row_number() OVER (ORDER BY t.__id) - 1 AS at FROM ${rows} t WHERE t.${column} IS NULL),
        counted AS (UPDATE ${counter} c SET next_number = c.next_number + (SELECT count(*) FROM missed)
          WHERE c.table_id = $1 RETURNING c.next_number - (SELECT count(*) FROM missed) AS first)
        UPDATE ${rows} t SET ${column} = counted.first + missed.at FROM missed, counted WHERE t.__id = missed.__id`,
      [tableId],
    );
  }
  // What it watches may have been changed while it was away.
  await fillWatching(draft, tableId, field);
}
