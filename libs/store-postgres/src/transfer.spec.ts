import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { HOUSE } from './connection/asker';
import { Floor } from './connection/floor';
import { Turns } from './connection/turns';
import { Writers } from './connection/writers';
import { tableName } from './sql/identifiers';
import { Store } from './store';
import { createSampleBase, type SampleBase } from './testing/sample-base';
import { Transfer } from './transfer';

describe('bases that are exported', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  /** Of its own: whoever is in a transaction sees what others do as it was when first looked at. */
  let watcher: pg.Client;
  let store: Store;
  let base: SampleBase;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    admin = new pg.Client({ connectionString: database.url });
    watcher = new pg.Client({ connectionString: database.url });
    await Promise.all([admin.connect(), watcher.connect()]);
    store = new Store({ url: database.urlAs('pyairtable_api') });
    base = await createSampleBase(store);
  });
  afterAll(async () => {
    await store?.close();
    await Promise.all([admin?.end(), watcher?.end()]);
    await database?.drop();
  });

  it('are read two at a time, one for each person', async () => {
    const { id } = await base.table('notes');
    const waiting = async () => {
      const { rows } = await watcher.query(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0].n as number;
    };
    await admin.query(`BEGIN; LOCK TABLE ${tableName(base.id, id)} IN ACCESS EXCLUSIVE MODE`);
    const exports = ['usrA', 'usrA', 'usrA', 'usrB', 'usrB', 'usrC'].map((userId) =>
      store.transfer.exportPlan(base.id, { userId }),
    );
    await vi.waitFor(async () => expect(await waiting()).toBe(2), 10_000);
    await store.transfer.findBases(null);
    expect(await waiting()).toBe(2);
    await admin.query('COMMIT');
    const plans = await Promise.all(exports);
    expect(plans.map((plan) => plan.base.id)).toEqual(plans.map(() => base.id));
  });

  it('have their places until they were sent', async () => {
    const sent: (() => void)[] = [];
    const read: string[] = [];
    const exports = ['usrA', 'usrB', 'usrC', 'usrD'].map(async (userId) => {
      const answered = new Promise<void>((resolve) => sent.push(resolve));
      await store.transfer.exportPlan(base.id, { userId }, answered);
      read.push(userId);
    });
    await Promise.all(exports.slice(0, 2));
    await store.transfer.exportPlan(base.id, HOUSE);
    expect(read.toSorted()).toEqual(['usrA', 'usrB']);
    sent[0]?.();
    await exports[2];
    expect(read).not.toContain('usrD');
    for (const end of sent) end();
    await Promise.all(exports);
    await expect(
      Promise.all(
        ['usrA', 'usrB', 'usrC'].map((userId) => store.transfer.exportPlan('appAAAAAAAAAAAAAA', { userId })),
      ),
    ).rejects.toMatchObject({ type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND' });
    await store.transfer.exportPlan(base.id, { userId: 'usrD' });
  });

  it('give their places to others after a while where nobody takes them', async () => {
    const { database: transactor, feed } = store;
    const rest = { turns: new Turns(), floor: new Floor(), writers: new Writers(1), trashDays: 30 };
    const transfer = new Transfer({ database: transactor, feed, sharding: 'none', ...rest }, 1);
    const never = new Promise<void>(() => undefined);
    const plans = ['usrA', 'usrB', 'usrC'].map((userId) => transfer.exportPlan(base.id, { userId }, never));
    expect((await Promise.all(plans)).map((plan) => plan.base.id)).toEqual(plans.map(() => base.id));
  });
});
