import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrateAll } from './migrate';
import { ensureRoles, urlAs } from './roles';
import { TEST_DATABASE_URL } from './test-server';

export interface TestDatabase {
  name: string;
  /** Connection string of the owner (superuser). */
  url: string;
  /** Connection string of a service's role, such as `pyairtable_api`. */
  urlAs(role: string): string;
  /** Ends its sessions and drops it. */
  drop(): Promise<void>;
}

function serverUrl(): string {
  const url = process.env[TEST_DATABASE_URL];
  if (url) return url;
  throw new Error(
    `${TEST_DATABASE_URL} is not set: add globalSetup: ['@pyairtable/testkit/postgres-setup'] to the vitest config, ` +
      'or run under scripts/with-postgres.mjs.',
  );
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Roles belong to the server while advisory locks belong to a database: all runs lock in the server's own. */
const ROLE_LOCK = 7_203_118;

/**
 * Makes an empty database on the run's server, or on `server`, one per spec file. The services' roles exist in it with the server's
 * own password; `migrated` applies every migration set as well.
 */
export async function createDatabase(
  options: { migrated?: boolean; server?: string } = {},
): Promise<TestDatabase> {
  const server = options.server ?? serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asOwner(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const owner = new URL(server);
  owner.pathname = `/${name}`;
  const url = owner.toString();
  const password = decodeURIComponent(owner.password);
  await asOwner(server, async (turn) => {
    // Ending the session releases the lock.
    await turn.query('SELECT pg_advisory_lock($1)', [ROLE_LOCK]);
    await asOwner(url, (client) => ensureRoles(client, () => password));
  });
  if (options.migrated) await migrateAll(url);
  return {
    name,
    url,
    urlAs: (role) => urlAs(url, role, password),
    drop: () =>
      asOwner(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)).then(
        () => undefined,
      ),
  };
}
