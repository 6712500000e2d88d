import { ApiHarness, type Client } from '../testing/api-harness';

describe('records', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'Tasks',
        fields: [
          { name: 'Title', type: 'singleLineText' },
          { name: 'Points', type: 'number', options: { precision: 1 } },
          { name: 'Done', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
          {
            name: 'Stage',
            type: 'singleSelect',
            options: { choices: [{ name: 'Open' }, { name: 'Closed' }] },
          },
          {
            name: 'Tags',
            type: 'multipleSelects',
            options: { choices: [{ name: 'hot' }, { name: 'eu, west' }] },
          },
          { name: 'Due', type: 'date', options: { dateFormat: { name: 'iso' } } },
          { name: 'No.', type: 'autoNumber' },
          { name: 'Owner', type: 'singleCollaborator' },
          { name: 'Author', type: 'createdBy' },
        ],
      },
    ]);
    baseId = base.id;
    url = `/v0/${baseId}/Tasks`;
  });
  afterAll(() => api?.stop());

  it('come back from create, get and list as the same object', async () => {
    const created = await mia.post(url, {
      fields: {
        Title: 'Fix "valve"',
        Points: 2,
        Done: true,
        Stage: 'Open',
        Tags: ['eu, west', 'hot'],
        Due: '2026-03-01',
        Owner: { id: mia.userId },
      },
      typecast: false,
      returnFieldsByFieldId: false,
    });
    expect(created.status).toBe(200);
    const person = { id: mia.userId, email: `${mia.userId.toLowerCase()}@example.test`, name: 'Test Person' };
    expect(created.body).toEqual({
      id: expect.stringMatching(/^rec[0-9A-Za-z]{14}$/),
      createdTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
      fields: {
        Title: 'Fix "valve"',
        Points: 2,
        Done: true,
        Stage: 'Open',
        Tags: ['eu, west', 'hot'],
        Due: '2026-03-01',
        'No.': 1,
        Owner: person,
        Author: person,
      },
    });
    expect((await mia.get(`${url}/${created.body.id}`)).body).toEqual(created.body);
    expect((await mia.get(url)).body).toEqual({ records: [created.body] });
  });

  it('are patched, replaced and deleted', async () => {
    const { body } = await mia.post(url, {
      records: [{ fields: { Title: 'a', Points: 1 } }, { fields: { Title: 'b' } }],
    });
    const [a, b] = body.records;
    const patched = await mia.patch(`${url}/${a.id}`, { fields: { Points: 3.5 } });
    expect(patched.body.fields).toMatchObject({ Title: 'a', Points: 3.5 });
    const replaced = await mia.put(`${url}/${a.id}`, { fields: { Title: 'c' } });
    expect(replaced.body.fields).toEqual({ Title: 'c', 'No.': a.fields['No.'], Author: a.fields.Author });
    const gone = await mia.delete(`${url}?records[]=${a.id}&records[]=${b.id}`);
    expect(gone.body).toEqual({
      records: [
        { id: a.id, deleted: true },
        { id: b.id, deleted: true },
      ],
    });
    expect((await mia.get(`${url}/${a.id}`)).status).toBe(404);
  });
});
