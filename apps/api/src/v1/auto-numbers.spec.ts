import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('numbers that a table gives', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;

  const create = async (at: string, count = 1): Promise<{ id: string; number: number }[]> => {
    const records = Array.from({ length: count }, () => ({ fields: { Name: 'n' } }));
    const { body } = await mia.post(at, { records });
    return body.records.map(({ id, fields }: { id: string; fields: Record<string, number> }) => ({
      id,
      number: fields['No.'],
    }));
  };
  const remove = async (records: { id: string }[]) => {
    const query = records.map(({ id }) => `records[]=${id}`).join('&');
    expect((await mia.delete(`${url}?${query}`)).status).toBe(200);
  };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'No.', type: 'autoNumber' },
      { name: 'Count', type: 'number', options: { precision: 0 } },
    ];
    baseId = (await api.base(mia, [{ name: 'T', fields }])).id;
    url = `/v0/${baseId}/T`;
  });
  afterAll(() => api?.stop());

  it('go on where a refused batch began, and never come twice', async () => {
    const first = await create(url, 3);
    expect(first.map(({ number }) => number)).toEqual([1, 2, 3]);
    const records = Array.from({ length: 5 }, (_, at) => ({ fields: { Count: at < 4 ? at : 'no' } }));
    expect((await mia.post(url, { records })).status).toBe(422);
    const [fourth] = await create(url);
    expect(fourth?.number).toBe(4);
    await remove([...first.slice(1), ...(fourth ? [fourth] : [])]);
    expect((await create(url))[0]?.number).toBe(5);
  });

  it('are not given again after export and import, under the same id or another', async () => {
    const gone = await create(url, 3);
    expect(gone.map(({ number }) => number)).toEqual([6, 7, 8]);
    await remove(gone);
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const file = (await mia.get(`/v1/bases/${baseId}/export`)).body;
    const bring = async (changed: object) => {
      const answer = await operator.post('/v1/admin/bases/import', {
        file: changed,
        ownerId: mia.userId,
        users: {},
      });
      expect(answer.status).toBe(201);
      return answer.body.baseId as string;
    };
    const [table] = file.tables;
    const [name, number, count] = table.fields;
    const renamed = {
      ...file,
      id: newId('base'),
      tables: [
        {
          ...table,
          id: newId('table'),
          primaryFieldId: undefined,
          fields: [name, number, count].map((field) => ({ ...field, id: newId('field') })),
          views: [],
          records: table.records.map((record: object) => ({ ...record, id: newId('record') })),
        },
      ],
    };
    const copy = await bring(renamed);
    expect((await create(`/v0/${copy}/T`))[0]?.number).toBe(9);
    expect((await mia.delete(`/v1/bases/${baseId}`)).status).toBe(204);
    expect((await mia.delete(`/v1/trash/${baseId}`)).status).toBe(204);
    expect(await bring(file)).toBe(baseId);
    expect((await create(url))[0]?.number).toBe(9);
  });

  it('go on behind the highest of a file that names no next one', async () => {
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const table = {
      name: 'T',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'No.', type: 'autoNumber' },
      ],
      records: [{ Name: 'a', 'No.': 7 }, { Name: 'b' }],
    };
    for (const [nextNumber, expected] of [
      [undefined, 9],
      [3, 9],
      [20, 20],
    ]) {
      const file = { name: 'Numbered', tables: [{ ...table, ...(nextNumber ? { nextNumber } : {}) }] };
      const { body } = await operator.post('/v1/admin/bases/import', {
        file,
        ownerId: mia.userId,
        users: {},
      });
      expect((await create(`/v0/${body.baseId}/T`))[0]?.number).toBe(expected);
    }
  });
});
