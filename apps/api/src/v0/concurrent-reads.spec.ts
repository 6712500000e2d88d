import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('single records read at the same time', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;
  let ids: string[];

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      { name: 'Tasks', fields: [{ name: 'Title', type: 'singleLineText' }] },
    ]);
    baseId = base.id;
    url = `/v0/${baseId}/Tasks`;
    const records = Array.from({ length: 10 }, (_, at) => ({ fields: { Title: `Task ${at}` } }));
    ids = (await mia.post(url, { records })).body.records.map(({ id }: { id: string }) => id);
  });
  afterAll(() => api?.stop());

  it('come each to whom asked for them, missing ones as missing', async () => {
    const asked = [...ids, newId('record'), ...ids.toReversed()];
    const answers = await Promise.all(asked.map((id) => mia.get(`${url}/${id}`)));
    expect(
      answers.map(({ status, body }) => (status === 200 ? [body.id, body.fields.Title] : status)),
    ).toEqual(asked.map((id) => (ids.includes(id) ? [id, `Task ${ids.indexOf(id)}`] : 404)));
  });

  it('are not read by one another’s permission', async () => {
    const stranger = await api.client();
    const elsewhere = await api.client({ sub: mia.userId, resources: [newId('base')] });
    const nowhere = await api.client({ sub: mia.userId, resources: [] });
    const answers = await Promise.all(
      [mia, stranger, elsewhere, nowhere, mia, mia, stranger, elsewhere, nowhere].map((client) =>
        client.get(`${url}/${ids[0]}`),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 403, 200, 200, 403, 403, 403]);
  });

  it('each see what was written before they were asked for', async () => {
    const noise = Array.from({ length: 40 }, () => mia.get(`${url}/${ids[1]}`));
    await mia.patch(`${url}/${ids[1]}`, { fields: { Title: 'Written' } });
    expect((await mia.get(`${url}/${ids[1]}`)).body.fields.Title).toBe('Written');
    await Promise.all(noise);
  });

  it('take few statements', async () => {
    const before = await mia.get(`${url}/${ids[0]}`);
    expect(before.statements).toBe(1);
    const answers = await Promise.all(ids.map((id) => mia.get(`${url}/${id}`)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.reduce((sum, { statements }) => sum + statements, 0)).toBeLessThan(ids.length);
  });

  it('go on when the structure changes under them', async () => {
    const reads = Array.from({ length: 30 }, (_, at) => mia.get(`${url}/${ids[at % ids.length]}`));
    const field = await mia.post(`/v0/meta/bases/${baseId}/tables/Tasks/fields`, {
      name: 'Late',
      type: 'singleLineText',
    });
    const later = Array.from({ length: 30 }, (_, at) => mia.get(`${url}/${ids[at % ids.length]}`));
    const statuses = (await Promise.all([...reads, ...later])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(field.status).toBe(200);
  });
});
