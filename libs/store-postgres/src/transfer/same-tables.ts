import { appError } from '@pyairtable/contracts';
import type { TableModel } from '@pyairtable/core';
import type { Executor } from '../connection/database';
import { namesWhatIsGone } from '../connection/faults';
import { tableName } from '../sql/identifiers';
import { runText } from '../structure/change-structure';

/** A table, or a column of it, was replaced since the reading began, whose rows or cells it cannot see. */
class WrittenAnew extends Error {}

/**
 * Throws unless the tables, which a snapshot has read, are those of its beginning. It holds what it has read: until its end
 * they stay so.
 */
export async function requireSameTables(
  executor: Executor,
  baseId: string,
  tables: readonly Pick<TableModel, 'id'>[],
): Promise<void> {
  // Names are looked up as of now, rows of the catalogue as of the beginning.
  const [found] = await runText(executor)<{ count: number }>(
    // So are columns by their numbers; of one that is gone nothing is known, and rows of then have no cell in what took its place.
    `SELECT count(*) FROM pg_class c WHERE oid IN (SELECT to_regclass(name) FROM unnest($1::text[]) AS name)
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND has_column_privilege(c.oid, a.attnum, 'SELECT') IS NULL)`,
    [tables.map(({ id }) => tableName(baseId, id))],
  );
  if (found?.count !== tables.length) throw new WrittenAnew();
}

/** Changes of structure that may overtake a reading before it gives up. */
const ATTEMPTS = 4;

/** Reads a base again when what it reads was replaced, or deleted, meanwhile: a table or a field, or the base. */
export async function unlessWrittenAnew<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!namesWhatIsGone(error) && !(error instanceof WrittenAnew)) throw error;
      if (attempt === ATTEMPTS) throw appError('RETRIABLE_ERROR', undefined, { cause: error });
    }
  }
}
