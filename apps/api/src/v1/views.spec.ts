import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('views of a table', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let views: string;
  let first: string;
  let field: string;
  const shown = async (): Promise<{ id: string; name: string }[]> =>
    (await mia.get(`/v1/bases/${baseId}`)).body.tables[0].views;
  const one = async () => (await shown())[0]?.id;
  const names = async () => (await shown()).map(({ name }) => name);
  const make = async (body: object) => {
    const made = await mia.post(views, body);
    expect([made.status, made.text]).toEqual([201, made.text]);
    return made.body;
  };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    baseId = base.id;
    views = `/v1/bases/${baseId}/tables/${base.tables[0].id}/views`;
    const table = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0];
    [first, field] = [table.views[0].id, table.fields[0].id];
  });
  afterAll(() => api.stop());

  it('are made, copied with their settings, placed, deleted and brought back where they were', async () => {
    const second = await make({});
    expect(second).toEqual({ id: expect.stringMatching(/^viw/), name: 'Grid view 2', type: 'grid' });
    const sort = [{ fieldId: field, direction: 'desc' }];
    const third = await make({ name: 'Mine', type: 'kanban', sort, rowHeight: 'tall', before: second.id });
    const copy = await make({ copyOf: third.id });
    expect(copy).toEqual({ ...third, id: copy.id, name: 'Mine copy' });
    expect(await make({ copyOf: third.id, sort: [] })).toMatchObject({ name: 'Mine copy 2', sort: [] });
    expect(await names()).toEqual(['Grid view', 'Mine', 'Grid view 2', 'Mine copy', 'Mine copy 2']);
    const place = (view: string, before: string | null) => mia.post(`${views}/${view}/place`, { before });
    expect((await place(copy.id, first)).status).toBe(204);
    expect((await place(third.id, null)).status).toBe(204);
    expect(await names()).toEqual(['Mine copy', 'Grid view', 'Grid view 2', 'Mine copy 2', 'Mine']);
    expect((await mia.delete(`${views}/${first}`)).status).toBe(204);
    expect(await names()).toEqual(['Mine copy', 'Grid view 2', 'Mine copy 2', 'Mine']);
    await make({ id: first, name: 'Grid view', before: second.id });
    expect(await names()).toEqual(['Mine copy', 'Grid view', 'Grid view 2', 'Mine copy 2', 'Mine']);
    const log = await api.sql<{ action: string }>(
      `SELECT e.value ->> 'action' AS action FROM "${baseId}".change, jsonb_array_elements(changes) e ORDER BY seq DESC LIMIT 2`,
    );
    expect(log.map(({ action }) => action)).toEqual(['view.created', 'view.deleted']);
  });

  it('are refused with a reason, and the last one stays', async () => {
    const before = await shown();
    const refused = async (answer: Promise<{ status: number; body: { error: { message: string } } }>) => {
      const { status, body } = await answer;
      expect(status).toBe(422);
      return body.error.message;
    };
    expect(await refused(mia.post(views, { name: 'Mine' }))).toMatch(/already exists/);
    expect(await refused(mia.post(views, { id: first }))).toMatch(/in use/);
    expect(await refused(mia.post(views, { copyOf: newId('view') }))).toMatch(/not found/);
    expect(await refused(mia.post(views, { before: newId('view') }))).toMatch(/not found/);
    expect(await refused(mia.post(views, { type: 'list of lists' }))).toMatch(/./);
    expect(await refused(mia.post(`${views}/${first}/place`, { before: newId('view') }))).toMatch(
      /not found/,
    );
    expect(await shown()).toEqual(before);
    for (const { id } of before.slice(1)) await mia.delete(`${views}/${id}`);
    expect(await refused(mia.delete(`${views}/${before[0]?.id}`))).toMatch(/last view/);
    expect(await shown()).toEqual(before.slice(0, 1));
  });

  it('that are locked, or somebody else’s, are left as they are', async () => {
    const editor = await api.client();
    const creator = await api.client();
    await api.share(baseId, editor.userId, 'edit');
    await api.share(baseId, creator.userId, 'create');
    const view = await make({ name: 'Kept', copyOf: await one() });
    const at = `${views}/${view.id}`;
    const status = async (answer: Promise<{ status: number }>) => (await answer).status;

    expect((await editor.patch(at, { locked: true })).body).toMatchObject({ locked: true });
    for (const change of [
      { name: 'X' },
      { sort: [] },
      { locked: false, name: 'X' },
      { personalForUserId: null },
    ])
      expect(await status(mia.patch(at, change))).toBe(422);
    expect(await status(mia.delete(at))).toBe(422);
    expect(await make({ copyOf: view.id })).not.toHaveProperty('locked');
    expect((await mia.patch(at, { locked: false })).body).toEqual(view);

    expect(await status(mia.patch(at, { personalForUserId: editor.userId }))).toBe(403);
    expect(await status(mia.post(views, { personalForUserId: editor.userId }))).toBe(403);
    const own = (await editor.patch(at, { personalForUserId: editor.userId })).body;
    expect(own).toEqual({ ...view, personalForUserId: editor.userId });
    const meta = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables[0].views;
    expect(meta.find(({ id }: { id: string }) => id === view.id)).toEqual({
      id: view.id,
      name: 'Kept',
      type: view.type,
      personalForUserId: editor.userId,
    });
    for (const other of [creator, mia])
      for (const change of [{ name: 'X' }, { locked: true }, { personalForUserId: other.userId }])
        expect(await status(other.patch(at, change))).toBe(403);
    expect((await editor.patch(at, { rowHeight: 'tall' })).body).toMatchObject({ rowHeight: 'tall' });
    expect((await creator.patch(at, { personalForUserId: null })).body).toEqual({
      ...view,
      rowHeight: 'tall',
    });

    const third = await api.client();
    await api.share(baseId, third.userId, 'edit');
    await editor.patch(at, { personalForUserId: editor.userId });
    for (const other of [third, creator, mia]) expect(await status(other.delete(at))).toBe(403);
    // Whoever it was may have left: it can be had by creators though it is locked.
    await editor.patch(at, { locked: true });
    expect(await status(third.patch(at, { personalForUserId: null }))).toBe(403);
    expect(await status(creator.patch(at, { personalForUserId: null }))).toBe(200);
    expect(await status(creator.patch(at, { locked: false }))).toBe(200);
    expect(await status(creator.delete(at))).toBe(204);
  });

  it('colour records by a choice or by conditions, which go with their fields', async () => {
    const table = `/v1/bases/${baseId}/tables/${views.split('/')[5]}`;
    const newField = async (given: object) => {
      const made = await mia.post(`${table}/fields`, given);
      expect([made.status, made.text]).toEqual([201, made.text]);
      return made.body.id as string;
    };
    const stage = await newField({
      name: 'Stage',
      type: 'singleSelect',
      options: { choices: [{ name: 'Open', color: 'redBright' }] },
    });
    const points = await newField({ name: 'Points', type: 'number', options: { precision: 0 } });
    const self = await newField({
      name: 'Next',
      type: 'multipleRecordLinks',
      options: { linkedTableId: table.split('/')[5] },
    });
    const seen = await newField({
      name: 'Seen',
      type: 'multipleLookupValues',
      options: { recordLinkFieldId: self, fieldIdInLinkedTable: points },
    });
    const { id } = await make({ colors: { fieldId: stage } });
    const at = `${views}/${id}`;
    const colorsOf = async () =>
      ((await shown()) as { id: string; colors?: unknown }[]).find((one) => one.id === id)?.colors;
    expect(await colorsOf()).toEqual({ fieldId: stage });
    const by = (fieldId: string, color = 'greenLight1') => ({
      color,
      filter: { conjunction: 'and', conditions: [{ fieldId, operator: 'isNotEmpty' }] },
    });
    for (const [colors, message] of [
      [{ fieldId: points }, '"Points" has no choices that give a colour'],
      [{ rules: [by(seen)] }, 'Records cannot be coloured by conditions on "Seen"'],
      [{ rules: [by(points, 'mauveBright')] }, '"mauveBright" is no colour of choices'],
    ] as const) {
      const { status, body } = await mia.patch(at, { colors });
      expect([status, body.error?.message]).toEqual([422, message]);
    }
    const rules = [
      by(points),
      by(stage, 'redBright'),
      { ...by(points), filter: { conjunction: 'or', conditions: [] } },
    ];
    expect((await mia.patch(at, { colors: { rules } })).body.colors).toEqual({ rules });
    expect((await make({ copyOf: id })).colors).toEqual({ rules });
    await mia.delete(`${table}/fields/${points}`);
    expect(await colorsOf()).toEqual({ rules: rules.slice(1) });
    expect((await mia.patch(at, { colors: null })).body).not.toHaveProperty('colors');
    expect(await colorsOf()).toBeUndefined();
  });

  it('hold settings of a bounded size, as everybody reads them who opens the base', async () => {
    const condition = { fieldId: field, operator: 'contains', value: 'x'.repeat(1_000) };
    const filter = { conjunction: 'or', conditions: Array.from({ length: 100 }, () => condition) };
    const rules = Array.from({ length: 20 }, () => ({ color: 'redBright', filter }));
    const message = 'Conditions, colours and formulas of the view are too long';
    const { id } = await make({ name: 'Large', filter });
    for (const refused of [
      mia.patch(`${views}/${id}`, { colors: { rules } }),
      mia.post(views, { colors: { rules } }),
    ]) {
      const { status, body } = await refused;
      expect([status, body.error?.message]).toEqual([422, message]);
    }
    const copies: string[] = [];
    let last = await mia.post(views, { copyOf: id });
    for (; last.status === 201; last = await mia.post(views, { copyOf: id })) copies.push(last.body.id);
    expect([copies.length > 10, copies.length < 25, last.status, last.body.error?.message]).toEqual([
      true,
      true,
      422,
      'Conditions, colours and formulas of all views of the table are too long together',
    ]);
    // Nobody else is kept from what takes none of that room.
    const other = `${views}/${(await make({ name: 'Large no more' })).id}`;
    for (const change of [{ name: 'Large name' }, { columnWidths: { [field]: 300 } }])
      expect((await mia.patch(other, change)).status).toBe(200);
    // Nor is there more room by way of the trash.
    await mia.delete(`${views}/${copies[0]}`);
    expect((await mia.post(views, { copyOf: id })).status).toBe(201);
    const { items } = (await mia.get(`/v1/bases/${baseId}/trash`)).body;
    const restored = await mia.post(`/v1/bases/${baseId}/trash/${items[0].seq}/restore`);
    expect([restored.status, restored.body.error?.message]).toEqual([422, last.body.error?.message]);
    const smaller = { filter: { conjunction: 'or', conditions: [condition] } };
    expect((await mia.patch(`${views}/${id}`, smaller)).status).toBe(200);
    for (const view of await shown()) if (/^Large/.test(view.name)) await mia.delete(`${views}/${view.id}`);
  });

  it('include one that is everybody’s', async () => {
    const [everybodys, ...others] = await shown();
    for (const { id } of others) await mia.delete(`${views}/${id}`);
    const own = await make({ personalForUserId: mia.userId });
    expect((await mia.patch(`${views}/${everybodys?.id}`, { personalForUserId: mia.userId })).status).toBe(
      422,
    );
    expect((await mia.delete(`${views}/${everybodys?.id}`)).status).toBe(422);
    expect((await mia.delete(`${views}/${own.id}`)).status).toBe(204);
  });
});
