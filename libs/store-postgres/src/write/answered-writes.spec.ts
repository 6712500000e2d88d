import type { RawCell } from '@pyairtable/contracts';
import { EMPTY_CHANGE_SET, EMPTY_REPORT, type RecordChangeSet } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { HOUSE } from '../connection/asker';
import { Store } from '../store';
import { cellsById, createSampleBase, type SampleBase } from '../testing/sample-base';

/** Whoever asked for them was told meanwhile that the request took too long and was stopped. */
describe('writes that wait in the line of their base until they were answered', () => {
  let database: TestDatabase;
  let store: Store;
  let base: SampleBase;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new Store({ url: database.urlAs('pyairtable_api') });
    base = await createSampleBase(store);
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  const write = (set: Partial<RecordChangeSet>, signal?: AbortSignal) =>
    store.records.write(
      { ...base.owner, ...(signal ? { signal } : {}) },
      base.id,
      (model) => ({
        table: model.table('tasks'),
        set: { ...EMPTY_CHANGE_SET, ...set },
        report: EMPTY_REPORT,
      }),
      { answer: null },
    );
  const record = (cells: Record<string, RawCell>, id: string = newId('record')) => ({ id, cells });
  const changeTable = (name: string, signal: AbortSignal) =>
    store.structure.createTable({ ...base.owner, signal }, base.id, { name, fields: [] } as never);
  const head = async () => (await store.changes.heads([base.id])).get(base.id);

  it('are not carried out, but for those whose asker has only gone', async () => {
    const table = await base.table('tasks');
    const { id } = table;
    const cells = cellsById(table, { task: 'written' });
    const [there] = await base.create('tasks', [{ task: 'there' }]);
    const before = await head();
    const [answered, gone] = [new AbortController(), new AbortController()];
    const waiting = await store.database.for(HOUSE).transaction(async (holder) => {
      await holder.rows({ text: `LOCK TABLE "${base.id}"."${id}"`, parameters: [] });
      const first = write({ creates: [record(cells)] });
      await vi.waitFor(async () => {
        const text = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(await store.database.for(HOUSE).rows({ text, parameters: [] })).toHaveLength(1);
      }, 10_000);
      const told = [
        write({ creates: [record(cells)] }, answered.signal),
        write({ creates: [record(cells)], updates: [record(cells, there)] }, answered.signal),
        changeTable('Told', answered.signal),
      ];
      const left = write({ creates: [record(cells)] }, gone.signal);
      for (const one of told) one.catch(() => undefined);
      // All of them have planned what they do, and wait for the floor.
      await new Promise((resolve) => setImmediate(resolve));
      answered.abort(new Error('stopped'));
      gone.abort();
      return { first, told, left };
    });
    for (const one of waiting.told) await expect(one).rejects.toMatchObject({ type: 'CLIENT_GONE' });
    await Promise.all([waiting.first, waiting.left]);
    expect(await head()).toBe((before as number) + 2);
  });
});
