import { createDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { installFormulaSchema } from './install';

/** A database of a test's own with schema `formula` installed, and a connection to it. */
export interface FormulaDatabase {
  client: pg.Client;
  close(): Promise<void>;
}

export async function openFormulaDatabase(): Promise<FormulaDatabase> {
  const database = await createDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await installFormulaSchema(client);
  return {
    client,
    async close() {
      await client.end();
      await database.drop();
    },
  };
}
