import { randomUUID } from 'node:crypto';
import type { MomentOfBase } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('a base that is brought back in place', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;
  let tableId: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client({ name: 'Mia' });
  });
  afterAll(() => api?.stop());
  beforeEach(async () => {
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'No', type: 'autoNumber' },
    ];
    const base = await api.base(mia, [{ name: 'Tasks', fields }]);
    baseId = base.id;
    url = `/v1/bases/${baseId}`;
    tableId = base.tables[0].id;
  });

  const add = (...names: string[]) =>
    mia.post(`/v0/${baseId}/${tableId}`, { records: names.map((Name) => ({ fields: { Name } })) });
  const content = async () => (await mia.get(`${url}/export`)).body.tables;
  const seqOf = async (): Promise<number> => (await mia.get(url)).body.seq;
  const bringBack = (moment: object, by: Client = mia) => by.post(`${url}/restore`, { moment });

  it('is what it was, under its id, and can be brought back to what it was until then', async () => {
    await add('a', 'b');
    const [then, moment] = [await content(), await seqOf()];
    await add('c');
    const [field] = (await mia.get(url)).body.tables[0].fields;
    await mia.patch(`${url}/tables/${tableId}/fields/${field.id}`, { name: 'Called' });
    await mia.post(`${url}/snapshots`, { name: 'All three' });
    const later = await content();

    const brought = await bringBack({ seq: moment });
    expect([brought.status, brought.body]).toEqual([200, { seq: moment + 5, before: moment + 2 }]);
    expect(await content()).toEqual(then);
    expect((await mia.get(url)).body).toMatchObject({ seq: brought.body.seq, permissionLevel: 'owner' });
    // Whoever reads the log from before begins anew.
    expect((await mia.get(`${url}/changes?after=${moment}`)).body.changes ?? null).toBeNull();
    const written = await add('d');
    expect(written.body.records[0].fields).toMatchObject({ Name: 'd' });

    expect((await mia.get(`${url}/snapshots`)).body.snapshots).toMatchObject([{ name: 'All three' }]);
    const undone = await bringBack({ seq: brought.body.before });
    expect(undone.status).toBe(200);
    expect(await content()).toEqual(later);
    // And what was between is there still, as is the very beginning.
    const copies = await Promise.all(
      [brought.body.seq, moment, 1].map(async (seq) => {
        const copy = await mia.post(`${url}/copies`, { moment: { seq }, name: 'copy' });
        return (await mia.get(`/v1/bases/${copy.body.baseId}/export`)).body.tables[0].records.length;
      }),
    );
    expect(copies).toEqual([2, 2, 0]);
  });

  it('has its links in the order in which people arranged them, from both ends', async () => {
    const [a, b] = (await add('a', 'b')).body.records.map(({ id }: { id: string }) => id);
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    const { id: linkedTableId } = (await mia.post(`${url}/tables`, { name: 'Parts', fields })).body;
    const records = ['x', 'y'].map((Name) => ({ fields: { Name } }));
    const made = await mia.post(`/v0/${baseId}/Parts`, { records });
    const [x, y] = made.body.records.map(({ id }: { id: string }) => id);
    const link = (
      await mia.post(`${url}/tables/${tableId}/fields`, {
        name: 'Parts',
        type: 'multipleRecordLinks',
        options: { linkedTableId },
      })
    ).body;
    const fieldIds = { Tasks: link.id, Parts: link.options.inverseLinkFieldId };
    // No order of making these gives the lists of both ends.
    const arranged = {
      Tasks: { [a]: [x, y], [b]: [y, x] },
      Parts: { [x]: [b, a], [y]: [a, b] },
    };
    type Name = keyof typeof arranged;
    const write = (table: Name, lists: Record<string, string[]>) =>
      mia.patch(`/v0/${baseId}/${table}`, {
        records: Object.entries(lists).map(([id, list]) => ({ id, fields: { [fieldIds[table]]: list } })),
      });
    const shown = async (of = baseId) => {
      const lists = async (table: Name): Promise<[Name, object]> => {
        const { body } = await mia.get(`/v0/${of}/${table}?returnFieldsByFieldId=true`);
        const cells = (body.records as { id: string; fields: Record<string, string[]> }[]).map((record) => [
          record.id,
          record.fields[fieldIds[table]],
        ]);
        return [table, Object.fromEntries(cells)];
      };
      return Object.fromEntries([await lists('Tasks'), await lists('Parts')]);
    };
    for (const table of ['Tasks', 'Parts'] as const) await write(table, arranged[table]);
    expect(await shown()).toEqual(arranged);
    const moment = await seqOf();
    const copyOf = async (seq: number) =>
      (await mia.post(`${url}/copies`, { moment: { seq }, name: 'copy' })).body.baseId;
    expect(await shown(await copyOf(moment))).toEqual(arranged);
    await write('Tasks', { [a]: [y], [b]: [] });
    expect(await shown(await copyOf(moment))).toEqual(arranged);
    await bringBack({ seq: moment });
    expect(await shown()).toEqual(arranged);
  });

  it('tells its moments across what it was, each once', async () => {
    await add('a');
    const moment = await seqOf();
    await add('b');
    await bringBack({ seq: moment });
    await add('c');
    await bringBack({ seq: moment });
    const seqs: number[] = [];
    const told: MomentOfBase[] = [];
    for (let before: number | null | undefined; before !== null;) {
      const page = (await mia.get(`${url}/moments?limit=2${before ? `&before=${before}` : ''}`)).body;
      told.push(...page.moments);
      seqs.push(...page.moments.map(({ seq }: { seq: number }) => seq));
      before = page.next;
    }
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => other - one));
    expect(seqs).toEqual(expect.arrayContaining([1, 2, 3]));
    const { at } = told.find(({ seq }) => seq === moment) ?? {};
    const restores = told.filter(({ actions }) => actions.includes('base.broughtBack'));
    expect(restores.length).toBeGreaterThan(0);
    for (const { subjects } of restores) expect(subjects).toEqual([{ action: 'base.broughtBack', at }]);
    for (const seq of seqs)
      expect([seq, (await mia.post(`${url}/copies`, { moment: { seq }, name: 'x' })).status]).toEqual([
        seq,
        201,
      ]);
  });

  it('knows the ops of what it was, each as it was answered, also after it was brought back twice', async () => {
    const [field] = (await mia.get(url)).body.tables[0].fields;
    const named = (Name: string) => ({ [field.id]: Name });
    const [a, b] = (await add('a', 'b')).body.records.map(({ id }: { id: string }) => id);
    const moment = await seqOf();
    const op = (kind: string, body: object) => ({ id: randomUUID(), kind, tableId, ...body });
    const ops = [
      op('records.update', { records: [{ id: a, cells: named('A') }] }),
      // Changes nothing, and has no entry.
      op('records.update', { records: [{ id: b, cells: named('b') }] }),
      op('records.create', { records: [{ cells: named('c') }, { cells: named('d') }] }),
      op('records.delete', { recordIds: [b] }),
    ];
    const send = async () =>
      Promise.all(ops.map((one) => mia.post(`${url}/ops`, one))).then((all) => all.map(({ body }) => body));
    const first: object[] = [];
    for (const one of ops) first.push((await mia.post(`${url}/ops`, one)).body);
    const later = await content();

    const { before } = (await bringBack({ seq: moment })).body;
    const then = await content();
    expect(await send()).toEqual(first);
    expect(await content()).toEqual(then);
    await bringBack({ seq: before });
    expect(await send()).toEqual(first);
    expect(await content()).toEqual(later);
    await bringBack({ seq: moment });
    expect(await send()).toEqual(first);
    // Of somebody else, and another op under the id.
    const other = await mia.post(`${url}/ops`, { ...ops[2], id: ops[0]?.id });
    expect([other.status, other.body.error.message]).toEqual([
      422,
      'Another op was carried out under this op id',
    ]);
  });

  it('keeps its snapshots under their ids, and names moments of what it was', async () => {
    await add('a');
    const moment = await seqOf();
    const take = (body: object) => mia.post(`${url}/snapshots`, body);
    const gone = await take({ name: 'Gone' });
    await mia.delete(`${url}/snapshots/${gone.body.id}`);
    const one = (await take({ name: 'One of them' })).body;
    await add('b');
    const last = (await take({ name: 'Gone as well' })).body;
    await mia.delete(`${url}/snapshots/${last.id}`);
    await bringBack({ seq: moment });
    expect((await mia.get(`${url}/snapshots`)).body.snapshots).toEqual([one]);
    await mia.delete(`${url}/snapshots/${one.id}`);
    const again = await take({ name: one.name, moment: { seq: one.seq } });
    expect([again.status, again.body]).toEqual([201, { ...one, id: last.id + 1, madeAt: again.body.madeAt }]);
    const byTime = await take({ name: 'By time', moment: { at: one.at } });
    expect(byTime.body).toMatchObject({ seq: one.seq, at: one.at });
    // The number that the log left out.
    const hole = await take({ name: 'Hole', moment: { seq: (await seqOf()) - 1 } });
    expect(hole.body.error.type).toBe('MOMENT_NOT_KEPT');
  });

  it('loses no write that was answered while it came back: each is in what it was or in what it is', async () => {
    await add('a');
    const moment = await seqOf();
    let done = false;
    const answered: string[] = [];
    const writers = Array.from({ length: 4 }, async () => {
      while (!done) {
        const id = newId('record');
        const op = { id: randomUUID(), kind: 'records.create', tableId, records: [{ id, cells: {} }] };
        const answer = await mia.post(`${url}/ops`, op);
        if (answer.status < 300) answered.push(id);
        else expect([answer.status, answer.text]).toEqual([503, answer.text]);
      }
    });
    for (let round = 0; round < 3; round++) {
      const before = answered.length;
      while (answered.length < before + 5) await new Promise(setImmediate);
      expect((await bringBack({ seq: moment })).status).toBe(200);
    }
    done = true;
    await Promise.all(writers);
    const lives = await api.sql<{ id: string }>(`SELECT id FROM api.base WHERE deleted->>'lifeOf' = $1`, [
      baseId,
    ]);
    const found = new Set<string>();
    for (const { id } of [...lives, { id: baseId }])
      for (const row of await api.sql<{ id: string }>(`SELECT id FROM "${id}"."${tableId}"`))
        found.add(row.id);
    expect(answered.filter((id) => !found.has(id))).toEqual([]);
    expect(lives).toHaveLength(3);
  });

  it('goes with all that it was when it is deleted for good, and a copy that became nothing goes too', async () => {
    await add('a');
    await bringBack({ seq: 1 });
    const namesOf = async () =>
      (
        await api.sql<{ id: string }>(`SELECT id FROM api.base WHERE id = $1 OR deleted->>'lifeOf' = $1`, [
          baseId,
        ])
      ).map(({ id }) => id);
    const names = await namesOf();
    expect(names).toHaveLength(2);
    expect((await mia.get('/v1/trash')).body.bases).not.toContainEqual(
      expect.objectContaining({ id: names[1] }),
    );
    await api.sql(
      `UPDATE api.base SET deleted = deleted - 'until', created_at = now() - interval '2 days' WHERE deleted->>'lifeOf' = $1`,
      [baseId],
    );
    await api.store.sweeper.sweep();
    expect(await namesOf()).toEqual([baseId]);
    await bringBack({ seq: 1 });
    const all = await namesOf();
    await mia.delete(url);
    await mia.delete(`/v1/trash/${baseId}`);
    expect(await namesOf()).toEqual([]);
    expect(await api.sql('SELECT FROM pg_namespace WHERE nspname = ANY($1)', [all])).toEqual([]);
  });
});
