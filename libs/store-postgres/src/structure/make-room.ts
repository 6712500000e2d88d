import { newId } from '@pyairtable/kernel';
import { tableName } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { dropOldFields } from './empty-trash';
import { TABLE_SETTINGS } from './ddl';
import { renameUnique } from './unique-cells';

/** PostgreSQL takes 1,600 columns and counts those that were dropped. */
const MOST_COLUMNS = 1_500;
/** Fields deleted from a table whose cells are kept when it is written anew. */
const MOST_DELETED_FIELDS = 500;

/**
 * Sees to it that a column can be added: a table that has had very many is written anew, with those that are left, the cells
 * of fields in the trash among them. The
 * records keep their numbers, and the next ones go on behind them.
 */
export async function makeRoom(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  tableId: string,
): Promise<void> {
  const rows = tableName(base.id, tableId);
  const [had] = await run<{ columns: number }>(
    'SELECT relnatts AS columns FROM pg_class WHERE oid = $1::regclass',
    [rows],
  );
  if (had && had.columns < MOST_COLUMNS) return;
  await dropOldFields({ base, run }, tableId, MOST_DELETED_FIELDS);
  // Seconds for a million records, once in a thousand fields.
  await run(`SET LOCAL statement_timeout = '250s'`);
  const formerId = newId('table');
  const former = tableName(base.id, formerId);
  await run(`ALTER TABLE ${rows} RENAME TO "${formerId}"`);
  await run(`CREATE TABLE ${rows} (LIKE ${former} INCLUDING ALL) ${TABLE_SETTINGS}`);
  await run(`INSERT INTO ${rows} OVERRIDING SYSTEM VALUE SELECT * FROM ${former} ORDER BY __id`);
  await run(
    `SELECT setval(pg_get_serial_sequence($1, '__id'), coalesce(n.last, 1), n.last IS NOT NULL)
      FROM (SELECT pg_sequence_last_value(pg_get_serial_sequence($2, '__id')::regclass) AS last) n`,
    [rows, former],
  );
  const references = await run<{ text: string }>(
    `SELECT format('ALTER TABLE %1$s DROP CONSTRAINT %2$I, ADD CONSTRAINT %2$I FOREIGN KEY (%3$I) REFERENCES %4$s (__id) ON DELETE CASCADE',
        c.conrelid::regclass, c.conname, a.attname, $2::text) AS text
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.confrelid = $1::regclass AND c.contype = 'f' ORDER BY c.conrelid, c.conname`,
    [former, rows],
  );
  for (const { text } of references) await run(text);
  await run(`DROP TABLE ${former}`);
  await renameUnique({ base, run }, tableId);
  await run(`ANALYZE ${rows}`);
}
