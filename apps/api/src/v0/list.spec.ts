import { ApiHarness, type Client } from '../testing/api-harness';

const GENERIC = 'Invalid request: parameter validation failed. Check your request data.';

describe('lists of records', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;
  let fieldIds: Record<string, string>;
  let otherView: string;

  const names = (body: { records: { fields: Record<string, unknown> }[] }) =>
    body.records.map(({ fields }) => fields['Name']);
  const ask = async (query: string) => (await mia.get(`${url}?${query}`)).body;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'Everything',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Rank', type: 'number', options: { precision: 0 } },
          {
            name: 'Stage',
            type: 'singleSelect',
            options: { choices: [{ name: 'Zero' }, { name: 'Alpha' }] },
          },
        ],
      },
      { name: 'Other', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ]);
    baseId = base.id;
    url = `/v0/${baseId}/Everything`;
    otherView = base.tables[1].views[0].id;
    fieldIds = Object.fromEntries(
      base.tables[0].fields.map((field: { name: string; id: string }) => [field.name, field.id]),
    );
    await mia.post(url, {
      records: [
        { fields: { Name: 'b', Rank: 2, Stage: 'Alpha' } },
        { fields: { Name: 'A', Rank: 3, Stage: 'Zero' } },
        { fields: { Name: 'c' } },
        { fields: { Name: 'D', Rank: 0, Stage: 'Alpha' } },
      ],
    });
  });
  afterAll(() => api?.stop());

  it('find the table by id, name and name in another case, with a slash or an empty query behind', async () => {
    const { body } = await mia.get(`/v0/meta/bases/${baseId}/tables`);
    for (const address of [
      `/v0/${baseId}/${body.tables[0].id}`,
      url,
      `/v0/${baseId}/EVERYTHING`,
      `${url}/`,
      `${url}/?`,
      `${url}?`,
    ]) {
      expect([address, names((await mia.get(address)).body)]).toEqual([address, ['b', 'A', 'c', 'D']]);
    }
  });

  it('sort text without regard to case, selects by choice order, empties first ascending and last descending', async () => {
    expect(names(await ask('sort[0][field]=Name'))).toEqual(['A', 'b', 'c', 'D']);
    expect(names(await ask('sort%5B0%5D%5Bdirection%5D=desc&sort%5B0%5D%5Bfield%5D=Rank'))).toEqual([
      'A',
      'b',
      'D',
      'c',
    ]);
    expect(names(await ask('sort[0][field]=Rank'))).toEqual(['c', 'D', 'b', 'A']);
    expect(names(await ask('sort[0][field]=Stage&sort[1][field]=Name&sort[1][direction]=desc'))).toEqual([
      'c',
      'A',
      'D',
      'b',
    ]);
    const posted = await mia.post(`${url}/listRecords`, {
      sort: [{ field: fieldIds['Rank'] as string, direction: 'desc' }],
      offset: '',
    });
    expect(names(posted.body)).toEqual(['A', 'b', 'D', 'c']);
  });

  it.each([
    'fields[]=Rank&fields[]=Name',
    'fields=Rank&fields=Name',
    'fields[0]=Rank&fields[1]=Name',
    'fields%5B%5D=Rank&fields%5B%5D=Name',
  ])('return the fields that %s asks for', async (query) => {
    expect((await ask(`${query}&maxRecords=1`)).records[0].fields).toEqual({ Name: 'b', Rank: 2 });
  });

  it('key cells by field id when asked, in any spelling of true', async () => {
    for (const yes of ['true', '1', 'True']) {
      const { records } = await ask(`returnFieldsByFieldId=${yes}&fields[]=Rank&maxRecords=1`);
      expect(records[0].fields).toEqual({ [fieldIds['Rank'] as string]: 2 });
    }
    expect((await ask('returnFieldsByFieldId=&fields=Rank&maxRecords=1')).records[0].fields).toEqual({
      Rank: 2,
    });
  });

  it('page in creation order and in sorted order, remembering how many were served', async () => {
    for (const order of ['', '&sort[0][field]=Name&sort[0][direction]=desc']) {
      const seen: unknown[] = [];
      const sizes: number[] = [];
      let offset = '';
      do {
        const page = await ask(`pageSize=2&maxRecords=3${order}&offset=${encodeURIComponent(offset)}`);
        seen.push(...names(page));
        sizes.push(page.records.length);
        offset = page.offset;
        if (offset) expect(offset).toMatch(/^itr[0-9A-Za-z]{14}\/rec[0-9A-Za-z]{14}$/);
      } while (offset);
      expect(sizes).toEqual([2, 1]);
      expect(seen).toEqual(order ? ['D', 'c', 'b'] : ['b', 'A', 'c']);
    }
  });

  it('keep the order of the first page over insertions and deletions', async () => {
    const made = await mia.post(url, {
      records: ['x1', 'x2', 'x3', 'x4'].map((Name) => ({ fields: { Name, Rank: 100 } })),
    });
    const query = 'pageSize=3&sort[0][field]=Name&sort[0][direction]=desc';
    const first = await ask(query);
    expect(names(first)).toEqual(['x4', 'x3', 'x2']);
    await mia.delete(`${url}/${made.body.records[0].id}`);
    const zed = await mia.post(url, { fields: { Name: 'zed' } });
    const second = await ask(`${query}&offset=${encodeURIComponent(first.offset)}`);
    const third = await ask(`${query}&offset=${encodeURIComponent(second.offset)}`);
    expect([...names(second), ...names(third)]).toEqual(['D', 'c', 'b', 'A']);
    const ids = [...made.body.records.slice(1), zed.body].map(({ id }: { id: string }) => `records[]=${id}`);
    await mia.delete(`${url}?${ids.join('&')}`);
  });

  it.each([
    ['pageSize=0', 'INVALID_REQUEST_UNKNOWN', GENERIC],
    ['pageSize=101', 'INVALID_REQUEST_UNKNOWN', GENERIC],
    ['maxRecords=0', 'INVALID_REQUEST_UNKNOWN', GENERIC],
    ['pageSize=ten', 'INVALID_REQUEST_UNKNOWN', GENERIC],
    ['unknown=1', 'INVALID_REQUEST_UNKNOWN', GENERIC],
    ['cellFormat=string', 'INVALID_REQUEST_UNKNOWN', GENERIC],
    ['sort[0][field]=Name&sort[0][direction]=up', 'INVALID_REQUEST_UNKNOWN', GENERIC],
    ['recordMetadata[]=views', 'INVALID_REQUEST_UNKNOWN', GENERIC],
    ['fields[]=Nope', 'UNKNOWN_FIELD_NAME', 'Unknown field name: "Nope"'],
    ['sort[0][field]=name', 'UNKNOWN_FIELD_NAME', 'Unknown field name: "name"'],
    ['view=Nope', 'VIEW_NAME_NOT_FOUND', 'View Nope not found'],
    ['view=viw00000000000000', 'VIEW_ID_NOT_FOUND', 'View viw00000000000000 not found'],
    ['offset=junk', 'INVALID_OFFSET_VALUE', 'The value of offset junk is invalid'],
    ['offset=itr00000000000001%2Frec00000000000000', 'LIST_RECORDS_ITERATOR_NOT_AVAILABLE', undefined],
    ['offset=itr1zzzzzzzz00001%2Frec00000000000000', 'LIST_RECORDS_ITERATOR_NOT_AVAILABLE', undefined],
    [
      'filterByFormula=%7BNope%7D',
      'INVALID_FILTER_BY_FORMULA',
      'The formula for filtering records is invalid: Unknown field names: nope',
    ],
  ])('refuse %s with %s', async (query, type, message) => {
    const answer = await mia.get(`${url}?${query}`);
    expect([answer.status, answer.body.error]).toEqual([
      422,
      message === undefined ? { type } : { type, message },
    ]);
  });

  it('refuse a view of another table', async () => {
    expect((await mia.get(`${url}?view=${otherView}`)).body).toEqual({
      error: { type: 'FAILED_STATE_CHECK' },
    });
  });

  it('order a cell of several choices by those that there still are, among empty ones where there is none', async () => {
    const options = { choices: ['gone', 'one', 'two'].map((name) => ({ name })) };
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Tags', type: 'multipleSelects', options },
    ];
    const base = await api.base(mia, [{ name: 'Tagged', fields }]);
    const [{ id, fields: made }] = base.tables;
    const cells = [['gone'], [], ['two'], ['gone', 'one'], ['one', 'two'], ['one']];
    const records = cells.map((Tags, at) => ({ fields: { Name: `${at}`, Tags } }));
    await mia.post(`/v0/${base.id}/Tagged`, { records });
    const choices = made[1].options.choices.slice(1);
    await mia.patch(`/v1/bases/${base.id}/tables/${id}/fields/${made[1].id}`, { options: { choices } });
    const sorted = (await mia.get(`/v0/${base.id}/Tagged?sort[0][field]=Tags`)).body;
    expect(names(sorted)).toEqual(['0', '1', '3', '5', '4', '2']);
  });

  it('take one statement, whatever the page and the fields', async () => {
    await mia.get(url);
    const counts = [];
    for (const query of [
      'pageSize=1',
      'pageSize=100',
      'fields[]=Name',
      'sort[0][field]=Name',
      'pageSize=1&sort[0][field]=Name',
      'view=Grid%20view',
    ]) {
      counts.push((await mia.get(`${url}?${query}`)).statements);
    }
    expect(counts).toEqual(counts.map(() => 1));
  });
});
