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

  const held = () => {
    const ends: (() => void)[] = [];
    return { wait: () => new Promise<void>((resolve) => ends.push(resolve)), end: () => ends.shift()?.() };
  };

  it('have their places until the file of each is made, whether it is taken or not', async () => {
    const { wait, end } = held();
    const made: string[] = [];
    const never = new Promise<void>(() => undefined);
    const exports = ['usrA', 'usrB', 'usrC', 'usrD'].map((userId) => {
      const make = async () => {
        made.push(userId);
        await wait();
      };
      return store.transfer.exportPlan(base.id, { userId }, make, never);
    });
    await vi.waitFor(() => expect(made).toHaveLength(2), 10_000);
    await store.transfer.exportPlan(base.id, HOUSE);
    expect(made.toSorted()).toEqual(['usrA', 'usrB']);
    end();
    await vi.waitFor(() => expect(made).toHaveLength(3), 10_000);
    end();
    await vi.waitFor(() => expect(made).toHaveLength(4), 10_000);
    end();
    end();
    await Promise.all(exports);
    await expect(
      Promise.all(
        ['usrA', 'usrB', 'usrC'].map((userId) => store.transfer.exportPlan('appAAAAAAAAAAAAAA', { userId })),
      ),
    ).rejects.toMatchObject({ type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND' });
    await store.transfer.exportPlan(base.id, { userId: 'usrE' });
  });

  const otherTransfer = (waitedMs: number) => {
    const { database: transactor, feed } = store;
    const rest = { turns: new Turns(), floor: new Floor(), writers: new Writers(1), trashDays: 30 };
    return new Transfer({ database: transactor, feed, sharding: 'none', ...rest }, waitedMs);
  };
  const nothing = () => undefined;

  it('are turned away where others keep them waiting for long', async () => {
    const transfer = otherTransfer(1);
    const { wait, end } = held();
    let begun!: () => void;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const first = transfer.exportPlan(base.id, { userId: 'usrA' }, () => (begun(), wait()));
    await beginning;
    const second = transfer.exportPlan(base.id, { userId: 'usrA' }, nothing);
    await expect(second).rejects.toMatchObject({ type: 'RATE_LIMIT_REACHED', status: 429 });
    end();
    await first;
    await transfer.exportPlan(base.id, { userId: 'usrA' }, nothing);
  });

  it('are not made for who takes too few of those that were, and others have theirs', async () => {
    const transfer = otherTransfer(1);
    const { wait, end } = held();
    for (let made = 0; made < 8; made += 1)
      await transfer.exportPlan(base.id, { userId: 'usrA' }, nothing, wait());
    const refused = { type: 'RATE_LIMIT_REACHED' };
    await expect(transfer.exportPlan(base.id, { userId: 'usrA' }, nothing)).rejects.toMatchObject(refused);
    await transfer.exportPlan(base.id, { userId: 'usrB' }, nothing);
    end();
    await vi.waitFor(() => transfer.exportPlan(base.id, { userId: 'usrA' }, nothing), 10_000);
  });
});
