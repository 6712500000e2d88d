import type { Caller } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { Store } from '../store';
import { createSampleBase, type SampleBase } from '../testing/sample-base';
import { HOUSE } from './asker';
import { CONNECTIONS } from './database';

describe('a base in which more people wait to write than there are connections', () => {
  let database: TestDatabase;
  let store: Store;
  let busy: SampleBase;
  let own: SampleBase;
  let crowd: Caller[];

  const join = async (at: number): Promise<Caller> => {
    const [userId, email] = [newId('user'), `person-${at}@example.com`];
    await store.workspaces.remember({ sub: userId, email, name: `Person ${at}`, kind: 'session' });
    await store.collaborators.add(busy.owner, busy.id, { email, permissionLevel: 'create' });
    return { ...busy.owner, userId };
  };

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new Store({ url: database.urlAs('pyairtable_api') });
    busy = await createSampleBase(store);
    own = await createSampleBase(store);
    crowd = [];
    for (let at = 0; at < CONNECTIONS; at++) crowd.push(await join(at));
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  const create = (caller: Caller, base: SampleBase, records = store.records) =>
    records.execute(
      caller,
      base.id,
      { kind: 'create', table: 'notes', form: 'raw', records: [{ cells: {} }] },
      { answer: null },
    );

  it.each<[string, (caller: Caller, base: SampleBase) => Promise<unknown>]>([
    ['plain writes', create],
    [
      'changes of structure',
      (caller, base) =>
        store.structure.createField(caller, base.id, 'notes', {
          name: `field ${crypto.randomUUID()}`,
          type: 'singleLineText',
        }),
    ],
    [
      'writes under a key',
      (caller, base) =>
        store.answers.once(
          { caller, baseId: base.id, key: crypto.randomUUID(), fingerprint: '' },
          async ({ records }) => {
            await create(caller, base, records);
            return { status: 200, body: '{}' };
          },
        ),
    ],
  ])('keeps nobody waiting who writes to another: %s', async (_what, write) => {
    const { id } = await busy.table('notes');
    let done = 0;
    const asked = await store.database.for(HOUSE).transaction(async (holder) => {
      await holder.rows({ text: `LOCK TABLE "${busy.id}"."${id}"`, parameters: [] });
      const waiting = crowd.map((caller) => write(caller, busy).finally(() => (done += 1)));
      await vi.waitFor(async () => {
        const text = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(await store.database.for(HOUSE).rows({ text, parameters: [] })).not.toHaveLength(0);
      }, 10_000);
      await write(own.owner, own);
      expect(done).toBe(0);
      return waiting;
    });
    await Promise.all(asked);
  });
});
