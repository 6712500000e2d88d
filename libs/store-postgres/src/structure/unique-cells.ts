import type { FieldModel } from '@pyairtable/core';
import { columnName, stateTable, tableName, uniqueName } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';

/** What two cells of a field have in common when they are the same; texts can be longer than an entry of an index. */
function key({ id, storage }: FieldModel): string {
  const text = storage.kind === 'column' && storage.type === 'text';
  return text ? `md5(${columnName(id)})` : columnName(id);
}

/** Refuses equal cells from now on, at the end of each statement: records may exchange their cells in one write. */
export const addUnique = (baseId: string, tableId: string, field: FieldModel): string =>
  `ALTER TABLE ${tableName(baseId, tableId)} ADD CONSTRAINT ${uniqueName(field.id)}
    EXCLUDE USING btree ((${key(field)}) WITH =) WHERE (${columnName(field.id)} IS NOT NULL) DEFERRABLE INITIALLY IMMEDIATE`;

export const dropUnique = (baseId: string, tableId: string, fieldId: string): string =>
  `ALTER TABLE ${tableName(baseId, tableId)} DROP CONSTRAINT ${uniqueName(fieldId)}`;

/** How many values more than one record holds. */
export async function countRepeated(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  tableId: string,
  field: FieldModel,
): Promise<number> {
  const [row] = await run<{ repeated: number }>(
    `SELECT count(*)::int AS repeated FROM (SELECT FROM ${tableName(base.id, tableId)}
      WHERE ${columnName(field.id)} IS NOT NULL GROUP BY ${columnName(field.id)} HAVING count(*) > 1) x`,
  );
  return row?.repeated ?? 0;
}

/** Gives the constraints of a copied table the names of those that it was copied from; PostgreSQL makes up its own. */
export async function renameUnique(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  tableId: string,
): Promise<void> {
  const rows = tableName(base.id, tableId);
  const fields = base.tableById(tableId)?.fields.filter(({ rules }) => rules?.unique) ?? [];
  // Fields in the trash keep theirs too.
  const trashed = await run<{ id: string }>(
    `SELECT f->>'id' AS id FROM ${stateTable(base.id, 'trash')} t, jsonb_array_elements(t.kept->'fields') AS f
      WHERE f->>'table_id' = $1 AND f->'rules' @> '{"unique":true}'`,
    [tableId],
  );
  for (const { id } of [...fields, ...trashed]) {
    const [found] = await run<{ name: string }>(
      `SELECT c.conname AS name FROM pg_constraint c WHERE c.conrelid = $1::regclass AND c.contype = 'x'
        AND strpos(pg_get_constraintdef(c.oid), $2) > 0`,
      [rows, columnName(id)],
    );
    if (found) await run(`ALTER TABLE ${rows} RENAME CONSTRAINT "${found.name}" TO ${uniqueName(id)}`);
  }
}
