import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { tableName } from '../sql/identifiers';
import { Store } from '../store';
import { createSampleBase, type SampleBase } from '../testing/sample-base';
import { WRITTEN_BASES } from './database';

describe('a write that is being planned', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let watcher: pg.Client;
  let store: Store;
  let bases: SampleBase[];
  let own: SampleBase;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    [admin, watcher] = [0, 1].map(() => new pg.Client({ connectionString: database.url })) as [
      pg.Client,
      pg.Client,
    ];
    await Promise.all([admin.connect(), watcher.connect()]);
    store = new Store({ url: database.urlAs('pyairtable_api') });
    bases = [];
    for (let at = 0; at < WRITTEN_BASES; at++) bases.push(await createSampleBase(store));
    own = await createSampleBase(store);
  });
  afterAll(async () => {
    await store?.close();
    await Promise.all([admin?.end(), watcher?.end()]);
    await database?.drop();
  });

  it.each([
    ['a creation', null],
    ['one that is planned in its turn', ['task']],
  ])('keeps nobody waiting who writes elsewhere: %s', async (_what, mergeOn) => {
    const locked = await Promise.all(
      bases.map(async (base) => tableName(base.id, (await base.table('people')).id)),
    );
    await admin.query(`BEGIN; LOCK TABLE ${locked.join(', ')}`);
    const records = [{ cells: { task: 'sow', owners: 'Ann' } }];
    const planned = bases.map(({ owner, id }) =>
      store.records.execute(
        owner,
        id,
        mergeOn
          ? { kind: 'upsert', table: 'tasks', form: 'typecast', mergeOn, replace: false, records }
          : { kind: 'create', table: 'tasks', form: 'typecast', records },
        { answer: null },
      ),
    );
    await vi.waitFor(async () => {
      const { rows } = await watcher.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(bases.length);
    }, 10_000);
    await own.create('notes', [{ note: 'written' }]);
    await admin.query('COMMIT');
    await Promise.all(planned);
  });
});
