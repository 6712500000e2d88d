import { appError } from '@pyairtable/contracts';
import type { TableModel } from '@pyairtable/core';
import type { Executor } from '../connection/database';
import { namesWhatIsGone } from '../connection/faults';
import { junctionName, schemaName, tableName } from '../sql/identifiers';
import { runText } from '../structure/change-structure';

/** The base, a table or a column of it was replaced since the reading began, whose rows or cells it cannot see. */
class WrittenAnew extends Error {}

/** Throws unless a base is what it was when the snapshot began: it has not been brought back, nor gone, since. */
export async function requireSameBase(executor: Executor, baseId: string): Promise<void> {
  // Names are looked up as of now, rows of the catalogue as of the beginning.
  const [found] = await runText(executor)<{ same: boolean }>(
    `SELECT to_regnamespace($2)::oid IS NOT DISTINCT FROM (SELECT oid FROM pg_namespace WHERE nspname = $1) AS same`,
    [baseId, schemaName(baseId)],
  );
  if (!found?.same) throw new WrittenAnew();
}

/**
 * Throws unless the base, and the tables and pairs of links which a snapshot has read, are those of its beginning. It holds
 * what it has read: until its end they stay so.
 */
export async function requireSameTables(
  executor: Executor,
  baseId: string,
  tables: readonly Pick<TableModel, 'id'>[],
  pairIds: readonly string[],
): Promise<void> {
  await requireSameBase(executor, baseId);
  const junctions = [...new Set(pairIds)].map((id) => junctionName(baseId, id));
  const names = [...tables.map(({ id }) => tableName(baseId, id)), ...junctions];
  const [found] = await runText(executor)<{ count: number }>(
    // So are columns by their numbers; of one that is gone nothing is known, and rows of then have no cell in what took its place.
    `SELECT count(*) FROM pg_class c WHERE oid IN (SELECT to_regclass(name) FROM unnest($1::text[]) AS name)
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND has_column_privilege(c.oid, a.attnum, 'SELECT') IS NULL)`,
    [names],
  );
  if (found?.count !== names.length) throw new WrittenAnew();
}

/** Changes of structure that may overtake a reading before it gives up. */
const ATTEMPTS = 4;

/** Reads a base again when what it reads was replaced, or deleted, meanwhile: a table, a field or a link, or the base. */
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
