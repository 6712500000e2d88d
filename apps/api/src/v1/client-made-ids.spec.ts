import type { BaseSchema, Op } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { randomUUID } from 'node:crypto';
import { createApi } from '../app';
import { ApiHarness, type Client } from '../testing/api-harness';

const IN_USE = {
  type: 'INVALID_REQUEST_UNKNOWN',
  message: 'A record with this id already exists',
};
const OP_IN_USE = {
  type: 'INVALID_REQUEST_UNKNOWN',
  message: 'Another op was carried out under this op id',
};

describe('ids that clients make', () => {
  let api: ApiHarness;
  let mia: Client;
  let ben: Client;
  let base: BaseSchema;
  let url: string;
  const place = (at: number) => {
    const table = base.tables[at] as BaseSchema['tables'][number];
    return { tableId: table.id, title: table.primaryFieldId };
  };
  const create = (at: number, ids: (string | undefined)[], id: string = randomUUID()): Op => {
    const { tableId, title } = place(at);
    const records = ids.map((own) => ({ ...(own ? { id: own } : {}), cells: { [title]: `${own}` } }));
    return { id, kind: 'records.create', tableId, records };
  };
  const send = (op: Op, by: Client = mia) => by.post(`${url}/ops`, op);
  const holders = async (recordId: string) => {
    const found = await Promise.all(
      base.tables.map(async ({ id }) => (await mia.get(`${url}/tables/${id}/rows/${recordId}`)).status),
    );
    return found.filter((status) => status === 200).length;
  };
  const head = async () => (await mia.get(`${url}/changes?after=0`)).body.head;

  beforeAll(async () => {
    api = await ApiHarness.start();
    [mia, ben] = await Promise.all([api.client(), api.client()]);
    const workspace = await mia.post('/v1/workspaces', { name: 'Own' });
    const tables = [{ name: 'One' }, { name: 'Two' }, { name: 'Three' }];
    const made = await mia.post('/v1/bases', { workspaceId: workspace.body.id, name: 'Plan', tables });
    url = `/v1/bases/${made.body.id}`;
    const link = {
      name: 'Link',
      type: 'multipleRecordLinks',
      options: { linkedTableId: made.body.tables[0].id },
    };
    expect((await mia.post(`${url}/tables/${made.body.tables[2].id}/fields`, link)).status).toBe(201);
    base = (await mia.get(url)).body;
    await api.share(base.id, ben.userId, 'edit');
  });
  afterAll(() => api?.stop());

  it('refuses an op id that another member used, and does nothing', async () => {
    const first = create(0, [undefined]);
    expect((await send(first)).status).toBe(200);
    const before = await head();
    for (const op of [first, create(1, [newId('record')], first.id)]) {
      const refused = await send(op, ben);
      expect([refused.status, refused.body.error]).toEqual([422, OP_IN_USE]);
    }
    expect(await head()).toBe(before);
  });

  it('refuses an op id for an op other than the first, and answers the first again', async () => {
    const record = newId('record');
    const first = create(0, [record]);
    const answer = await send(first);
    const { tableId, title } = place(0);
    const others: Op[] = [
      create(0, [newId('record')], first.id),
      create(1, [undefined], first.id),
      create(0, [record, undefined], first.id),
      { id: first.id, kind: 'records.update', tableId, records: [{ id: record, cells: { [title]: 'x' } }] },
      { id: first.id, kind: 'records.delete', tableId, recordIds: [record] },
    ];
    const before = await head();
    for (const op of others) {
      const { status, body } = await send(op);
      expect([op.kind, status, body.error.type]).toEqual([op.kind, 422, 'INVALID_REQUEST_UNKNOWN']);
    }
    expect(await head()).toBe(before);
    expect((await send(first)).body).toEqual(answer.body);
  });

  it('keeps a record id to one table of a base', async () => {
    const [client, server] = [newId('record'), (await send(create(0, [undefined]))).body.recordIds[0]];
    expect((await send(create(0, [client]))).status).toBe(200);
    for (const taken of [client, server]) {
      for (const table of [0, 1, 2]) {
        const refused = await send(create(table, [newId('record'), taken]));
        expect([table, refused.status, refused.body.error]).toEqual([table, 422, IN_USE]);
      }
      expect(await holders(taken)).toBe(1);
    }
  });

  it('keeps it where the write takes a transaction', async () => {
    const taken = newId('record');
    const target = (await send(create(0, [taken]))).body.recordIds[0];
    const { tableId } = place(2);
    const link = base.tables[2]?.fields.find(({ type }) => type === 'multipleRecordLinks')?.id as string;
    const linked = (id: string): Op => ({
      id: randomUUID(),
      kind: 'records.create',
      tableId,
      records: [{ id, cells: { [link]: [target] } }],
    });
    const refused = await send(linked(taken));
    expect([refused.status, refused.body.error]).toEqual([422, IN_USE]);
    expect((await send(linked(newId('record')))).status).toBe(200);
  });

  it('keeps the id of a deleted record to its table, where it may be restored or made anew', async () => {
    const id = newId('record');
    await send(create(0, [id]));
    const { tableId } = place(0);
    const deleted = await send({
      id: randomUUID(),
      kind: 'records.delete',
      tableId,
      recordIds: [id],
    });
    const elsewhere = await send(create(1, [id]));
    expect([elsewhere.status, elsewhere.body.error]).toEqual([422, IN_USE]);
    const restore = (): Op => ({ id: randomUUID(), kind: 'records.restore', seq: deleted.body.seq });
    expect((await send(restore())).status).toBe(200);
    const twice = await send(restore());
    expect([twice.status, twice.body.error]).toEqual([422, IN_USE]);
    await send({ id: randomUUID(), kind: 'records.delete', tableId, recordIds: [id] });
    expect((await send(create(0, [id]))).status).toBe(200);
    expect(await holders(id)).toBe(1);
  });

  it('lets one of two writes have the id when both are under way, also in two processes', async () => {
    const { app, store } = createApi({
      databaseUrl: api.database.urlAs('pyairtable_api'),
      authUrl: api.issuerUrl,
      version: 'test',
      logLevel: 'silent',
    });
    await app.ready();
    try {
      const caller = { userId: mia.userId, resources: null, scopes: [], source: 'client' as const };
      for (let round = 0; round < 20; round++) {
        const id = newId('record');
        const results = await Promise.allSettled([
          send(create(0, [id])).then(({ status }) => status === 200),
          store.ops.execute(caller, base.id, create(1, [id])).then(() => true),
          store.ops.execute(caller, base.id, create(2, [id])).then(() => true),
        ]);
        expect(results.filter((one) => one.status === 'fulfilled' && one.value)).toHaveLength(1);
        expect(await holders(id)).toBe(1);
      }
    } finally {
      await app.close();
    }
  });

  it('refuses a base file that names one record id in two tables', async () => {
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const id = newId('record');
    const table = (name: string) => ({
      name,
      fields: [{ name: 'Name', type: 'singleLineText' }],
      records: [{ id, Name: 'a' }],
    });
    const file = { name: 'Twice', tables: [table('A'), table('B')] };
    const refused = await operator.post('/v1/admin/bases/import', { file, ownerId: mia.userId, users: {} });
    expect([refused.status, refused.body.error.type]).toEqual([422, 'INVALID_BASE_FILE']);
  });

  it('lets an export stand beside its original without the id of the base, and names that where it is there', async () => {
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    await mia.post(`/v0/${base.id}/T`, { fields: { Name: 'a' } });
    const file = (await mia.get(`/v1/bases/${base.id}/export`)).body;
    const load = (one: object, check = false) =>
      operator.post('/v1/admin/bases/import', { file: one, ownerId: mia.userId, users: {}, check });
    const refused = await load(file, true);
    expect([refused.status, refused.body.error.message]).toEqual([422, expect.stringContaining(base.id)]);
    const { baseId } = (await load({ ...file, id: undefined })).body;
    const contents = [base.id, baseId].map(async (id) => {
      const { body } = await mia.get(`/v1/bases/${id}/export`);
      return { ...body, id: undefined };
    });
    const [one, other] = await Promise.all(contents);
    expect(other.tables).toEqual(one.tables);
  });
});
