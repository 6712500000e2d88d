import { startPostgres, TEST_DATABASE_URL } from './postgres/test-server';

/** Vitest's global setup: one server for the run, unless one is given by PYAIRTABLE_TEST_DATABASE_URL. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[TEST_DATABASE_URL]) return undefined;
  const server = await startPostgres();
  process.env[TEST_DATABASE_URL] = server.url;
  return server.stop;
}
