import type { Op } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { HOUSE, Store } from '@pyairtable/store-postgres';
import { ApiHarness } from '../testing/api-harness';

let harness: ApiHarness;
let store: Store;
let statements = 0;

beforeAll(async () => {
  harness = await ApiHarness.start();
  store = new Store({ url: harness.database.urlAs('pyairtable_api'), onStatement: () => (statements += 1) });
});
afterAll(async () => {
  await store.close();
  await harness.stop();
});

describe('a batch of changes for delivery', () => {
  it('costs as many statements for eighty changes with links as for one, and brings titles and affected fields', async () => {
    const ann = await harness.client();
    const text = [{ name: 'Name', type: 'singleLineText' }];
    const base = await harness.base(ann, [
      { name: 'Films', fields: text },
      { name: 'People', fields: text },
    ]);
    const [films, people] = base.tables;
    const link = await ann.post(`/v0/meta/bases/${base.id}/tables/${films.id}/fields`, {
      name: 'Cast',
      type: 'multipleRecordLinks',
      options: { linkedTableId: people.id },
    });
    const names = await ann.post(`/v0/meta/bases/${base.id}/tables/${films.id}/fields`, {
      name: 'Names',
      type: 'multipleLookupValues',
      options: { recordLinkFieldId: link.body.id, fieldIdInLinkedTable: people.primaryFieldId },
    });
    const caller = { userId: ann.userId, resources: null, scopes: [], source: 'client' as const };
    const [nameOf, nameIn] = [people.primaryFieldId, films.primaryFieldId];
    const run = (op: Record<string, unknown>) =>
      harness.store.ops.execute(caller, base.id, { id: crypto.randomUUID(), ...op } as Op);
    const person = newId('record');
    const { seq: first } = await run({
      kind: 'records.create',
      tableId: people.id,
      records: [{ id: person, cells: { [nameOf]: 'Ida' } }],
    });
    for (let index = 0; index < 79; index += 1) {
      await run({
        kind: 'records.create',
        tableId: films.id,
        records: [{ cells: { [nameIn]: `Film ${index}`, [link.body.id]: [person] } }],
      });
    }
    const { seq: last } = await run({
      kind: 'records.update',
      tableId: people.id,
      records: [{ id: person, cells: { [nameOf]: 'Ida L.' } }],
    });

    await store.changes.read(base.id, first, 1, HOUSE);
    const cost = async (after: number, limit: number) => {
      statements = 0;
      const { changes } = await store.changes.read(base.id, after, limit, HOUSE);
      return { changes: changes ?? [], statements };
    };
    const one = await cost(first, 1);
    const all = await cost(first, 200);
    expect([one.changes.length, all.changes.length]).toEqual([1, 80]);
    expect(all.statements).toBe(one.statements);
    expect(one.changes[0]?.titles).toMatchObject({ [person]: 'Ida L.' });
    expect(all.changes.at(-1)).toMatchObject({
      seq: last,
      affected: { [films.id]: [link.body.id, names.body.id] },
    });

    const members = Array.from({ length: 50 }, () => ({ userId: newId('user'), resources: null }));
    statements = 0;
    const levels = await store.changes.levels(
      base.id,
      [...members, { userId: ann.userId, resources: null }],
      HOUSE,
    );
    expect([statements, levels.length, levels.at(-1), levels[0]]).toEqual([1, 51, 'owner', 'none']);
  });
});
