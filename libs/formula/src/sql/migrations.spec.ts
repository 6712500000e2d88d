import { createDatabase, MIGRATION_SETS, migrate, rollback, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';

describe('the migrations of schema formula', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  }, 120_000);
  afterAll(() => database.drop());

  it('go up, down one by one, and up again', async () => {
    const set = MIGRATION_SETS.find(({ name }) => name === 'formula');
    if (!set) throw new Error('The formula migrations are not listed.');
    const applied = await migrate(database.url, set);
    expect(applied.length).toBeGreaterThan(0);
    for (let left = applied.length; left > 0; left--) await rollback(database.url, set);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const remaining = await client.query(`SELECT FROM pg_namespace WHERE nspname = 'formula'`);
    expect(remaining.rowCount).toBe(0);
    expect(await migrate(database.url, set)).toEqual(applied);
    expect((await client.query(`SELECT formula.version() AS version`)).rows).toEqual([{ version: 1 }]);
    await client.end();
  }, 120_000);
});
