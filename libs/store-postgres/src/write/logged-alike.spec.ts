import type { RawCell, RecordChanges } from '@pyairtable/contracts';
import { EMPTY_CHANGE_SET, EMPTY_REPORT, type RecordChangeSet } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { HOUSE } from '../connection/asker';
import { Store } from '../store';
import { cellsById, createSampleBase, type SampleBase } from '../testing/sample-base';

type ByName = Record<string, RawCell>;

/** A write of one kind is one statement, one of two kinds a transaction of several: nobody who reads the log can tell. */
describe('the log of writes that took one statement, and of those that took several', () => {
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

  const record = async (table: string, cells: ByName, id = newId('record')) => ({
    id,
    cells: cellsById(await base.table(table), cells),
  });
  const create = async (table: string, cells: ByName): Promise<string> =>
    (await base.create(table, [cells]))[0] as string;
  /** What the log says of a write. */
  const logged = async (table: string, set: Partial<RecordChangeSet>): Promise<RecordChanges> => {
    const { seq } = await store.records.write(
      base.owner,
      base.id,
      (model) => ({
        table: model.table(table),
        set: { ...EMPTY_CHANGE_SET, ...set },
        report: EMPTY_REPORT,
      }),
      { answer: null },
    );
    const { changes } = await store.changes.read(base.id, (seq as number) - 1, 1, HOUSE);
    return changes?.[0]?.changes[0] as RecordChanges;
  };
  /** What it says of one record. */
  const line = (changes: RecordChanges, kind: 'created' | 'updated' | 'deleted', recordId: string) =>
    (changes[kind] as { id: string }[]).find(({ id }) => id === recordId);

  it('says the same of records that were created', async () => {
    const cells = { task: 'new', points: 2, due: '2026-02-03' };
    const [alone, beside] = [await record('tasks', cells), await record('tasks', cells)];
    const other = await record('tasks', { points: 1 }, await create('tasks', { task: 'other' }));
    const number = (await base.table('tasks')).field('number').id;
    const first = line(await logged('tasks', { creates: [alone] }), 'created', alone.id);
    const second = line(await logged('tasks', { creates: [beside], updates: [other] }), 'created', beside.id);
    const told = (id: string, at: number) => ({
      id,
      n: at,
      createdTime: expect.stringMatching(/^....-..-..T..:..:..\.000Z$/),
      cells: { ...alone.cells, [number]: at },
    });
    expect([first, second]).toEqual([told(alone.id, 2), told(beside.id, 3)]);
  });

  it('says the same of records that were changed: the cells that differ, before and after', async () => {
    const made = { note: 'same', weight: 1 };
    const ids = [await create('notes', made), await create('notes', made)] as const;
    const change = (id: string) => record('notes', { note: 'same', weight: null }, id);
    const [alone, beside] = [await change(ids[0]), await change(ids[1])];
    const idle = await record('notes', { note: 'idle' }, await create('notes', { note: 'idle' }));
    const one = await logged('notes', { updates: [alone, idle] });
    const several = await logged('notes', {
      updates: [beside, idle],
      creates: [await record('notes', { note: 'new' })],
    });
    const weight = (await base.table('notes')).field('weight').id;
    const told = (id: string) => [{ id, before: { [weight]: 1 }, after: { [weight]: null } }];
    expect([one.updated, several.updated]).toEqual([told(alone.id), told(beside.id)]);
  });

  it('says the same of records that were deleted: all that brings them back', async () => {
    const made = { note: 'gone', weight: 3 };
    const ids = [await create('notes', made), await create('notes', made)] as const;
    const other = await record('notes', { weight: 2 }, await create('notes', { note: 'other' }));
    const one = await logged('notes', { deletes: [ids[0]] });
    const several = await logged('notes', { deletes: [ids[1]], updates: [other] });
    const { cells } = await record('notes', made);
    const told = (id: string) => ({
      id,
      n: expect.any(Number),
      createdTime: expect.stringMatching(/^....-..-..T..:..:..\.000Z$/),
      createdBy: base.owner.userId,
      before: cells,
    });
    expect([line(one, 'deleted', ids[0]), line(several, 'deleted', ids[1])]).toEqual([
      told(ids[0]),
      told(ids[1]),
    ]);
  });

  it('says of records that came back what it said of them when they were made', async () => {
    const id = await create('tasks', { task: 'back', points: 1 });
    const { changes } = await store.changes.read(base.id, 0, 1_000, HOUSE);
    const first = changes?.at(-1)?.changes[0] as RecordChanges;
    const table = await base.table('tasks');
    const { seq } = await base.run({ kind: 'records.delete', tableId: table.id, recordIds: [id] });
    const back = await base.run({ kind: 'records.restore', seq });
    const last = (await store.changes.read(base.id, back.seq - 1, 1, HOUSE)).changes?.[0]?.changes;
    expect(last).toEqual([first]);
  });
});
