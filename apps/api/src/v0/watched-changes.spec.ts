import { ApiHarness, type Client } from '../testing/api-harness';

type Fields = Record<string, unknown>;

/** What asks when fields, rather than their record, were changed: formulas, filters and fields that watch others. */
describe('the time when a field was last changed', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let ids: Record<string, string>;
  let url: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
  });
  afterAll(() => api?.stop());

  const text = (name: string) => ({ name, type: 'singleLineText' });
  beforeEach(async () => {
    const base = await api.base(mia, [
      { name: 'Tasks', fields: [text('Title'), text('A'), text('B')] },
      { name: 'Notes', fields: [text('Note')] },
    ]);
    baseId = base.id;
    const [tasks, notes] = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables;
    tableId = tasks.id;
    ids = Object.fromEntries(tasks.fields.map(({ name, id }: Record<string, string>) => [name, id]));
    url = `/v0/${baseId}/Tasks`;
    ids['Notes'] = (await add('Notes', 'multipleRecordLinks', { linkedTableId: notes.id }))['id'] as string;
    ids['Inverse'] = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables[1].fields[1].id;
  });

  const fieldsUrl = () => `/v0/meta/bases/${baseId}/tables/${tableId}/fields`;
  const own = (fieldId: string) => `/v1/bases/${baseId}/tables/${tableId}/fields/${fieldId}`;
  const add = async (name: string, type: string, options: object): Promise<Fields> => {
    const { status, body } = await mia.post(fieldsUrl(), { name, type, options });
    expect([status, body]).toEqual([200, expect.anything()]);
    ids[name] = body.id;
    return body;
  };
  const formula = (source: string) => add('Asked', 'formula', { formula: source });
  const create = async (fields: Fields): Promise<{ id: string; made: string }> => {
    const { id, createdTime } = (await mia.post(url, { fields, typecast: true })).body;
    return { id, made: createdTime };
  };
  const update = async (id: string, fields: Fields) =>
    expect((await mia.patch(`${url}/${id}`, { fields, typecast: true })).status).toBe(200);
  const cell = async (id: string, name: string) => (await mia.get(`${url}/${id}`)).body.fields[name];
  const later = (a: unknown, b: unknown) =>
    expect(Date.parse(a as string)).toBeGreaterThan(Date.parse(b as string));

  it('is that of the field alone, and the latest of several', async () => {
    await formula('LAST_MODIFIED_TIME({A}, {B})');
    const { id, made } = await create({ Title: 'x', A: '1' });
    expect(await cell(id, 'Asked')).toBe(made);
    await update(id, { Title: 'y' });
    expect(await cell(id, 'Asked')).toBe(made);
    await update(id, { B: '1' });
    const asked = await cell(id, 'Asked');
    later(asked, made);
    await update(id, { A: '1', Title: 'z' });
    expect(await cell(id, 'Asked')).toBe(asked);
    await update(id, { A: '' });
    later(await cell(id, 'Asked'), asked);
  });

  it('is blank where the cell was never filled, and of a field that nobody changes', async () => {
    await add('Twice', 'formula', { formula: '{A} & {A}' });
    await formula('LAST_MODIFIED_TIME({A})');
    await add('Of formula', 'formula', { formula: 'LAST_MODIFIED_TIME({Twice})' });
    const { id } = await create({ Title: 'x' });
    await update(id, { B: '1' });
    expect([await cell(id, 'Asked'), await cell(id, 'Of formula')]).toEqual([undefined, undefined]);
  });

  it('is known of what was changed before anybody asked', async () => {
    const { id } = await create({ A: '1' });
    await update(id, { A: '2' });
    await add('Any', 'lastModifiedTime', {});
    const when = await cell(id, 'Any');
    await update(id, { B: '1' });
    await formula('LAST_MODIFIED_TIME({A})');
    expect(await cell(id, 'Asked')).toBe(when);
    await add('Watching', 'lastModifiedTime', { referencedFieldIds: [ids['A']] });
    expect(await cell(id, 'Watching')).toBe(when);
  });

  it('moves with links, whichever side changes them', async () => {
    await formula('LAST_MODIFIED_TIME({Notes})');
    const { id } = await create({ Title: 'x' });
    expect(await cell(id, 'Asked')).toBeUndefined();
    await update(id, { Notes: ['One'] });
    const asked = await cell(id, 'Asked');
    expect(asked).toBeDefined();
    const [note] = (await mia.get(`/v0/${baseId}/Notes`)).body.records;
    const unlinked = { fields: { [ids['Inverse'] as string]: [] } };
    expect((await mia.patch(`/v0/${baseId}/Notes/${note.id}`, unlinked)).status).toBe(200);
    later(await cell(id, 'Asked'), asked);
  });

  it('is asked by filters too, whether or not a field asks', async () => {
    const [one, two] = [await create({ A: '1' }), await create({ B: '1' })];
    await update(one.id, { B: '2' });
    const kept = async (filter: string) => {
      const { status, body } = await mia.get(`${url}?filterByFormula=${encodeURIComponent(filter)}`);
      expect(status).toBe(200);
      return body.records.map(({ id }: { id: string }) => id);
    };
    const changedB = 'DATETIME_DIFF(LAST_MODIFIED_TIME({B}), CREATED_TIME(), "milliseconds") > 0';
    for (const ask of [async () => undefined, () => formula('LAST_MODIFIED_TIME({B})')]) {
      await ask();
      expect(await kept(changedB)).toEqual([one.id]);
      expect(await kept('LAST_MODIFIED_TIME({A})')).toEqual([one.id]);
      expect(await kept('LAST_MODIFIED_TIME({B})')).toEqual([one.id, two.id]);
    }
  });

  it('survives that the record, or the formula, is deleted and comes back', async () => {
    const asking = await formula('LAST_MODIFIED_TIME({A})');
    const { id } = await create({ A: '1' });
    await update(id, { A: '2' });
    const when = await cell(id, 'Asked');
    const seq = (await mia.get(`/v1/bases/${baseId}/changes?after=0&limit=500`)).body.changes.length + 1;
    expect((await mia.delete(`${url}/${id}`)).status).toBe(200);
    const restored = await mia.post(`/v1/bases/${baseId}/trash/${seq}/restore`);
    expect(restored.status).toBe(200);
    expect(await cell(id, 'Asked')).toBe(when);
    const gone = await mia.delete(own(asking['id'] as string));
    expect(gone.status).toBe(200);
    await update(id, { A: '3' });
    expect((await mia.post(`/v1/bases/${baseId}/trash/${gone.body.seq}/restore`)).status).toBe(200);
    later(await cell(id, 'Asked'), when);
  });

  it('goes with the base into its file and comes back', async () => {
    await formula('LAST_MODIFIED_TIME({A}, {Notes})');
    const [{ id }, linked, untouched] = [
      await create({ A: '1' }),
      await create({ Title: 'x' }),
      await create({ A: '1' }),
    ];
    await update(id, { A: '2' });
    await update(linked.id, { Notes: ['One'] });
    const asked = async (at: string) => {
      const { body } = await mia.get(at);
      return [id, linked.id, untouched.id].map(
        (recordId) => body.records.find((record: { id: string }) => record.id === recordId).fields.Asked,
      );
    };
    const before = await asked(url);
    later(before[0], before[2]);
    const file = (await mia.get(`/v1/bases/${baseId}/export`)).body;
    for (const gone of [`/v1/bases/${baseId}`, `/v1/trash/${baseId}`])
      expect((await mia.delete(gone)).status).toBe(204);
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const imported = await operator.post('/v1/admin/bases/import', { file, ownerId: mia.userId, users: {} });
    expect(imported.status).toBe(201);
    expect(await asked(url)).toEqual(before);
    expect((await mia.get(`/v1/bases/${baseId}/export`)).body).toEqual(file);
  });

  it('of a field that watches others is right at once when it is to watch different ones, and is told', async () => {
    const { id, made } = await create({ A: '1' });
    await update(id, { B: '1' });
    const watching = (await add('Watching', 'lastModifiedTime', { referencedFieldIds: [ids['A']] }))[
      'id'
    ] as string;
    const person = (await add('By', 'lastModifiedBy', { referencedFieldIds: [ids['A']] }))['id'] as string;
    expect(await cell(id, 'Watching')).toBe(made);
    const watch = async (...names: string[]) => {
      const options = { referencedFieldIds: names.map((name) => ids[name]) };
      for (const fieldId of [watching, person])
        expect((await mia.patch(own(fieldId), { options })).status).toBe(200);
      const { changes } = (await mia.get(`/v1/bases/${baseId}/changes?after=0&limit=500`)).body;
      expect(changes.slice(-2).map(({ affected }: { affected: object }) => affected)).toEqual([
        { [tableId]: [watching] },
        { [tableId]: [person] },
      ]);
      expect((await cell(id, 'By')).id).toBe(mia.userId);
      return cell(id, 'Watching');
    };
    const changed = await watch('B');
    later(changed, made);
    expect(await watch('A')).toBe(made);
    expect(await watch('A', 'B')).toBe(changed);
    await update(id, { Title: 'x' });
    expect(await watch('B')).toBe(changed);
    const all = await watch();
    later(all, changed);
    await update(id, { Title: 'y' });
    later(await cell(id, 'Watching'), all);
    expect(await watch('A')).toBe(made);
    await update(id, { A: '9' });
    later(await cell(id, 'Watching'), all);
  });

  it('stays as it was kept where the log knows of no change, as of a base that was imported', async () => {
    const { id, made } = await create({ A: '1' });
    const other = await create({ A: '1' });
    const watching = (await add('Watching', 'lastModifiedTime', { referencedFieldIds: [ids['A']] }))[
      'id'
    ] as string;
    await update(id, { A: '2' });
    const when = await cell(id, 'Watching');
    later(when, made);
    const file = (await mia.get(`/v1/bases/${baseId}/export`)).body;
    expect((await mia.delete(`/v1/bases/${baseId}`)).status).toBe(204);
    expect((await mia.delete(`/v1/trash/${baseId}`)).status).toBe(204);
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const imported = await operator.post('/v1/admin/bases/import', { file, ownerId: mia.userId, users: {} });
    expect(imported.status).toBe(201);
    expect(await cell(id, 'Watching')).toBe(when);
    const gone = await mia.delete(own(watching));
    await update(other.id, { A: '2' });
    expect((await mia.post(`/v1/bases/${baseId}/trash/${gone.body.seq}/restore`)).status).toBe(200);
    expect(await cell(id, 'Watching')).toBe(when);
    later(await cell(other.id, 'Watching'), when);
    const watch = async (...names: string[]) => {
      const options = { referencedFieldIds: names.map((name) => ids[name]) };
      expect((await mia.patch(own(watching), { options })).status).toBe(200);
      return cell(id, 'Watching');
    };
    expect(await watch('A', 'B')).toBe(when);
    expect(await watch('A')).toBe(when);
    expect(await watch('B')).toBe(made);
  });
});
