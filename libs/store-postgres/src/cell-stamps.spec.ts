import { createDatabase, migrate, MIGRATION_SETS, type MigrationSet, rollback } from '@pyairtable/testkit';
import pg from 'pg';
import { Store } from './store';
import { createSampleBase } from './testing/sample-base';

const MIGRATION = '20261129160000';

it('of cells that formulas ask for are kept once the database is migrated, and go when nobody asks', async () => {
  const database = await createDatabase({ migrated: true });
  const store = new Store({ url: database.urlAs('pyairtable_api') });
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const set = MIGRATION_SETS.find(({ name }) => name === 'api') as MigrationSet;
  try {
    const { owner, id, table } = await createSampleBase(store);
    const points = (await table('tasks')).field('points').id;
    const asking = await store.structure.createField(owner, id, 'tasks', {
      name: 'asked',
      type: 'formula',
      options: { formula: 'IF({points}, last_modified_time ( {points} ,{due}))' },
    });
    const stamps = async () => {
      const { rows } = await admin.query(
        `SELECT attname AS name FROM pg_attribute WHERE attname LIKE '% changed' AND NOT attisdropped ORDER BY 1`,
      );
      return rows.map(({ name }) => name);
    };
    const kept = [points, (await table('tasks')).field('due').id]
      .map((fieldId) => `${fieldId} changed`)
      .sort();
    expect(await stamps()).toEqual(kept);
    const version = async () => {
      const { rows } = await admin.query('SELECT max(version) AS version FROM schema_migrations_api');
      return (rows as { version: string }[])[0]?.version as string;
    };
    while ((await version()) >= MIGRATION) await rollback(database.url, set);
    expect(await stamps()).toEqual([]);
    await migrate(database.url, set);
    expect(await stamps()).toEqual(kept);
    expect((await table('tasks')).field('points').stamped).toBe(true);
    await store.structure.deleteField(owner, id, 'tasks', asking.id);
    expect(await stamps()).toEqual([]);
    expect((await table('tasks')).field('points').stamped).toBeUndefined();
  } finally {
    await store.close();
    await admin.end();
    await database.drop();
  }
});
