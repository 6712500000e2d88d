import type { Trash, View } from '@pyairtable/contracts';
import { randomUUID } from 'node:crypto';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('the trash', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client({ name: 'Mia' });
  });
  afterAll(() => api?.stop());
  beforeEach(async () => {
    const base = await api.base(mia, [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Points', type: 'number', options: { precision: 0 } },
          { name: 'No', type: 'autoNumber' },
        ],
      },
      { name: 'People', fields: [{ name: 'Who', type: 'singleLineText' }] },
    ]);
    baseId = base.id;
    url = `/v1/bases/${baseId}`;
  });

  const schema = async () => (await mia.get(url)).body;
  const table = async (name: string) =>
    (await schema()).tables.find((one: { name: string }) => one.name === name);
  const fieldOf = async (place: string, name: string) =>
    (await table(place)).fields.find((one: { name: string }) => one.name === name);
  const add = async (place: string, ...records: object[]): Promise<string[]> => {
    const answer = await mia.post(`/v0/${baseId}/${place}`, {
      records: records.map((fields) => ({ fields })),
    });
    return answer.body.records.map(({ id }: { id: string }) => id);
  };
  const all = async (place: string) => (await mia.get(`/v0/${baseId}/${place}`)).body.records;
  const items = async () => ((await mia.get(`${url}/trash`)).body as Trash).items;
  const restore = async (seq: number | undefined) => mia.post(`${url}/trash/${seq}/restore`);
  const link = async () => {
    const [tasks, people] = [await table('Tasks'), await table('People')];
    const options = { linkedTableId: people.id };
    return (
      await mia.post(`${url}/tasks`.replace('tasks', `tables/${tasks.id}/fields`), {
        name: 'Owners',
        type: 'multipleRecordLinks',
        options,
      })
    ).body;
  };

  it('gives a view back what it had of a link, though its table comes back after the linked one', async () => {
    const { id } = await link();
    const [tasks, people] = [await table('Tasks'), await table('People')];
    const columnWidths = { [tasks.primaryFieldId]: 90, [id]: 99 };
    await mia.patch(`${url}/tables/${tasks.id}/views/${tasks.views[0].id}`, { columnWidths });
    const gone = [];
    for (const one of [people, tasks]) gone.push((await mia.delete(`${url}/tables/${one.id}`)).body.seq);
    for (const seq of gone) expect((await restore(seq)).status).toBe(200);
    expect(await items()).toEqual([]);
    expect((await table('Tasks')).views[0]).toMatchObject({ columnWidths });
  });

  it('gives deleted records back with their cells, links and places', async () => {
    await link();
    const [ann] = await add('People', { Who: 'Ann' });
    const ids = await add('Tasks', { Name: 'a', Points: 1, Owners: [ann] }, { Name: 'b' }, { Name: 'c' });
    const before = await all('Tasks');
    await mia.delete(`/v0/${baseId}/Tasks?records[]=${ids[0]}&records[]=${ids[2]}`);
    const [item, ...others] = await items();
    expect([item, others]).toMatchObject([
      { kind: 'records', name: 'a', records: 2, actor: { id: mia.userId } },
      [],
    ]);
    expect((await restore(item?.seq)).body).toMatchObject({ kind: 'records', recordIds: [ids[0], ids[2]] });
    expect(await all('Tasks')).toEqual(before);
    expect(await items()).toEqual([]);
    await mia.delete(`/v0/${baseId}/Tasks/${ids[0]}`);
    expect(await items()).toMatchObject([{ kind: 'records', records: 1 }]);
  });

  describe('of records that whoever made them takes back', () => {
    const op = async (by: Client, body: object): Promise<[string, number]> => {
      const id = randomUUID();
      const answer = await by.post(`${url}/ops`, { id, ...body });
      expect(answer.status).toBe(200);
      return [id, answer.body.seq];
    };
    const create = async (recordId: string, cells: object = {}) =>
      (await op(mia, { kind: 'records.create', tableId: tasks, records: [{ id: recordId, cells }] }))[0];
    const takeBack = async (undoes: string, ...recordIds: string[]) =>
      (await op(mia, { kind: 'records.delete', tableId: tasks, recordIds, undoes }))[1];
    const bringBack = async (seq: number) => (await op(mia, { kind: 'records.restore', seq }))[0];
    const [ONE, TWO] = ['recOneTakenBack00', 'recTwoTakenBack00'] as const;
    let tasks: string;
    let name: string;
    beforeEach(async () => {
      const { id, primaryFieldId } = await table('Tasks');
      [tasks, name] = [id, primaryFieldId];
    });

    it('has none, again and again, and they come back all the same', async () => {
      const made = await create(ONE);
      const first = await takeBack(made, ONE);
      expect(await items()).toEqual([]);
      await bringBack(first);
      await op(mia, {
        kind: 'records.update',
        tableId: tasks,
        records: [{ id: ONE, cells: { [name]: 'x' } }],
      });
      const second = await takeBack(made, ONE);
      expect(await items()).toEqual([]);
      expect((await restore(second)).status).toBe(200);
      expect((await all('Tasks')).map(({ id }: { id: string }) => id)).toEqual([ONE]);
    });

    it('has none of those with links either', async () => {
      const { id } = await link();
      const [ann] = await add('People', { Who: 'Ann' });
      await takeBack(await create(ONE, { [id]: [ann] }), ONE);
      expect(await items()).toEqual([]);
    });

    it.each<[string, () => Promise<unknown>]>([
      [
        'are deleted by them afterwards',
        () => op(mia, { kind: 'records.delete', tableId: tasks, recordIds: [ONE] }),
      ],
      [
        'others have written in',
        async () => {
          const max = await api.client();
          await api.share(baseId, max.userId, 'edit');
          const records = [{ id: ONE, cells: { [name]: 'theirs' } }];
          await op(max, { kind: 'records.update', tableId: tasks, records });
          await takeBack(made, ONE);
        },
      ],
      ['another op has made', async () => takeBack(await create(TWO), ONE)],
      [
        'go beside one that another op has made',
        async () => {
          await create(TWO);
          await takeBack(made, ONE, TWO);
        },
      ],
      [
        'an op brought back that somebody had deleted',
        async () => {
          const [, seq] = await op(mia, { kind: 'records.delete', tableId: tasks, recordIds: [ONE] });
          await takeBack(await bringBack(seq), ONE);
        },
      ],
      [
        'others made',
        async () => {
          const max = await api.client();
          await api.share(baseId, max.userId, 'edit');
          const [theirs] = await op(max, {
            kind: 'records.create',
            tableId: tasks,
            records: [{ id: TWO, cells: {} }],
          });
          await takeBack(theirs, TWO);
        },
      ],
    ])('has those that %s', async (_, remove) => {
      made = await create(ONE);
      await remove();
      expect(await items()).toMatchObject([{ kind: 'records' }]);
    });
    let made: string;
  });

  it('gives deleted records back once, however many ask for them at the same time, of two processes', async () => {
    const other = api.replica();
    const max = await api.client();
    await api.share(baseId, max.userId, 'edit');
    try {
      for (let turn = 0; turn < 5; turn += 1) {
        const ids = await add('Tasks', { Name: 'a' }, { Name: 'b' });
        await mia.delete(`/v0/${baseId}/Tasks?records[]=${ids[0]}&records[]=${ids[1]}`);
        const seq = (await items())[0]?.seq as number;
        const elsewhere = () =>
          other.app.inject({
            method: 'POST',
            url: `${url}/trash/${seq}/restore`,
            headers: { authorization: `Bearer ${max.token}` },
          });
        const op = { id: randomUUID(), kind: 'records.restore', seq };
        const answers = await Promise.all([
          restore(seq),
          elsewhere(),
          mia.post(`${url}/ops`, op),
          elsewhere(),
        ]);
        const statuses = answers.map((one) => ('statusCode' in one ? one.statusCode : one.status));
        // Two of the trash, in which it is no longer, and an op whose records are there.
        expect(statuses.filter((status) => ![200, 404, 422].includes(status))).toEqual([]);
        expect(statuses).toContain(200);
        const there = (await all('Tasks')).map(({ id }: { id: string }) => id);
        expect(there.filter((id: string) => ids.includes(id))).toEqual(ids);
        expect((await restore(seq)).status).toBe(404);
      }
    } finally {
      await other.stop();
    }
  });

  it('gives back what is left of deleted records of which one is back', async () => {
    const [first = '', second = ''] = await add('Tasks', { Name: 'a' }, { Name: 'b' });
    const { id: tableId } = await table('Tasks');
    await mia.delete(`/v0/${baseId}/Tasks?records[]=${first}&records[]=${second}`);
    const again = { id: randomUUID(), kind: 'records.create', tableId, records: [{ id: second, cells: {} }] };
    expect((await mia.post(`${url}/ops`, again)).status).toBe(200);
    const [item] = await items();
    expect(item).toMatchObject({ records: 1 });
    expect((await restore(item?.seq)).body).toMatchObject({ kind: 'records', recordIds: [first] });
    expect(await all('Tasks')).toMatchObject([{ id: first, fields: { Name: 'a' } }, { id: second }]);
  });

  it('gives a deleted field back with its cells and its place in views, and fills what the server would have', async () => {
    const tasks = await table('Tasks');
    const [points, number] = [await fieldOf('Tasks', 'Points'), await fieldOf('Tasks', 'No')];
    const view = `${url}/tables/${tasks.id}/views/${tasks.views[0].id}`;
    await mia.patch(view, {
      visibleFieldIds: [points.id, number.id, tasks.primaryFieldId],
      sort: [{ fieldId: points.id, direction: 'desc' }],
      columnWidths: { [points.id]: 90 },
    });
    const arranged = (await table('Tasks')).views as View[];
    await add('Tasks', { Name: 'a', Points: 1 }, { Name: 'b', Points: 2 });
    const gone = await mia.delete(`${url}/tables/${tasks.id}/fields/${points.id}`);
    const alsoGone = await mia.delete(`${url}/tables/${tasks.id}/fields/${number.id}`);
    expect(gone.body).toEqual({ seq: expect.any(Number) });
    expect((await all('Tasks')).map(({ fields }: { fields: object }) => fields)).toEqual([
      { Name: 'a' },
      { Name: 'b' },
    ]);
    await add('Tasks', { Name: 'c' });
    expect((await items()).map(({ kind, name, seq }) => [kind, name, seq])).toEqual([
      ['field', 'No', alsoGone.body.seq],
      ['field', 'Points', gone.body.seq],
    ]);
    expect((await restore(alsoGone.body.seq)).body).toEqual({ kind: 'field', tableId: tasks.id });
    expect((await restore(gone.body.seq)).status).toBe(200);
    expect((await all('Tasks')).map(({ fields }: { fields: object }) => fields)).toEqual([
      { Name: 'a', Points: 1, No: 1 },
      { Name: 'b', Points: 2, No: 2 },
      { Name: 'c', No: 4 },
    ]);
    await add('Tasks', { Name: 'd' });
    expect((await all('Tasks')).at(-1).fields).toEqual({ Name: 'd', No: 5 });
    const back = await table('Tasks');
    expect(back.fields.map(({ id }: { id: string }) => id)).toEqual(
      tasks.fields.map(({ id }: { id: string }) => id),
    );
    expect(back.views).toEqual(arranged);
    expect(await items()).toEqual([]);
    const again = await restore(gone.body.seq);
    expect([again.status, again.body.error.message]).toEqual([
      404,
      'The trash has nothing that this change deleted',
    ]);
  });

  it('leaves what was arranged of a view meanwhile, and finds a free name', async () => {
    const [tasks, points] = [await table('Tasks'), await fieldOf('Tasks', 'Points')];
    const view = `${url}/tables/${tasks.id}/views/${tasks.views[0].id}`;
    await mia.patch(view, {
      sort: [{ fieldId: points.id, direction: 'desc' }],
      columnWidths: { [points.id]: 90 },
    });
    const { body } = await mia.delete(`${url}/tables/${tasks.id}/fields/${points.id}`);
    const sort = [{ fieldId: tasks.primaryFieldId, direction: 'asc' }];
    await mia.patch(view, { sort });
    await mia.post(`${url}/tables/${tasks.id}/fields`, { name: 'Points', type: 'singleLineText' });
    await restore(body.seq);
    const back = await table('Tasks');
    expect(back.views[0]).toMatchObject({ sort, columnWidths: { [points.id]: 90 } });
    expect(back.fields.find(({ id }: { id: string }) => id === points.id).name).toBe('Points 2');
  });

  it('gives a deleted link back on both sides', async () => {
    await link();
    const [ann, ben] = await add('People', { Who: 'Ann' }, { Who: 'Ben' });
    await add('Tasks', { Name: 'a', Owners: [ben, ann] });
    const before = [await all('Tasks'), await all('People'), (await schema()).tables];
    const tasks = await table('Tasks');
    const { body } = await mia.delete(
      `${url}/tables/${tasks.id}/fields/${(await fieldOf('Tasks', 'Owners')).id}`,
    );
    expect((await all('People'))[0].fields).toEqual({ Who: 'Ann' });
    expect((await restore(body.seq)).status).toBe(200);
    expect([await all('Tasks'), await all('People'), (await schema()).tables]).toEqual(before);
  });

  it('gives a deleted table back with its records and links', async () => {
    await link();
    const [ann] = await add('People', { Who: 'Ann' });
    await add('Tasks', { Name: 'a', Owners: [ann] });
    const before = [await all('Tasks'), await all('People'), (await schema()).tables];
    const people = await table('People');
    const { body } = await mia.delete(`${url}/tables/${people.id}`);
    expect((await all('Tasks'))[0].fields).toEqual({ Name: 'a', No: 1 });
    expect(await items()).toMatchObject([{ kind: 'table', name: 'People', records: 1, tableId: people.id }]);
    expect((await restore(body.seq)).body).toEqual({ kind: 'table', tableId: people.id });
    expect([await all('Tasks'), await all('People'), (await schema()).tables]).toEqual(before);
    await add('People', { Who: 'Ben' });
    expect(await all('People')).toHaveLength(2);
  });

  it.each([
    ['in the order of their deletion', false],
    ['the last one first', true],
  ])('gives two deleted tables their links back with the second of them, %s', async (_, lastFirst) => {
    await link();
    const [ann] = await add('People', { Who: 'Ann' });
    await add('Tasks', { Name: 'a', Owners: [ann] });
    const before = [await all('Tasks'), await all('People'), (await schema()).tables];
    const gone: number[] = [];
    for (const name of ['Tasks', 'People'])
      gone.push((await mia.delete(`${url}/tables/${(await table(name)).id}`)).body.seq);
    const [first, second] = lastFirst ? gone.reverse() : gone;
    expect((await restore(first)).status).toBe(200);
    expect((await restore(second)).status).toBe(200);
    expect([await all('Tasks'), await all('People'), (await schema()).tables]).toEqual(before);
    expect(await items()).toEqual([]);
  });

  it('says which links of a table wait for another one, by name', async () => {
    await link();
    const [tasks, people] = [await table('Tasks'), await table('People')];
    const first = (await mia.delete(`${url}/tables/${tasks.id}`)).body.seq;
    const second = (await mia.delete(`${url}/tables/${people.id}`)).body.seq;
    const { body } = await restore(first);
    expect(body).toMatchObject({ kind: 'table', waiting: [{ name: 'Owners', tableName: 'People' }] });
    const [waiting] = await items();
    expect(waiting).toMatchObject({ kind: 'field', name: 'Owners', tableId: tasks.id });
    const early = await restore(waiting?.seq);
    expect([early.status, early.body.error.message]).toEqual([
      422,
      '“Owners” cannot be restored before the table “People”',
    ]);
    await api.sql(`UPDATE "${baseId}".trash SET at = at - interval '40 days' WHERE seq = $1`, [second]);
    await api.store.sweeper.sweep();
    const late = await restore(waiting?.seq);
    expect([late.status, late.body.error.message]).toEqual([
      422,
      '“Owners” cannot be restored, as a table that it belongs to is gone for good',
    ]);
    const again = (await mia.delete(`${url}/tables/${tasks.id}`)).body.seq;
    expect((await restore(again)).body).not.toHaveProperty('waiting');
  });

  it('leaves a link in the trash that was deleted by itself when its tables come back', async () => {
    const { id } = await link();
    const [tasks, people] = [await table('Tasks'), await table('People')];
    const alone = (await mia.delete(`${url}/tables/${tasks.id}/fields/${id}`)).body.seq;
    const gone: number[] = [];
    for (const one of [tasks, people]) gone.push((await mia.delete(`${url}/tables/${one.id}`)).body.seq);
    for (const seq of gone) expect((await restore(seq)).status).toBe(200);
    expect((await items()).map(({ seq }) => seq)).toEqual([alone]);
    expect((await restore(alone)).status).toBe(200);
  });

  it('gives a table its links back one by one as the others come, and views what they had of each', async () => {
    await link();
    const tasks = await table('Tasks');
    const other = await mia.post(`${url}/tables`, {
      name: 'Other',
      fields: [{ name: 'Name', type: 'singleLineText' }],
    });
    await mia.post(`${url}/tables/${tasks.id}/fields`, {
      name: 'Others',
      type: 'multipleRecordLinks',
      options: { linkedTableId: other.body.id },
    });
    const [owners, others] = [await fieldOf('Tasks', 'Owners'), await fieldOf('Tasks', 'Others')];
    const looking = async (name: string, through: string, to: string) =>
      (
        await mia.post(`${url}/tables/${tasks.id}/fields`, {
          name,
          type: 'multipleLookupValues',
          options: { recordLinkFieldId: through, fieldIdInLinkedTable: to },
        })
      ).body.id as string;
    const who = await looking('Whose', owners.id, (await table('People')).primaryFieldId);
    const what = await looking('What', others.id, other.body.primaryFieldId);
    const filter = {
      conjunction: 'and',
      conditions: [owners.id, others.id, who, what].map((fieldId) => ({ fieldId, operator: 'isNotEmpty' })),
    };
    await mia.patch(`${url}/tables/${tasks.id}/views/${tasks.views[0].id}`, { filter });
    const inverse = (await table('People')).fields.at(-1).id;
    const people = await table('People');
    await mia.patch(`${url}/tables/${people.id}/views/${people.views[0].id}`, {
      columnWidths: { [inverse]: 120, [people.primaryFieldId]: 130 },
    });
    const before = (await schema()).tables;
    const gone: number[] = [];
    for (const name of ['Tasks', 'People', 'Other'])
      gone.push((await mia.delete(`${url}/tables/${(await table(name)).id}`)).body.seq);
    for (const seq of gone) expect((await restore(seq)).status).toBe(200);
    expect((await schema()).tables).toEqual(before);
    expect(await items()).toEqual([]);
  });

  it('makes computed fields valid again that read what was deleted', async () => {
    const tasks = await table('Tasks');
    const points = await fieldOf('Tasks', 'Points');
    await mia.post(`${url}/tables/${tasks.id}/fields`, {
      name: 'Twice',
      type: 'formula',
      options: { formula: '{Points} * 2' },
    });
    await add('Tasks', { Name: 'a', Points: 2 });
    const { body } = await mia.delete(`${url}/tables/${tasks.id}/fields/${points.id}`);
    expect((await fieldOf('Tasks', 'Twice')).options.isValid).toBe(false);
    await restore(body.seq);
    expect((await fieldOf('Tasks', 'Twice')).options.isValid).toBe(true);
    expect((await all('Tasks'))[0].fields).toMatchObject({ Twice: 4 });
  });

  it('asks who restores for as much as deleting does', async () => {
    const tasks = await table('Tasks');
    const { body } = await mia.delete(
      `${url}/tables/${tasks.id}/fields/${(await fieldOf('Tasks', 'Points')).id}`,
    );
    const ed = await api.client();
    await api.share(baseId, ed.userId, 'edit');
    const refused = await ed.post(`${url}/trash/${body.seq}/restore`);
    expect([refused.status, refused.body.error.type]).toEqual([403, 'INVALID_PERMISSIONS']);
    expect((await ed.get(`${url}/trash`)).body.items).toHaveLength(1);
    for (const seq of [9_999, 1]) {
      const { status, body: told } = await ed.post(`${url}/trash/${seq}/restore`);
      expect([status, told.error.message]).toEqual([404, 'The trash has nothing that this change deleted']);
    }
    expect((await ed.post(`${url}/trash/x/restore`)).status).toBe(404);
  });

  it('is read page by page', async () => {
    const ids = await add('Tasks', { Name: 'a' }, { Name: 'b' }, { Name: 'c' });
    for (const id of ids) await mia.delete(`/v0/${baseId}/Tasks/${id}`);
    const first = (await mia.get(`${url}/trash?limit=2`)).body as Trash;
    expect(first.items.map(({ name }) => name)).toEqual(['c', 'b']);
    const second = (await mia.get(`${url}/trash?limit=2&before=${first.next}`)).body as Trash;
    expect([second.items.map(({ name }) => name), second.next]).toEqual([['a'], null]);
    expect((await mia.get(`${url}/trash?limit=0`)).status).toBe(422);
  });

  it('gives a deleted base back with everything in it', async () => {
    await add('Tasks', { Name: 'a', Points: 1 });
    const ed = await api.client();
    await api.share(baseId, ed.userId, 'edit');
    const before = [await all('Tasks'), (await schema()).tables];
    expect((await mia.delete(url)).status).toBe(204);
    expect((await mia.get(url)).status).toBe(403);
    const { bases } = (await mia.get('/v1/trash')).body;
    expect(bases.find(({ id }: { id: string }) => id === baseId)).toMatchObject({
      name: 'Test base',
      actor: { id: mia.userId },
    });
    expect((await mia.post(`/v1/trash/${baseId}/restore`)).status).toBe(204);
    expect([await all('Tasks'), (await schema()).tables]).toEqual(before);
    expect((await ed.get(url)).body.permissionLevel).toBe('edit');
  });

  it('gives a deleted view back as it was arranged, without fields that went after it, to whoever edits', async () => {
    const [tasks, points] = [await table('Tasks'), await fieldOf('Tasks', 'Points')];
    const views = `${url}/tables/${tasks.id}/views`;
    const arranged = {
      name: 'Urgent',
      sort: [
        { fieldId: points.id, direction: 'desc' },
        { fieldId: tasks.primaryFieldId, direction: 'asc' },
      ],
      columnWidths: { [tasks.primaryFieldId]: 90 },
    };
    const made = (await mia.post(views, arranged)).body;
    await mia.delete(`${views}/${made.id}`);
    await mia.delete(`${url}/tables/${tasks.id}/fields/${points.id}`);
    await mia.post(views, { name: 'Urgent' });
    const item = (await items()).find(({ kind }) => kind === 'view');
    expect(item).toMatchObject({ name: 'Urgent', tableId: tasks.id, actor: { id: mia.userId } });
    const editor = await api.client();
    await api.share(baseId, editor.userId, 'edit');
    expect((await editor.post(`${url}/trash/${item?.seq}/restore`)).body).toEqual({
      kind: 'view',
      tableId: tasks.id,
    });
    const back = (await table('Tasks')).views.find(({ id }: View) => id === made.id);
    expect(back).toMatchObject({
      name: 'Urgent 2',
      sort: [{ fieldId: tasks.primaryFieldId, direction: 'asc' }],
      columnWidths: { [tasks.primaryFieldId]: 90 },
    });
    expect((await items()).map(({ kind }) => kind)).toEqual(['field']);

    await mia.delete(`${views}/${made.id}`);
    await mia.post(views, { ...back, id: made.id });
    expect((await items()).map(({ kind }) => kind)).toEqual(['field']);
  });

  it('gives a deleted personal view back to its owner only', async () => {
    const tasks = await table('Tasks');
    const views = `${url}/tables/${tasks.id}/views`;
    const editor = await api.client();
    await api.share(baseId, editor.userId, 'edit');
    const own = await editor.post(views, { name: 'My own', personalForUserId: editor.userId });
    await editor.delete(`${views}/${own.body.id}`);
    const item = (await items()).find(({ kind }) => kind === 'view');
    const refused = await mia.post(`${url}/trash/${item?.seq}/restore`);
    expect([refused.status, refused.body.error.type]).toEqual([403, 'INVALID_PERMISSIONS']);
    const taken = await mia.post(views, { id: own.body.id, name: 'Mine now' });
    expect([taken.status, taken.body.error.type]).toEqual([403, 'INVALID_PERMISSIONS']);
    expect((await editor.post(`${url}/trash/${item?.seq}/restore`)).status).toBe(200);
    expect((await table('Tasks')).views).toContainEqual(own.body);
  });

  it('keeps the ids of deleted views and of those of deleted tables to them', async () => {
    const [tasks, people] = [await table('Tasks'), await table('People')];
    const [ofPeople] = people.views;
    const extra = await mia.post(`${url}/tables/${tasks.id}/views`, { name: 'Extra' });
    await mia.delete(`${url}/tables/${tasks.id}/views/${extra.body.id}`);
    const gone = await mia.delete(`${url}/tables/${people.id}`);
    const other = await mia.post(`${url}/tables`, {
      name: 'Other',
      fields: [{ name: 'Name', type: 'singleLineText' }],
    });
    for (const [tableId, id] of [
      [other.body.id, extra.body.id],
      [other.body.id, ofPeople?.id],
      [tasks.id, ofPeople?.id],
    ]) {
      const refused = await mia.post(`${url}/tables/${tableId}/views`, { id, name: 'Taken' });
      expect([refused.status, refused.body.error?.message]).toEqual([422, 'The id is in use']);
    }
    expect((await restore(gone.body.seq)).status).toBe(200);
    expect((await table('People')).views).toEqual(people.views);
  });

  it('lets go what it has kept for long enough, and nothing else', async () => {
    await link();
    const [tasks, people] = [await table('Tasks'), await table('People')];
    const old = await mia.delete(`${url}/tables/${tasks.id}/fields/${(await fieldOf('Tasks', 'Points')).id}`);
    await mia.delete(`${url}/tables/${tasks.id}/fields/${(await fieldOf('Tasks', 'Owners')).id}`);
    const fresh = await mia.delete(`${url}/tables/${tasks.id}/fields/${(await fieldOf('Tasks', 'No')).id}`);
    await mia.delete(`${url}/tables/${people.id}`);
    // One that went before the base's past was kept.
    const before = await mia.post(`${url}/tables`, {
      name: 'Before',
      fields: [{ name: 'Name', type: 'singleLineText' }],
    });
    await mia.delete(`${url}/tables/${before.body.id}`);
    await api.sql(`DELETE FROM "${baseId}".past_structure WHERE kind = 'table' AND id = $1`, [
      before.body.id,
    ]);
    await api.sql(`UPDATE "${baseId}".trash SET at = at - interval '40 days' WHERE seq <> $1`, [
      fresh.body.seq,
    ]);
    await api.store.sweeper.sweep();
    expect((await items()).map(({ seq }) => seq)).toEqual([fresh.body.seq]);
    expect((await restore(old.body.seq)).status).toBe(404);
    const left = await api.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND c.relname ~ '^(tbl|fld)'`,
      [`"${baseId}"`],
    );
    // A table stays for those who ask what the base was.
    expect(left.map(({ name }) => name).sort()).toEqual([tasks.id, people.id].sort());
    expect((await restore(fresh.body.seq)).status).toBe(200);
    await mia.delete(url);
    await api.sql(
      `UPDATE api.base SET deleted = deleted || jsonb_build_object('at', now() - interval '40 days') WHERE id = $1`,
      [baseId],
    );
    await api.store.sweeper.sweep();
    expect(await api.sql('SELECT FROM pg_namespace WHERE nspname = $1', [baseId])).toEqual([]);
  });
});
