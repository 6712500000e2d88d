import type { Caller } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { Store } from './store';

describe('the sweeper', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let store: Store;
  let owner: Caller;
  const failures: [string | undefined, string][] = [];

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    store = new Store({
      url: database.urlAs('pyairtable_api'),
      onSweepFailure: (error, baseId) => failures.push([baseId, error.message]),
    });
    owner = { userId: newId('user'), resources: null, scopes: [], source: 'client' };
  });
  afterAll(async () => {
    await store?.close();
    await admin?.end();
    await database?.drop();
  });
  beforeEach(() => {
    failures.length = 0;
  });

  async function makeBases(count: number): Promise<string[]> {
    const { id: workspaceId } = await store.workspaces.create(owner, 'Ours');
    const ids: string[] = [];
    for (let made = 0; made < count; made++)
      ids.push(await store.structure.createBase(owner, { workspaceId, name: 'Base', tables: [] }));
    return ids.sort();
  }

  it('goes on with the other bases where it fails for one, and says for which', async () => {
    const [faulty, ...others] = await makeBases(3);
    for (const id of others)
      await admin.query(
        `INSERT INTO "${id}".idle_op (op_id, actor, seq, record_ids, done_at) VALUES ('o', 'a', 1, '{}', now() - interval '40 days')`,
      );
    await admin.query(`ALTER TABLE "${faulty}".trash OWNER TO CURRENT_USER`);
    await store.sweeper.sweep();
    const left = await Promise.all(others.map((id) => admin.query(`SELECT FROM "${id}".idle_op`)));
    expect(left.map(({ rowCount }) => rowCount)).toEqual([0, 0]);
    expect(failures).toEqual([[faulty, expect.stringContaining('permission denied')]]);
  });

  it.each([
    [null, [1, 2]],
    [68, [2, 2]],
    // What is in the trash comes back from the log.
    [10, [1, 2]],
  ])('lets the past go after %s days, never before the trash does', async (historyDays, [first, last]) => {
    const [id] = (await makeBases(1)) as [string];
    await store.structure.changeBase(owner, id, { color: 'red' });
    await admin.query(`UPDATE "${id}".change SET at = at - interval '70 days'`);
    const other = new Store({
      url: database.urlAs('pyairtable_api'),
      historyDays,
      trashDays: 65 + (historyDays === 10 ? 35 : 0),
    });
    await other.sweeper.sweep();
    await other.close();
    const { rows } = await admin.query(
      `SELECT min(seq)::int AS first, max(seq)::int AS last FROM "${id}".change`,
    );
    expect(rows).toEqual([{ first, last }]);
  });
});
