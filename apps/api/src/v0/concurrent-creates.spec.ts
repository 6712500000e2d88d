import type { Change, RecordChanges } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { randomUUID } from 'node:crypto';
import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

describe('records created at the same time', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let otherTableId: string;
  let title: string;
  let url: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const fields = [
      { name: 'Title', type: 'singleLineText' },
      { name: 'Points', type: 'number', options: { precision: 0 } },
      { name: 'Number', type: 'autoNumber' },
    ];
    const base = await api.base(mia, [
      { name: 'Tasks', fields },
      { name: 'Others', fields },
    ]);
    baseId = base.id;
    url = `/v0/${baseId}/Tasks`;
    const { tables } = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body;
    [tableId, otherTableId] = tables.map(({ id }: { id: string }) => id);
    title = tables[0].fields[0].id;
  });
  afterAll(() => api?.stop());

  const head = async (): Promise<number> => (await mia.get(`/v1/bases/${baseId}/changes?after=0`)).body.head;
  const created = async (after: number) =>
    ((await mia.get(`/v1/bases/${baseId}/changes?after=${after}&limit=500`)).body.changes as Change[]).map(
      ({ seq, actor, opId, changes: [part] }) => ({ seq, actor, opId, ...(part as RecordChanges) }),
    );
  const create = (records: object[], client = mia) =>
    client.post(url, { records: records.map((fields) => ({ fields })) });
  const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);
  const op = (id: string, recordId: string, table = tableId) => ({
    id,
    kind: 'records.create',
    tableId: table,
    records: [{ id: recordId, cells: table === tableId ? { [title]: recordId } : {} }],
  });
  const send = (given: object) => mia.post(`/v1/bases/${baseId}/ops`, given);

  it('get their own answers, entries and numbers, whatever cells each names', async () => {
    const before = await head();
    const given = [
      [{ Title: 'a', Points: 1 }, { Title: 'b' }],
      [{}],
      [{ Points: 2 }, { Title: 'c' }, { Title: 'd', Points: null }],
      [{ Title: 'e' }],
    ];
    const answers = await Promise.all(given.map((records) => create(records)));
    expect(statuses(answers)).toEqual(given.map(() => 200));
    const shown = answers.map(({ body }) => body.records as { id: string; fields: { Number: number } }[]);
    expect(shown.map((records) => records.map(({ fields }) => ({ ...fields, Number: undefined })))).toEqual(
      given.map((records) =>
        records.map((fields) =>
          Object.fromEntries(Object.entries(fields).filter(([, cell]) => cell !== null)),
        ),
      ),
    );
    const inOrder = shown.sort(([one], [other]) => Number(one?.fields.Number) - Number(other?.fields.Number));
    const numbers = inOrder.flat().map(({ fields }) => fields.Number);
    expect(numbers).toEqual(numbers.map((_, at) => Number(numbers[0]) + at));
    const entries = await created(before);
    expect(entries.map(({ seq }) => seq)).toEqual(given.map((_, at) => before + at + 1));
    expect(entries.map((entry) => entry.created?.map(({ id }) => id))).toEqual(
      inOrder.map((records) => records.map(({ id }) => id)),
    );
    for (const { id } of answers.flatMap(({ body }) => body.records))
      expect(
        (await mia.get(`/v1/bases/${baseId}/tables/${tableId}/records/${id}/history`)).body.entries,
      ).toMatchObject([{ kind: 'created' }]);
  });

  it('take few statements', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => create([{ Points: at }])));
    expect(statuses(answers)).toEqual(answers.map(() => 200));
    expect(answers.reduce((sum, { statements }) => sum + statements, 0)).toBeLessThan(answers.length);
  });

  it('are not created by one another’s permission', async () => {
    const stranger = await api.client();
    const elsewhere = await api.client({ sub: mia.userId, resources: [newId('base')] });
    const clients = [mia, stranger, elsewhere, mia, stranger, mia];
    const answers = await Promise.all(clients.map((client) => create([{ Title: 'x' }], client)));
    expect(statuses(answers)).toEqual([200, 403, 403, 200, 403, 200]);
  });

  it('fail alone when their id is that of a record in another table, or of one that is there', async () => {
    const [elsewhere, here] = [newId('record'), newId('record')];
    expect(
      statuses([await send(op(randomUUID(), elsewhere, otherTableId)), await send(op(randomUUID(), here))]),
    ).toEqual([200, 200]);
    const before = await head();
    const ids = [newId('record'), elsewhere, newId('record'), here, newId('record')];
    const answers = await Promise.all(ids.map((id) => send(op(randomUUID(), id))));
    expect(statuses(answers)).toEqual([200, 422, 200, 422, 200]);
    const entries = await created(before);
    expect(entries.map(({ seq }) => seq)).toEqual([before + 1, before + 2, before + 3]);
    expect(entries.flatMap((entry) => entry.created ?? []).map(({ id }) => id)).toEqual([
      ids[0],
      ids[2],
      ids[4],
    ]);
  });

  it('as ops sent twice are created once', async () => {
    const before = await head();
    const ops = Array.from({ length: 5 }, () => op(randomUUID(), newId('record')));
    const answers = await Promise.all([...ops, ...ops].map(send));
    expect(statuses(answers)).toEqual([...ops, ...ops].map(() => 200));
    for (const at of ops.keys()) expect(answers[at]?.body).toEqual(answers[at + ops.length]?.body);
    expect((await created(before)).map(({ opId }) => opId)).toEqual(ops.map(({ id }) => id));
  });
});
