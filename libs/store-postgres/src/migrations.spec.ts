import { createDatabase, MIGRATION_SETS, migrate, rollback, type TestDatabase } from '@pyairtable/testkit';
import { existsSync, readdirSync } from 'node:fs';
import pg from 'pg';

describe('the migrations of schema api', () => {
  const set = MIGRATION_SETS.find(({ name }) => name === 'api');
  if (!set) throw new Error('no migration set api');
  let database: TestDatabase;
  let client: pg.Client;

  const shape = async () => {
    const { rows } = await client.query(
      `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
        WHERE table_schema = 'api' ORDER BY table_name, ordinal_position`,
    );
    return rows;
  };

  beforeAll(async () => {
    database = await createDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  it('go up, down and up again, and leave no schema of a base behind', async () => {
    const folder = new URL('../migrations', import.meta.url);
    expect(existsSync(folder)).toBe(true);
    const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
    // The time is what a database knows a migration by: of two with the same, one would never be applied.
    const times = files.map((name) => name.slice(0, 14));
    expect(times).toEqual([...new Set(times)]);
    expect(await migrate(database.url, set)).toHaveLength(files.length);
    const first = await shape();
    expect(first.length).toBeGreaterThan(20);
    await client.query(`INSERT INTO api.workspace (id, name) VALUES ('wsp', 'w');
      INSERT INTO api.base (id, workspace_id, name, color, icon) VALUES ('appGone', 'wsp', 'b', 'c', 'i'); CREATE SCHEMA "appGone"`);
    for (const file of [...files].reverse()) {
      expect(file).toMatch(/^\d{14}_/);
      await rollback(database.url, set);
    }
    expect(await shape()).toEqual([]);
    const { rows } = await client.query(
      `SELECT nspname FROM pg_namespace WHERE nspname IN ('api', 'appGone')`,
    );
    expect(rows).toEqual([]);
    await migrate(database.url, set);
    expect(await shape()).toEqual(first);
  });

  it('let the api write its tables and nobody else', async () => {
    const as = async (role: string, text: string) => {
      const other = new pg.Client({ connectionString: database.urlAs(role) });
      await other.connect();
      try {
        return (await other.query(text)).rowCount;
      } finally {
        await other.end();
      }
    };
    expect(await as('pyairtable_api', `INSERT INTO api.workspace (id, name) VALUES ('wsp2', 'w')`)).toBe(1);
    await expect(as('pyairtable_auth', 'SELECT * FROM api.workspace')).rejects.toThrow(/permission denied/);
    await expect(as('pyairtable_api', 'DROP TABLE api.workspace')).rejects.toThrow(/must be owner/);
  });
});
