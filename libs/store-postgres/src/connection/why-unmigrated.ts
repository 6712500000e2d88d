import type { Executor } from './database';

/** The newest migration that the statements need, of each set. */
export const NEEDED_MIGRATIONS = {
  formula: '20261130032600',
  api: '20261130080000',
} as const;

/** Why the database cannot be used by this version, in a line for who runs it; null when it can, newer ones included. */
export async function whyUnmigrated(executor: Executor): Promise<string | null> {
  for (const [set, needed] of Object.entries(NEEDED_MIGRATIONS)) {
    const noted = `schema_migrations_${set}`;
    // A database of before that the api may read it says no more than that.
    const [{ readable } = { readable: false }] = await executor.rows<{ readable: boolean }>({
      text: `SELECT coalesce(has_table_privilege(to_regclass($1), 'SELECT'), false) AS readable`,
      parameters: [noted],
    });
    const [newest] = readable
      ? await executor.rows<{ version: string | null }>({
          text: `SELECT max(version) AS version FROM ${noted}`,
          parameters: [],
        })
      : [];
    if ((newest?.version ?? '') < needed)
      return `DATABASE_URL cannot be used: the database is not migrated to this version, which needs migration ${needed} of ${set}. Run the migrations, then start the api.`;
  }
  return null;
}
