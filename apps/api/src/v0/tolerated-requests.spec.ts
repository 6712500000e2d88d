import { ApiHarness, type Client } from '../testing/api-harness';

/** Requests as clients in the field send them: what means nothing is passed over, what would mislead is refused. */
describe('requests of sloppy clients', () => {
  let api: ApiHarness;
  let mia: Client;
  let url: string;
  let nameId: string;

  const names = ({ records }: { records: { fields: Record<string, unknown> }[] }) =>
    records.map(({ fields }) => fields['Name']);
  const refusal = (answer: { status: number; body: { error: { type: string } } }) => [
    answer.status,
    answer.body.error.type,
  ];

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'T',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Email', type: 'email' },
        ],
      },
    ]);
    url = `/v0/${base.id}/T`;
    nameId = base.tables[0].primaryFieldId;
    await mia.post(url, { records: ['b', 'a', 'c'].map((Name) => ({ fields: { Name } })) });
  });
  afterAll(() => api?.stop());

  it.each([
    'fields=',
    'fields[]=',
    'fields%5B%5D=',
    'fields[0]=',
    'sort=',
    'sort[]=',
    'view=&offset=&pageSize=&maxRecords=',
    'recordMetadata[]=&filterByFormula=&cellFormat=',
  ])('an empty %s counts as absent', async (query) => {
    const answer = await mia.get(`${url}?${query}`);
    expect([answer.status, names(answer.body)]).toEqual([200, ['b', 'a', 'c']]);
  });

  it('an empty entry among others is a name that no field has', async () => {
    expect(refusal(await mia.get(`${url}?fields[]=Name&fields[]=`))).toEqual([422, 'UNKNOWN_FIELD_NAME']);
  });

  it('an empty list of fields or sort keys in a body counts as absent', async () => {
    const answer = await mia.post(`${url}/listRecords`, { fields: [], sort: [], offset: '' });
    expect([answer.status, names(answer.body)]).toEqual([200, ['b', 'a', 'c']]);
  });

  it.each([
    'sort[]=%7B%22field%22%3A%22Name%22%2C%22direction%22%3A%22asc%22%7D',
    'null&null&maxRecords=null&view=null&offset=null',
    'maxRecords=null',
    'pageSize=null',
    'cellFormat=string',
    'cellFormat=string&timeZone=UTC',
    'sort[0][field]=Name&sort[0][direction]=up',
    'sort=Name',
  ])('%s is refused, not overlooked', async (query) => {
    expect(refusal(await mia.get(`${url}?${query}`))).toEqual([422, 'INVALID_REQUEST_UNKNOWN']);
  });

  it('a direction may stand before its field', async () => {
    const answer = await mia.get(`${url}?sort[0][direction]=desc&sort[0][field]=Name`);
    expect(names(answer.body)).toEqual(['c', 'b', 'a']);
  });

  it.each([
    ['', 'Name'],
    ['false', 'Name'],
    ['0', 'Name'],
    ['False', 'Name'],
    ['true', 'id'],
    ['1', 'id'],
  ])('returnFieldsByFieldId=%s in a query gives cells by %s', async (value, by) => {
    const key = by === 'id' ? nameId : 'Name';
    const { body } = await mia.get(`${url}?returnFieldsByFieldId=${value}`);
    expect(Object.keys(body.records[0].fields)).toEqual([key]);
    const one = await mia.get(`${url}/${body.records[0].id}?returnFieldsByFieldId=${value}`);
    expect(Object.keys(one.body.fields)).toEqual([key]);
  });

  it.each([false, true, null])('returnFieldsByFieldId %j in a body counts on every verb', async (flag) => {
    const key = flag ? nameId : 'Name';
    const option = { returnFieldsByFieldId: flag };
    const listed = await mia.post(`${url}/listRecords`, option);
    const made = await mia.post(url, { fields: { Name: 'x' }, ...option });
    const { id } = made.body;
    const records = [{ id, fields: { Name: 'y' } }];
    const upsert = { performUpsert: { fieldsToMergeOn: ['Name'] }, records: [{ fields: { Name: 'y' } }] };
    const answers = [
      listed.body.records[0],
      made.body,
      (await mia.patch(`${url}/${id}`, { fields: { Name: 'z' }, ...option })).body,
      (await mia.put(url, { records, ...option })).body.records[0],
      (await mia.patch(url, { ...upsert, ...option })).body.records[0],
    ];
    expect(answers.map(({ fields }) => Object.keys(fields))).toEqual(answers.map(() => [key]));
    await mia.delete(`${url}/${id}`);
  });

  it('returnFieldsByFieldId in the query of a write has no effect', async () => {
    const query = '?returnFieldsByFieldId=1';
    const made = await mia.post(`${url}${query}`, { records: [{ fields: { Name: 'x' } }], typecast: false });
    expect([made.status, made.body.records?.[0].fields]).toEqual([200, { Name: 'x' }]);
    const [{ id }] = made.body.records;
    const answers = [
      await mia.patch(`${url}/${id}${query}`, { fields: { Name: 'y' } }),
      await mia.put(`${url}/${id}${query}`, { fields: { Name: 'z' } }),
      await mia.patch(`${url}${query}`, { records: [{ id, fields: { Name: 'v' } }] }),
      await mia.put(`${url}${query}`, { records: [{ id, fields: { Name: 'w' } }] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await mia.get(`${url}/${id}`)).body.fields).toEqual({ Name: 'w' });
    expect((await mia.delete(`${url}/${id}${query}`)).status).toBe(200);
  });

  it.each(['typecast=true', 'maxRecords=1', 'view=x', 'returnFieldsByFieldId=1&fields[]=Name'])(
    '%s in the query of a write is refused',
    async (query) => {
      const [{ id }] = (await mia.get(url)).body.records;
      const answers = [
        await mia.post(`${url}?${query}`, { fields: {} }),
        await mia.patch(`${url}/${id}?${query}`, { fields: {} }),
        await mia.put(`${url}?${query}`, { records: [{ id, fields: {} }] }),
        await mia.delete(`${url}/${id}?${query}`),
        await mia.delete(`${url}?records[]=${id}&${query}`),
      ];
      expect(answers.map(refusal)).toEqual(answers.map(() => [422, 'INVALID_REQUEST_UNKNOWN']));
      expect((await mia.get(`${url}/${id}`)).status).toBe(200);
    },
  );

  it('the offset of a posted list may stand in its query', async () => {
    const first = await mia.post(`${url}/listRecords`, { pageSize: 2 });
    expect(names(first.body)).toEqual(['b', 'a']);
    const query = `?offset=${encodeURIComponent(first.body.offset)}`;
    const second = await mia.post(`${url}/listRecords${query}`, { pageSize: 2 });
    expect([second.status, names(second.body), second.body.offset]).toEqual([200, ['c'], undefined]);
    const capped = await mia.post(`${url}/listRecords`, { pageSize: 1, maxRecords: 2 });
    const last = await mia.post(`${url}/listRecords?offset=${encodeURIComponent(capped.body.offset)}`, {
      pageSize: 1,
      maxRecords: 2,
    });
    expect([names(last.body), last.body.offset]).toEqual([['a'], undefined]);
  });

  it('an offset of another server is not available, one without its shape is invalid', async () => {
    const ask = async (offset: string) => {
      const query = await mia.get(`${url}?offset=${encodeURIComponent(offset)}`);
      const body = await mia.post(`${url}/listRecords`, { offset });
      expect(body.body).toEqual(query.body);
      return query;
    };
    for (const offset of ['itrQ9w8E7r6T5y4U3/recZ1x2C3v4B5n6M7', 'itr1aaaaaaaaaaaaa/recZ1x2C3v4B5n6M7']) {
      const answer = await ask(offset);
      expect([answer.status, answer.body]).toEqual([
        422,
        { error: { type: 'LIST_RECORDS_ITERATOR_NOT_AVAILABLE' } },
      ]);
    }
    for (const offset of ['next', 'itr1/rec1', 'itrQ9w8E7r6T5y4U3', 'x'.repeat(1_001)])
      expect(refusal(await ask(offset))).toEqual([422, 'INVALID_OFFSET_VALUE']);
    for (const offset of ['x/app00000000000000', 'itr00000000000000/rec00000000000000'])
      expect(refusal(await mia.get(`/v0/meta/bases?offset=${offset}`))).toEqual([
        422,
        'INVALID_OFFSET_VALUE',
      ]);
  });

  it('a view of a very long name is one that is not there, however it is asked for', async () => {
    const view = 'x'.repeat(1_001);
    const [query, body] = [
      await mia.get(`${url}?view=${view}`),
      await mia.post(`${url}/listRecords`, { view }),
    ];
    expect([body.status, body.body]).toEqual([query.status, query.body]);
  });

  it('more than ten records, or an id that is none, are refused whole and in words that say why', async () => {
    const before = (await mia.get(url)).text;
    const shape = 'You must provide an array of up to 10 record objects';
    const eleven = Array.from({ length: 11 }, () => ({ fields: { Name: 'x' } }));
    const created = await mia.post(url, { records: eleven });
    expect(refusal(created)).toEqual([422, 'INVALID_RECORDS']);
    expect(created.body.error.message).toContain(shape);
    expect(created.body.error.message).toContain('11');
    const malformed = await mia.patch(url, { records: [{ id: 'recX', fields: {} }] });
    expect(refusal(malformed)).toEqual([422, 'INVALID_RECORDS']);
    expect(malformed.body.error.message).toContain(shape);
    const ids = Array.from({ length: 11 }, (_, at) => `rec${String(at).padStart(14, '0')}`);
    const deleted = await mia.delete(`${url}?${ids.map((id) => `records[]=${id}`).join('&')}`);
    expect(refusal(deleted)).toEqual([422, 'INVALID_RECORDS']);
    expect(deleted.body.error.message).toMatch(/up to 10 record IDs.*11/);
    expect((await mia.get(url)).text).toBe(before);
  });

  it('an upsert that matches two records says so in the words that clients look for', async () => {
    const records = [{ fields: { Email: 'a@ex.org' } }, { fields: { Email: 'a@ex.org' } }];
    await mia.post(url, { records });
    const before = (await mia.get(url)).text;
    const answer = await mia.patch(url, {
      performUpsert: { fieldsToMergeOn: ['Email'] },
      records: [{ fields: { Email: 'new@ex.org' } }, { fields: { Email: 'a@ex.org', Name: 'x' } }],
      typecast: false,
      returnFieldsByFieldId: false,
    });
    expect(answer.status).toBe(422);
    expect(answer.body.error.message).toContain('Cannot update more than one record');
    expect((await mia.get(url)).text).toBe(before);
  });
});
