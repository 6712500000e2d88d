import { createDatabase, migrate, MIGRATION_SETS, type MigrationSet, rollback } from '@pyairtable/testkit';
import pg from 'pg';
import { Store } from './store';
import { createSampleBase } from './testing/sample-base';

const MIGRATION = '20261129154700';

it('of buttons follow renamed fields, also those that were kept with names', async () => {
  const database = await createDatabase({ migrated: true });
  const store = new Store({ url: database.urlAs('pyairtable_api') });
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const set = MIGRATION_SETS.find(({ name }) => name === 'api') as MigrationSet;
  try {
    const { owner, id, table } = await createSampleBase(store);
    const tasks = await table('tasks');
    const [points, due] = [tasks.field('points').id, tasks.field('due').id];
    const stored = `{${points}} & {${due}} & "x"`;
    const made = await store.structure.createField(owner, id, 'tasks', {
      name: 'visit',
      type: 'button',
      options: { formula: '{points} & {due} & "x"' },
    });
    const formula = async () =>
      ((await table('tasks')).field('visit').options as { formula: string }).formula;
    expect(await formula()).toBe(stored);
    await store.structure.changeField(owner, id, 'tasks', points, { name: 'score' });
    await store.structure.changeField(owner, id, 'tasks', made.id, { options: { formula: '{score}' } });
    expect(await formula()).toBe(`{${points}}`);
    await store.structure.changeField(owner, id, 'tasks', made.id, { options: { formula: stored } });
    const versions = async () => {
      const { rows } = await admin.query('SELECT max(version) AS version FROM schema_migrations_api');
      return (rows as { version: string }[])[0]?.version as string;
    };
    while ((await versions()) >= MIGRATION) await rollback(database.url, set);
    const { rows } = await admin.query(
      `SELECT options->>'formula' AS formula FROM "${id}".field WHERE id = $1`,
      [made.id],
    );
    expect(rows).toEqual([{ formula: '{score} & {due} & "x"' }]);
    await migrate(database.url, set);
    const again = new Store({ url: database.urlAs('pyairtable_api') });
    const { model } = await again.structure.base(owner, id).finally(() => again.close());
    expect(model.table('tasks').field('visit').options).toMatchObject({ formula: stored });
  } finally {
    await store.close();
    await admin.end();
    await database.drop();
  }
});
