import { randomUUID } from 'node:crypto';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('a record that is not there', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let nameId: string;
  let url: string;
  let gone: string;
  let live: string;

  const create = async (Name: string) => (await mia.post(url, { fields: { Name } })).body.id as string;
  const nameOf = async (id: string) => (await mia.get(`${url}/${id}`)).body.fields['Name'];
  const lastEntry = async () => (await api.sql<{ seq: number }>(`SELECT seq FROM "${baseId}".head`))[0]?.seq;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'T',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Count', type: 'number', options: { precision: 0 } },
          { name: 'Stage', type: 'singleSelect', options: { choices: [{ name: 'Open' }] } },
        ],
      },
      { name: 'Other', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ]);
    baseId = base.id;
    [{ id: tableId }] = base.tables;
    nameId = base.tables[0].primaryFieldId;
    url = `/v0/${baseId}/T`;
    // A link field, so that some of the writes take a transaction.
    const link = await mia.post(`/v0/meta/bases/${baseId}/tables/T/fields`, {
      name: 'Others',
      type: 'multipleRecordLinks',
      options: { linkedTableId: base.tables[1].id },
    });
    expect(link.status).toBe(200);
    gone = await create('gone');
    expect((await mia.delete(`${url}/${gone}`)).status).toBe(200);
    live = await create('stays');
  });
  afterAll(() => api?.stop());

  it('is a bare NOT_FOUND when it is read, in whatever form', async () => {
    for (const query of ['', '?returnFieldsByFieldId=1', '?cellFormat=string&timeZone=UTC&userLocale=en']) {
      const answer = await mia.get(`${url}/${gone}${query}`);
      expect([answer.status, answer.body]).toEqual([404, { error: 'NOT_FOUND' }]);
    }
  });

  it('is told from a table and a base that are not there or out of reach', async () => {
    const stranger = await api.client();
    for (const answer of [
      await mia.get(`/v0/${baseId}/Nowhere/${gone}`),
      await mia.get(`/v0/${newId('base')}/T/${gone}`),
      await stranger.get(`${url}/${gone}`),
      await stranger.get(`${url}/${live}`),
    ])
      expect([answer.status, answer.body.error.type]).toEqual([
        403,
        'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND',
      ]);
  });

  describe.each(['patch', 'put'] as const)('in a batch by %s', (method) => {
    const refusal = (id: string) => [
      422,
      {
        error: { type: 'ROW_DOES_NOT_EXIST', message: `Record ID ${id} does not exist in this table` },
      },
    ];

    it.each<[string, object, object]>([
      ['of plain cells', { Name: 'x' }, {}],
      ['of links', { Name: 'x', Others: [] }, {}],
      ['of cells that the fields refuse', { Count: 'seven' }, {}],
      ['of a field that the table has not', { Nope: 1 }, {}],
      ['of a choice that is unknown', { Stage: 'Never' }, {}],
      ['of a choice that typecast would make', { Stage: 'Fresh' }, { typecast: true }],
      ['of an upsert', { Name: 'x' }, { performUpsert: { fieldsToMergeOn: ['Name'] } }],
    ])('%s is named, and nothing is written', async (_what, fields, options) => {
      const before = await lastEntry();
      const alone = await mia[method](url, { records: [{ id: gone, fields }], ...options });
      expect([alone.status, alone.body]).toEqual(refusal(gone));
      const records = [
        { id: live, fields: { Name: 'changed' } },
        { id: gone, fields },
      ];
      const beside = await mia[method](url, { records, ...options });
      expect([beside.status, beside.body]).toEqual(refusal(gone));
      expect(await nameOf(live)).toBe('stays');
      expect(await lastEntry()).toBe(before);
      const { tables } = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body;
      expect(tables[0].fields[2].options.choices).toHaveLength(1);
    });

    it('is the first of those that are missing', async () => {
      const other = newId('record');
      const records = [other, live, gone].map((id) => ({ id, fields: { Name: 'x' } }));
      const answer = await mia[method](url, { records });
      expect([answer.status, answer.body]).toEqual(refusal(other));
    });
  });

  it.each(['patch', 'put'] as const)(
    'by its own address is 404 for %s, whatever the cells',
    async (method) => {
      for (const fields of [
        { Name: 'x' },
        { Others: [] },
        { Count: 'seven' },
        { Nope: 1 },
        { Stage: 'Never' },
      ]) {
        const answer = await mia[method](`${url}/${gone}`, { fields });
        expect([answer.status, answer.body]).toEqual([
          404,
          { error: { type: 'MODEL_ID_NOT_FOUND', message: 'Record not found' } },
        ]);
      }
      const malformed = await mia[method](`${url}/abc`, { fields: { Name: 'x' } });
      expect([malformed.status, malformed.body]).toEqual([404, { error: 'NOT_FOUND' }]);
    },
  );

  it('is told before the cells to a browser, too', async () => {
    const op = (cells: object) =>
      mia.post(`/v1/bases/${baseId}/ops`, {
        id: randomUUID(),
        kind: 'records.update',
        tableId,
        records: [{ id: gone, cells }],
      });
    for (const cells of [{ [nameId]: 'x' }, { [nameId]: 7 }, { [newId('field')]: 'x' }]) {
      const answer = await op(cells);
      expect([answer.status, answer.body.error.type]).toEqual([404, 'MODEL_ID_NOT_FOUND']);
    }
  });

  it('does not hide what is wrong with the cells of one that is there', async () => {
    const refused = await mia.patch(url, { records: [{ id: live, fields: { Nope: 1 } }] });
    expect([refused.status, refused.body.error.type]).toEqual([422, 'UNKNOWN_FIELD_NAME']);
    const value = await mia.patch(`${url}/${live}`, { fields: { Count: 'seven' } });
    expect([value.status, value.body.error.type]).toEqual([422, 'INVALID_VALUE_FOR_COLUMN']);
  });
});
