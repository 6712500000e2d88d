import type { Executor } from '../connection/database';
import { REFERENCE_TABLES } from './reference-tables';
import type { Sharding } from './sharding';

interface Spread {
  /** Bases whose schemas are no shards, and one of them. */
  local: number;
  first: string | null;
  /** Schemas that are. */
  shards: number;
  /** Schema `api` is one of them. */
  apiToo: boolean;
}

const SPREAD = `SELECT count(*) FILTER (WHERE s.schemaid IS NULL)::int AS local, min(b.id) FILTER (WHERE s.schemaid IS NULL) AS first,
    (SELECT count(*)::int FROM pg_dist_schema) AS shards,
    EXISTS (SELECT FROM pg_dist_schema WHERE schemaid = 'api'::regnamespace) AS "apiToo"
  FROM api.base b LEFT JOIN pg_dist_schema s ON s.schemaid = to_regnamespace(quote_ident(b.id))`;

/**
 * Why the database cannot be used as the setting says, in a line for who runs it; null when it can. On a cluster it gives
 * each server a copy of what statements read beside a base; what is a copy already stays.
 */
export async function whyUnshardable(executor: Executor, sharding: Sharding): Promise<string | null> {
  const rows = <T>(text: string, parameters: unknown[] = []) => executor.rows<T>({ text, parameters });
  const [extension] = await rows(`SELECT extversion FROM pg_extension WHERE extname = 'citus'`);
  if (!extension)
    return sharding === 'citus'
      ? 'DATABASE_SHARDING=citus needs the extension Citus in this database (CREATE EXTENSION citus, by its owner).'
      : null;
  const { local, first, shards, apiToo } = (await rows<Spread>(SPREAD))[0] as Spread;
  if (apiToo)
    return `The schema api is a shard, which no base can read: take it back by SELECT citus_schema_undistribute('api').`;
  if (sharding === 'none')
    return shards > 0
      ? `${shards} schemas of this database are shards of a Citus cluster: set DATABASE_SHARDING=citus.`
      : null;
  if (local > 0)
    return `DATABASE_SHARDING=citus, but ${local} of the bases are no shards (${first}, say): make each one while no api runs, by SELECT citus_schema_distribute('${first}').`;
  await rows('SELECT api.make_reference_tables($1)', [REFERENCE_TABLES]);
  return null;
}
