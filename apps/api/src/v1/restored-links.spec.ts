import type { BaseSchema, Change, RecordChanges, Row } from '@pyairtable/contracts';
import { randomUUID } from 'node:crypto';
import { ApiHarness, type Client } from '../testing/api-harness';

/** Links by the name of their record, each list in its order. */
type Links = Record<string, string[]>;

describe('links of records that are deleted and brought back', () => {
  let api: ApiHarness;
  let mia: Client;
  let url: string;
  let schema: BaseSchema;
  const idOf = new Map<string, string>();
  const nameOf = new Map<string, string>();

  const table = (name: string) => schema.tables.find((one) => one.name === name) as BaseSchema['tables'][0];
  const field = (place: string, name: string) =>
    table(place).fields.find((one) => one.name === name)?.id as string;
  const ids = (names: readonly string[]) => names.map((name) => idOf.get(name) as string);
  const op = async (body: object) => {
    const answer = await mia.post(`${url}/ops`, { id: randomUUID(), ...body });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body as { seq: number; recordIds: string[] };
  };
  const make = async (place: string, ...names: string[]) => {
    const primary = table(place).primaryFieldId;
    const records = names.map((name) => ({ cells: { [primary]: name } }));
    const { recordIds } = await op({ kind: 'records.create', tableId: table(place).id, records });
    names.forEach((name, at) => {
      idOf.set(name, recordIds[at] as string);
      nameOf.set(recordIds[at] as string, name);
    });
  };
  const link = (place: string, name: string, links: Links) =>
    op({
      kind: 'records.update',
      tableId: table(place).id,
      records: Object.entries(links).map(([own, others]) => ({
        id: idOf.get(own),
        cells: { [field(place, name)]: ids(others) },
      })),
    });
  const links = async (place: string, name: string): Promise<Links> => {
    const { body } = await mia.get(`${url}/tables/${table(place).id}/rows?start=0&limit=500`);
    const lists = (body.rows as Row[]).map(({ id, cells }) => {
      const cell = (cells[field(place, name)] ?? []) as { id: string }[];
      return [nameOf.get(id) as string, cell.map((one) => nameOf.get(one.id) as string)] as const;
    });
    return Object.fromEntries(lists.filter(([, list]) => list.length > 0));
  };
  const remove = (place: string, ...names: string[]) =>
    op({ kind: 'records.delete', tableId: table(place).id, recordIds: ids(names) });
  const restore = (seq: number) => op({ kind: 'records.restore', seq });
  /** What the entry says of the records that stay. */
  const updated = async (seq: number) => {
    const { body } = await mia.get(`${url}/changes?after=${seq - 1}&limit=1`);
    const changes = (body.changes[0] as Change).changes as RecordChanges[];
    return changes.flatMap((change) => change.updated ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
  };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const workspace = await mia.post('/v1/workspaces', { name: 'Own' });
    const made = await mia.post('/v1/bases', {
      workspaceId: workspace.body.id,
      name: 'Plan',
      tables: [{ name: 'Tasks' }, { name: 'People' }],
    });
    url = `/v1/bases/${made.body.id}`;
    const refresh = async () => void (schema = (await mia.get(url)).body);
    await refresh();
    const add = async (place: string, name: string, to: string) => {
      const options = { linkedTableId: table(to).id };
      const body = { name, type: 'multipleRecordLinks', options };
      expect(await mia.post(`${url}/tables/${table(place).id}/fields`, body)).toMatchObject({ status: 201 });
      await refresh();
    };
    await add('Tasks', 'After', 'Tasks');
    await add('Tasks', 'Owners', 'People');
  });
  beforeEach(async () => {
    idOf.clear();
    nameOf.clear();
    await make('Tasks', 'a', 'b', 'c', 'd');
    await make('People', 'p', 'q', 'r');
  });
  afterEach(async () => {
    for (const place of ['Tasks', 'People']) {
      const { body } = await mia.get(`${url}/tables/${table(place).id}/rows?start=0&limit=500`);
      const recordIds = (body.rows as Row[]).map(({ id }) => id);
      if (recordIds.length > 0) await op({ kind: 'records.delete', tableId: table(place).id, recordIds });
    }
  });
  afterAll(() => api?.stop());

  it('come back where only the other record showed them, and the log tells both', async () => {
    await link('Tasks', 'After', { a: ['b'], d: ['b', 'c'] });
    const before = await links('Tasks', 'After');
    const gone = await remove('Tasks', 'b');
    expect(await links('Tasks', 'After')).toEqual({ d: ['c'] });
    const after = field('Tasks', 'After');
    const [a, b, c, d] = ids(['a', 'b', 'c', 'd']);
    const lines = [
      { id: a, before: { [after]: [b] }, after: { [after]: null } },
      { id: d, before: { [after]: [b, c] }, after: { [after]: [c] } },
    ].sort((one, two) => (String(one.id) < String(two.id) ? -1 : 1));
    expect(await updated(gone.seq)).toEqual(lines);
    const back = await restore(gone.seq);
    expect(await links('Tasks', 'After')).toEqual(before);
    expect(await updated(back.seq)).toEqual(
      lines.map(({ id, before: were, after: are }) => ({ id, before: are, after: were })),
    );
  });

  it('come back, in their order, as often as the deletion is done again and undone again', async () => {
    await link('Tasks', 'After', { a: ['b', 'c', 'd'], c: ['c', 'b'], b: ['a', 'b'] });
    await link('Tasks', 'Owners', { a: ['p', 'q', 'r'], b: ['q', 'p'], c: ['p'] });
    const before = [await links('Tasks', 'After'), await links('Tasks', 'Owners')];
    for (let round = 0; round < 3; round++) {
      const gone = await remove('Tasks', 'b');
      await restore(gone.seq);
      expect([await links('Tasks', 'After'), await links('Tasks', 'Owners')]).toEqual(before);
    }
  });

  it('come back where both of their ends are deleted, at once or one after the other', async () => {
    await link('Tasks', 'After', { a: ['b', 'c'], b: ['a'], d: ['c', 'a', 'b'] });
    const before = await links('Tasks', 'After');
    const both = await remove('Tasks', 'a', 'b');
    expect(await links('Tasks', 'After')).toEqual({ d: ['c'] });
    await restore(both.seq);
    expect(await links('Tasks', 'After')).toEqual(before);
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const [first, second] = [await remove('Tasks', order[0]), await remove('Tasks', order[1])];
      await restore(second.seq);
      await restore(first.seq);
      expect(await links('Tasks', 'After')).toEqual(before);
    }
  });

  it.each<[string, [string, string], [string, string]]>([
    ['of two tables', ['Tasks', 'a'], ['People', 'p']],
    ['of two tables, from the other side', ['People', 'p'], ['Tasks', 'a']],
    ['of one table', ['Tasks', 'a'], ['Tasks', 'b']],
    ['of one table, from the side that no field shows', ['Tasks', 'b'], ['Tasks', 'a']],
  ])(
    'come back with the second of their ends in the order of the deletions: %s',
    async (_what, one, other) => {
      await link('Tasks', 'After', { a: ['b'] });
      await link('Tasks', 'Owners', { a: ['p'], c: ['q'] });
      const before = [await links('Tasks', 'After'), await links('Tasks', 'Owners')];
      const [first, second] = [await remove(...one), await remove(...other)];
      await restore(first.seq);
      const back = await restore(second.seq);
      expect([await links('Tasks', 'After'), await links('Tasks', 'Owners')]).toEqual(before);
      expect((await updated(back.seq)).length).toBeGreaterThan(0);
      // Nothing waits any more: who is unlinked now stays so.
      await link('Tasks', 'After', { a: [] });
      await link('Tasks', 'Owners', { a: [] });
      const again = await remove(...other);
      await restore(again.seq);
      expect([await links('Tasks', 'After'), await links('Tasks', 'Owners')]).toEqual([{}, { c: ['q'] }]);
    },
  );

  it('wait on where the first of their ends is deleted once more', async () => {
    await link('Tasks', 'Owners', { a: ['p', 'q'] });
    const [task, person] = [await remove('Tasks', 'a'), await remove('People', 'p')];
    await restore(task.seq);
    expect(await links('Tasks', 'Owners')).toEqual({ a: ['q'] });
    const anew = await remove('Tasks', 'a');
    await restore(person.seq);
    await restore(anew.seq);
    expect((await links('Tasks', 'Owners'))['a']?.sort()).toEqual(['p', 'q']);
  });

  it('come back to their places in the lists of the other table', async () => {
    await link('Tasks', 'Owners', { a: ['p', 'q', 'r'], b: ['q', 'r', 'p'], c: ['r'] });
    const back = schema.tables[1]?.fields.find(({ type }) => type === 'multipleRecordLinks')?.name as string;
    const before = [await links('Tasks', 'Owners'), await links('People', back)];
    for (const [place, ...names] of [
      ['People', 'q'],
      ['People', 'p', 'q'],
      ['Tasks', 'a'],
      ['Tasks', 'b', 'a'],
    ] as [string, ...string[]][]) {
      const gone = await remove(place, ...names);
      await restore(gone.seq);
      expect([await links('Tasks', 'Owners'), await links('People', back)]).toEqual(before);
    }
  });

  it('leave what was linked or deleted meanwhile as it is', async () => {
    await link('Tasks', 'After', { a: ['b', 'c'], d: ['b'], c: ['b'] });
    const gone = await remove('Tasks', 'b');
    await link('Tasks', 'After', { a: ['d', 'c'] });
    await remove('Tasks', 'd');
    await restore(gone.seq);
    expect(await links('Tasks', 'After')).toEqual({ a: ['b', 'c'], c: ['b'] });
  });
});
