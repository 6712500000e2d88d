import type { BaseSchema, Change, Field, Row, RowWindow } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { randomUUID } from 'node:crypto';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('a base under /v1', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tasks: string;
  let people: string;
  let title: string;
  let points: string;
  let owner: string;
  let url: string;

  const op = (body: object) => mia.post(`${url}/ops`, { id: randomUUID(), ...body });
  const changes = async (after: number): Promise<{ changes: Change[]; head: number }> =>
    (await mia.get(`${url}/changes?after=${after}`)).body;
  const window = async (query: string): Promise<RowWindow> =>
    (await mia.get(`${url}/tables/${tasks}/rows?${query}`)).body;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const workspace = await mia.post('/v1/workspaces', { name: 'Own' });
    const made = await mia.post('/v1/bases', {
      workspaceId: workspace.body.id,
      name: 'Plan',
      color: 'green',
      icon: 'rocket',
      tables: [{ name: 'People' }, { name: 'Tasks' }],
    });
    expect(made.status).toBe(201);
    const base: BaseSchema = made.body;
    baseId = base.id;
    url = `/v1/bases/${baseId}`;
    people = base.tables[0]?.id as string;
    tasks = base.tables[1]?.id as string;
    title = base.tables[1]?.primaryFieldId as string;
    const add = async (field: object): Promise<Field> =>
      (await mia.post(`${url}/tables/${tasks}/fields`, field)).body;
    points = (await add({ name: 'Points', type: 'number', options: { precision: 0 } })).id;
    owner = (await add({ name: 'Owner', type: 'multipleRecordLinks', options: { linkedTableId: people } }))
      .id;
  });
  afterAll(() => api?.stop());

  it('says all of its structure in one answer', async () => {
    const { body } = await mia.get(url);
    expect(body).toMatchObject({
      id: baseId,
      name: 'Plan',
      color: 'green',
      icon: 'rocket',
      permissionLevel: 'owner',
      schemaVersion: 3,
      seq: 3,
      collaborators: [{ id: mia.userId, permissionLevel: 'owner' }],
    });
    expect(
      body.tables.map((table: { name: string; recordCount: number }) => [table.name, table.recordCount]),
    ).toEqual([
      ['People', 0],
      ['Tasks', 0],
    ]);
  });

  it('takes ops, each once, and tells them in the log with numbers without gaps', async () => {
    const { head } = await changes(0);
    const person = newId('record');
    await op({
      kind: 'records.create',
      tableId: people,
      records: [{ id: person, cells: { [(await mia.get(url)).body.tables[0].primaryFieldId]: 'Ana' } }],
    });
    const create = {
      id: randomUUID(),
      kind: 'records.create',
      tableId: tasks,
      records: [{ cells: { [title]: 'One', [points]: 3, [owner]: [person] } }, { cells: { [title]: 'Two' } }],
    };
    const first = await mia.post(`${url}/ops`, create);
    expect(first.body).toEqual({
      opId: create.id,
      seq: head + 2,
      recordIds: [expect.any(String), expect.any(String)],
    });
    expect((await mia.post(`${url}/ops`, create)).body).toEqual(first.body);
    const [one] = first.body.recordIds;
    const update = await op({
      kind: 'records.update',
      tableId: tasks,
      records: [{ id: one, cells: { [points]: null } }],
    });
    expect(update.body.seq).toBe(head + 3);
    const log = await changes(head);
    expect(log.head).toBe(head + 3);
    expect(log.changes.map(({ seq }) => seq)).toEqual([head + 1, head + 2, head + 3]);
    expect(log.changes[1]).toMatchObject({
      actor: mia.userId,
      source: 'publicApi',
      opId: create.id,
      titles: { [person]: 'Ana' },
    });
    expect(log.changes[2]?.changes).toEqual([
      {
        kind: 'records',
        tableId: tasks,
        updated: [{ id: one, before: { [points]: 3 }, after: { [points]: null } }],
      },
    ]);
    const { total, rows } = await window('start=0&limit=10');
    expect(total).toBe(2);
    expect(rows[0]).toEqual({
      id: one,
      n: expect.any(Number),
      createdTime: expect.any(String),
      cells: { [title]: 'One', [owner]: [{ id: person, title: 'Ana' }] },
    });
  });

  it('keeps apart ops that arrive together, one of them several times', async () => {
    const { head } = await changes(0);
    const same = {
      id: randomUUID(),
      kind: 'records.create',
      tableId: tasks,
      records: [{ cells: { [title]: 'Same' } }],
    };
    const other = () =>
      op({ kind: 'records.create', tableId: tasks, records: [{ cells: { [title]: 'Other' } }] });
    const answers = await Promise.all([
      other(),
      ...Array.from({ length: 4 }, () => mia.post(`${url}/ops`, same)),
      other(),
      other(),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.slice(1, 5).map(({ text }) => text)).size).toBe(1);
    const log = await changes(head);
    expect(log.changes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4].map((at) => head + at));
    const ids = new Set(answers.flatMap(({ body }) => body.recordIds as string[]));
    expect(ids.size).toBe(4);
    expect((await op({ kind: 'records.delete', tableId: tasks, recordIds: [...ids] })).status).toBe(200);
  });

  it('answers an op sent again by who may only read by now, and by nobody who is out', async () => {
    const noa = await api.client();
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    await api.share(base.id, noa.userId, 'edit');
    const send = (body: object) => noa.post(`/v1/bases/${base.id}/ops`, body);
    const tableId = base.tables[0].id;
    const sent = { id: randomUUID(), kind: 'records.create', tableId, records: [{ cells: {} }] };
    const first = await send(sent);
    expect(first.status).toBe(200);
    await api.share(base.id, noa.userId, 'read');
    expect(await send(sent)).toMatchObject({ status: 200, text: first.text });
    expect((await send({ ...sent, id: randomUUID() })).status).toBe(403);
    await api.share(base.id, noa.userId, 'none');
    expect((await send(sent)).status).toBe(403);
  });

  it('restores what an op deleted: ids, order, numbers and links', async () => {
    const before = await window('start=0&limit=500');
    const ids = before.rows.map(({ id }) => id);
    const deleted = await op({ kind: 'records.delete', tableId: tasks, recordIds: ids });
    expect((await window('start=0&limit=500')).total).toBe(0);
    const retried = await mia.post(`${url}/ops`, {
      id: deleted.body.opId,
      kind: 'records.delete',
      tableId: tasks,
      recordIds: ids,
    });
    expect(retried.body).toEqual(deleted.body);
    const back = await op({ kind: 'records.restore', seq: deleted.body.seq });
    expect(back.body.recordIds).toEqual(ids);
    expect((await window('start=0&limit=500')).rows).toEqual(before.rows);
    const twice = await op({ kind: 'records.restore', seq: deleted.body.seq });
    expect(twice.status).toBe(422);
  });

  it.each([
    [Number.MAX_SAFE_INTEGER, 404, 'MODEL_ID_NOT_FOUND'],
    [2 ** 53, 422, 'INVALID_REQUEST_UNKNOWN'],
    [2 ** 63, 422, 'INVALID_REQUEST_UNKNOWN'],
    [1e300, 422, 'INVALID_REQUEST_UNKNOWN'],
  ])('restores nothing of a change that there cannot be: %d', async (seq, status, type) => {
    const { status: answered, body } = await op({ kind: 'records.restore', seq });
    expect([answered, body.error.type]).toEqual([status, type]);
  });

  it('reads windows by position and by key, alike', async () => {
    await op({
      kind: 'records.create',
      tableId: tasks,
      records: Array.from({ length: 120 }, (_, at) => ({ cells: { [title]: `T${at}`, [points]: at % 7 } })),
    });
    const all = (await window('start=0&limit=500')).rows;
    const byPosition = await window('start=50&limit=20');
    const byKey = await window(`start=50&limit=20&after=${all[49]?.n}`);
    expect(byPosition.rows).toEqual(all.slice(50, 70));
    expect(byKey.rows).toEqual(byPosition.rows);
    expect(byPosition.total).toBe(122);
    const again = (
      await mia.post(`${url}/tables/${tasks}/rows/read`, {
        ids: [all[3]?.id, newId('record'), all[1]?.id],
        fields: [title],
      })
    ).body;
    expect(again.rows.map(({ id }: Row) => id)).toEqual([all[3]?.id, all[1]?.id]);
    expect((await mia.get(`${url}/tables/${tasks}/rows/${all[0]?.id}`)).body).toEqual(all[0]);
    const found = await mia.get(`${url}/tables/${tasks}/titles?q=t11&limit=50`);
    expect(found.body.records.map((record: { title: string }) => record.title)).toEqual([
      'T11',
      'T110',
      'T111',
      'T112',
      'T113',
      'T114',
      'T115',
      'T116',
      'T117',
      'T118',
      'T119',
    ]);
    const titled = await mia.post(`${url}/tables/${tasks}/titles/find`, { titles: ['T7', 'T', 'T7'] });
    const seventh = all.find(({ cells }: Row) => cells[title] === 'T7')?.id;
    expect(titled.body).toEqual({ records: [{ asked: 'T7', id: seventh, title: 'T7' }] });
  });

  it('refuses what the contract of a view does not hold, and keeps the view as it was', async () => {
    const before = (await mia.get(url)).body.tables[1].views[0];
    const at = `${url}/tables/${tasks}/views/${before.id}`;
    for (const change of [
      { hidden: true },
      { type: 'kanban' },
      { name: '' },
      { columnWidths: { [title]: 47 } },
      { sort: [{ fieldId: points, direction: 'desc', nulls: 'last' }] },
    ])
      expect(await mia.patch(at, change)).toMatchObject({
        status: 422,
        body: { error: { type: 'INVALID_REQUEST_UNKNOWN' } },
      });
    expect((await mia.get(url)).body.tables[1].views[0]).toEqual(before);
  });

  it('sorts windows as the view says', async () => {
    const view = (await mia.get(url)).body.tables[1].views[0].id;
    const changed = await mia.patch(`${url}/tables/${tasks}/views/${view}`, {
      sort: [{ fieldId: points, direction: 'desc' }],
      columnWidths: { [title]: 320 },
    });
    expect(changed.body).toMatchObject({
      id: view,
      sort: [{ fieldId: points, direction: 'desc' }],
      columnWidths: { [title]: 320 },
    });
    const { rows } = await window(`view=${view}&start=0&limit=500`);
    const shown = rows.map(({ cells }) => (cells[points] ?? -1) as number);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    const ids = (query: string) => mia.get(`${url}/tables/${tasks}/rows/ids?${query}`);
    const all = rows.map(({ id }) => id);
    expect((await ids(`view=${view}`)).body).toEqual({ seq: expect.any(Number) as number, ids: all });
    expect((await ids(`view=${view}&start=7&limit=30`)).body.ids).toEqual(all.slice(7, 37));
    expect((await ids('start=3&limit=2')).body.ids).toEqual(
      (await window('start=3&limit=2')).rows.map(({ id }) => id),
    );
    expect((await ids('start=100000')).body.ids).toEqual([]);
    expect((await ids('limit=200001')).status).toBe(422);
  });

  it('changes and drops fields and tables, links on both sides', async () => {
    const select = await mia.post(`${url}/tables/${tasks}/fields`, {
      name: 'Stage',
      type: 'singleSelect',
      options: { choices: [{ name: 'Open' }] },
    });
    const { choices } = select.body.options;
    const more = await mia.patch(`${url}/tables/${tasks}/fields/${select.body.id}`, {
      options: { choices: [...choices, { name: 'Done' }] },
    });
    expect(more.body.options.choices.map((choice: { name: string }) => choice.name)).toEqual([
      'Open',
      'Done',
    ]);
    expect(more.body.options.choices[0]).toEqual(choices[0]);
    expect((await mia.delete(`${url}/tables/${tasks}/fields/${title}`)).status).toBe(422);
    expect((await mia.delete(`${url}/tables/${tasks}/fields/${owner}`)).status).toBe(200);
    const { body } = await mia.get(url);
    expect(body.tables[0].fields).toHaveLength(1);
    expect((await mia.delete(`${url}/tables/${people}`)).status).toBe(200);
    expect((await mia.get(url)).body.tables).toHaveLength(1);
    expect((await mia.get(`${url}/tables/${people}/rows`)).status).toBe(403);
  });

  it('exports to a file that imports as an equal base', async () => {
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const file = (await mia.get(`${url}/export`)).body;
    expect((await mia.post('/v1/admin/bases/import', { file, ownerId: mia.userId, users: {} })).status).toBe(
      403,
    );
    const taken = await operator.post('/v1/admin/bases/import', { file, ownerId: mia.userId, users: {} });
    expect(taken.body.error.type).toBe('INVALID_BASE_FILE');
    const check = (more: object) =>
      operator.post('/v1/admin/bases/import', { file, ownerId: mia.userId, users: {}, check: true, ...more });
    expect((await check({})).body).toEqual(taken.body);
    const before = await window('start=0&limit=500');
    expect((await mia.delete(url)).status).toBe(204);
    expect((await check({})).body.error.message).toContain('in the trash');
    expect((await mia.delete(`/v1/trash/${baseId}`)).status).toBe(204);
    expect((await check({ workspaceId: newId('workspace') })).body.error.type).toBe('MODEL_ID_NOT_FOUND');
    const checked = await check({});
    expect([checked.status, checked.body]).toEqual([200, {}]);
    expect((await operator.get('/v1/admin/bases?name=Plan')).body.bases).toEqual([]);
    const imported = await operator.post('/v1/admin/bases/import', { file, ownerId: mia.userId, users: {} });
    expect(imported.body).toMatchObject({ baseId, tables: 1, records: 122 });
    const after = await window('start=0&limit=500');
    expect(after.rows.map(({ id, cells }) => ({ id, cells }))).toEqual(
      before.rows.map(({ id, cells }) => ({
        id,
        cells: Object.fromEntries(Object.entries(cells).filter(([fieldId]) => fieldId !== owner)),
      })),
    );
    expect((await mia.get(`${url}/export`)).body).toEqual(file);
    expect((await operator.get('/v1/admin/bases?name=Plan')).body.bases).toEqual([
      { id: baseId, name: 'Plan', workspaceId: imported.body.workspaceId },
    ]);
  });

  it('shows a base that comes back under its id as its file says, whatever was known of it', async () => {
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const field = { id: newId('field'), name: 'Name', type: 'singleLineText' };
    const table = { id: newId('table'), name: 'T', fields: [field], records: [{ Name: 'a' }] };
    const file = { id: newId('base'), name: 'Back', tables: [table] };
    const bring = (changed: object) =>
      operator.post('/v1/admin/bases/import', { file: changed, ownerId: mia.userId, users: {} });
    await bring(file);
    expect((await mia.get(`/v0/${file.id}/T`)).body.records[0].fields).toEqual({ Name: 'a' });
    expect((await mia.delete(`/v1/bases/${file.id}`)).status).toBe(204);
    expect((await mia.delete(`/v1/trash/${file.id}`)).status).toBe(204);
    const renamed = { ...table, fields: [{ ...field, name: 'Title' }], records: [{ Title: 'b' }] };
    await bring({ ...file, tables: [renamed] });
    expect((await mia.get(`/v0/${file.id}/T`)).body.records[0].fields).toEqual({ Title: 'b' });
  });

  it('comes back where names are blank, and where it had no tables', async () => {
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    const url = `/v1/bases/${base.id}`;
    const table = `${url}/tables/${base.tables[0].id}`;
    const [view] = (await mia.get(url)).body.tables[0].views;
    for (const named of [url, `${table}/views/${view.id}`, `/v1/workspaces/${base.workspaceId}`])
      expect((await mia.patch(named, { name: ' ' })).status).toBe(200);
    const comesBack = async () => {
      const file = (await mia.get(`${url}/export`)).body;
      for (const place of ['bases', 'trash']) await mia.delete(`/v1/${place}/${base.id}`);
      const request = { file, ownerId: mia.userId, users: {} };
      expect((await operator.post('/v1/admin/bases/import', request)).status).toBe(201);
      expect((await mia.get(`${url}/export`)).body).toEqual(file);
      return file;
    };
    const file = await comesBack();
    expect([file.name, file.workspace.name, file.tables[0].views[0].name]).toEqual([' ', ' ', ' ']);
    expect((await mia.delete(table)).status).toBe(200);
    expect((await comesBack()).tables).toEqual([]);
  });

  it('names an owner who never called, so that the exported file imports anywhere', async () => {
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const zoe = { id: newId('user'), email: 'zoe@example.com', name: 'Zoe' };
    const tables = [
      { name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }], records: [{ Name: 'a' }] },
    ];
    const request = { file: { name: 'First', tables }, ownerId: zoe.id, users: { [zoe.email]: zoe } };
    const { body } = await operator.post('/v1/admin/bases/import', request);
    const file = (await operator.get(`/v1/admin/bases/${body.baseId}/export`)).body;
    expect(file.users).toEqual([expect.objectContaining({ email: zoe.email, name: 'Zoe' })]);
  });
});
