import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { isAlive, waitForExit } from '../process/alive';
import { startCluster } from './cluster';
import { createDatabase, type TestDatabase } from './test-database';
import { startPostgres } from './test-server';

const ask = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('a test database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('is on a real PostgreSQL 18', async () => {
    const [row] = await ask(
      database.url,
      "SELECT current_setting('server_version_num')::int / 10000 AS major",
    );
    expect(row.major).toBe(18);
  });

  it('lets the services in under roles that are no superusers and cannot bypass row security', async () => {
    for (const role of ['pyairtable_auth', 'pyairtable_api']) {
      const [row] = await ask(
        database.urlAs(role),
        'SELECT current_user AS role, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user',
      );
      expect(row).toEqual({ role, rolsuper: false, rolbypassrls: false });
    }
  });

  it('lets the api, and only the api, make schemas', async () => {
    await ask(database.urlAs('pyairtable_api'), 'CREATE SCHEMA app1');
    await expect(ask(database.urlAs('pyairtable_auth'), 'CREATE SCHEMA app2')).rejects.toThrow(
      /permission denied/,
    );
  });

  it('can be made by several spec files at once', async () => {
    const made = await Promise.all([createDatabase(), createDatabase(), createDatabase()]);
    expect(new Set(made.map(({ name }) => name)).size).toBe(3);
    await Promise.all(made.map((each) => each.drop()));
  });
});

describe('a cluster', () => {
  it('keeps what was committed over a stop, and shuts down the live server of an owner that died', async () => {
    const directory = join(mkdtempSync(join(tmpdir(), 'pyairtable-cluster-')), 'postgres');
    const options = { directory, password: 'one two', durable: false };
    const first = await startCluster(options);
    await ask(first.url(), 'CREATE TABLE kept AS SELECT 7 AS n');
    // Nobody stops the first: the second start finds its lock and its process.
    const second = await startCluster(options);
    try {
      expect(await waitForExit(first.pid, 5_000)).toBe(true);
      expect(await ask(second.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    } finally {
      await second.stop();
      rmSync(join(directory, '..'), { recursive: true });
    }
  }, 60_000);

  it('leaves neither process nor folder when stopped', async () => {
    const server = await startPostgres();
    const [row] = await ask(server.url, 'SHOW data_directory');
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    expect(existsSync(row.data_directory)).toBe(false);
  }, 60_000);
});
