import type { Change } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { randomUUID } from 'node:crypto';
import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

describe('records written at the same time', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let url: string;
  let ids: string[];

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'Tasks',
        fields: [
          { name: 'Title', type: 'singleLineText' },
          { name: 'Points', type: 'number', options: { precision: 0 } },
        ],
      },
    ]);
    baseId = base.id;
    url = `/v0/${baseId}/Tasks`;
    const records = Array.from({ length: 10 }, (_, at) => ({ fields: { Title: `Task ${at}`, Points: 0 } }));
    ids = (await mia.post(url, { records })).body.records.map(({ id }: { id: string }) => id);
    tableId = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables[0].id;
  });
  afterAll(() => api?.stop());

  const changes = async (): Promise<Change[]> =>
    (await mia.get(`/v1/bases/${baseId}/changes?after=0&limit=500`)).body.changes;
  const patch = (id: string, fields: object, client = mia) => client.patch(`${url}/${id}`, { fields });
  const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

  it('get an answer and a log entry each, numbered without gaps', async () => {
    const before = (await changes()).length;
    const answers = await Promise.all(ids.map((id, at) => patch(id, { Points: at + 1 })));
    expect(answers.map(({ body }) => [body.id, body.fields.Points])).toEqual(
      ids.map((id, at) => [id, at + 1]),
    );
    const log = await changes();
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + (log[0]?.seq ?? 0)));
    const own = log.slice(before);
    expect(own).toHaveLength(ids.length);
    for (const { changes: parts, actor } of own) {
      expect(actor).toBe(mia.userId);
      expect(parts).toMatchObject([{ kind: 'records', tableId, updated: [{ id: expect.any(String) }] }]);
    }
    expect(
      new Set(own.map(({ changes: [part] }) => (part as { updated: { id: string }[] }).updated[0]?.id)),
    ).toEqual(new Set(ids));
  });

  it('take few statements', async () => {
    const answers = await Promise.all(ids.map((id) => patch(id, { Points: 50 })));
    expect(statuses(answers)).toEqual(ids.map(() => 200));
    expect(answers.reduce((sum, { statements }) => sum + statements, 0)).toBeLessThan(ids.length);
  });

  it('fail alone when their record is not there', async () => {
    const asked = [ids[0], newId('record'), ids[1], newId('record'), ids[2]] as string[];
    const answers = await Promise.all(asked.map((id, at) => patch(id, { Points: 60 + at })));
    expect(statuses(answers)).toEqual([200, 404, 200, 404, 200]);
    const shown = await Promise.all(ids.slice(0, 3).map((id) => mia.get(`${url}/${id}`)));
    expect(shown.map(({ body }) => body.fields.Points)).toEqual([60, 62, 64]);
  });

  it('to one record follow one another, each seeing what the one before it wrote', async () => {
    const id = ids[3] as string;
    const before = (await changes()).at(-1)?.seq ?? 0;
    await Promise.all(Array.from({ length: 12 }, (_, at) => patch(id, { Points: 100 + at })));
    const steps = (await changes())
      .filter(({ seq }) => seq > before)
      .map(({ changes: [part] }) => (part as { updated: { before: object; after: object }[] }).updated[0]);
    expect(steps).toHaveLength(12);
    for (const [at, step] of steps.entries()) if (at > 0) expect(step?.before).toEqual(steps[at - 1]?.after);
    expect((await mia.get(`${url}/${id}`)).body.fields.Points).toBe(111);
  });

  it('are not written by one another’s permission', async () => {
    const stranger = await api.client();
    const elsewhere = await api.client({ sub: mia.userId, resources: [newId('base')] });
    const clients = [mia, stranger, elsewhere, mia, stranger, elsewhere, mia];
    const answers = await Promise.all(
      clients.map((client, at) => patch(ids[at] as string, { Points: 200 + at }, client)),
    );
    expect(statuses(answers)).toEqual([200, 403, 403, 200, 403, 403, 200]);
    const shown = await Promise.all(ids.slice(0, 7).map((id) => mia.get(`${url}/${id}`)));
    expect(shown.map(({ body }) => body.fields.Points >= 200)).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  it('keep the batches of other requests whole', async () => {
    const batch = (records: { id: string; fields: object }[]) => mia.patch(url, { records });
    const [first, second, third] = await Promise.all([
      batch([ids[0], ids[1]].map((id) => ({ id: id as string, fields: { Points: 300 } }))),
      batch([ids[2], newId('record')].map((id) => ({ id: id as string, fields: { Points: 301 } }))),
      batch([ids[5], ids[4]].map((id) => ({ id: id as string, fields: { Points: 302 } }))),
    ]);
    expect(first?.body.records.map(({ id }: { id: string }) => id)).toEqual([ids[0], ids[1]]);
    expect(second?.status).toBeGreaterThanOrEqual(400);
    expect(third?.body.records.map(({ id }: { id: string }) => id)).toEqual([ids[5], ids[4]]);
    expect((await mia.get(`${url}/${ids[2]}`)).body.fields.Points).not.toBe(301);
  });

  it('as ops sent twice are carried out once', async () => {
    const points = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables[0].fields[1].id;
    const ops = ids.slice(0, 5).map((id, at) => ({
      id: randomUUID(),
      kind: 'records.update',
      tableId,
      records: [{ id, cells: { [points]: 400 + at } }],
    }));
    const before = (await changes()).length;
    const answers = await Promise.all([...ops, ...ops].map((op) => mia.post(`/v1/bases/${baseId}/ops`, op)));
    expect(statuses(answers)).toEqual([...ops, ...ops].map(() => 200));
    for (const at of ops.keys()) expect(answers[at]?.body.seq).toBe(answers[at + ops.length]?.body.seq);
    expect((await changes()).length - before).toBe(ops.length);
  });
});
