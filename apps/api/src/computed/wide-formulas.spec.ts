import { ApiHarness, type Client } from '../testing/api-harness';

/** A sum of branches, each of which takes a column of its own in the statement; of a number among them, the length of the name. */
const wide = (terms: number, from = 0): string =>
  Array.from({ length: terms }, (_, at) => `IF({N}=${at + from},LEN({Name}),0)`).join('+');

describe('formulas of very many branches', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let otherId: string;
  let linkId: string;

  const addField = (table: string, name: string, type: string, options: unknown) =>
    mia.post(`/v1/bases/${baseId}/tables/${table}/fields`, { name, type, options });
  const makeTable = async (): Promise<void> => {
    const base = await api.base(mia, [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'N', type: 'number', options: { precision: 0 } },
        ],
      },
      { name: 'Firms', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ]);
    baseId = base.id;
    [tableId, otherId] = base.tables.map(({ id }: { id: string }) => id);
    linkId = (await addField(otherId, 'Tasks', 'multipleRecordLinks', { linkedTableId: tableId })).body.id;
    const made = await mia.post(`/v0/${baseId}/${tableId}`, {
      records: ['one', 'three'].map((Name, N) => ({ fields: { Name, N } })),
    });
    const ids = made.body.records.map(({ id }: { id: string }) => id);
    await mia.post(`/v0/${baseId}/${otherId}`, { fields: { Name: 'Firm', Tasks: ids } });
  };
  const filtered = (filterByFormula: string) =>
    mia.post(`/v0/${baseId}/${tableId}/listRecords`, { filterByFormula });
  /** What reading the table answers, in some ways; only what is no success. */
  const failuresOf = async (ways: Record<string, string>): Promise<unknown[]> => {
    const failures: unknown[] = [];
    for (const [name, url] of Object.entries(ways)) {
      const { status, text } = await mia.get(url);
      if (status !== 200) failures.push([name, status, text]);
    }
    return failures;
  };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
  });
  beforeEach(makeTable);
  afterAll(() => api.stop());

  it('filter a list, and are refused where the database would be asked too much', async () => {
    const kept = await filtered(`(${wide(1_800)}) = 5`);
    expect([kept.status, kept.body.records?.length ?? kept.text]).toEqual([200, 1]);
    const refused = await filtered(wide(3_200));
    expect([refused.status, refused.body.error?.type]).toEqual([422, 'INVALID_FILTER_BY_FORMULA']);
  });

  it('are cells that are read, sorted, and summed up through links', async () => {
    const { body: field } = await addField(tableId, 'F0', 'formula', { formula: wide(1_700) });
    const { body: summed } = await addField(tableId, 'F1', 'formula', { formula: wide(1_200) });
    const options = { recordLinkFieldId: linkId, fieldIdInLinkedTable: summed.id, formula: 'SUM(values)' };
    expect((await addField(otherId, 'Sum', 'rollup', options)).status).toBe(201);
    const table = `/v1/bases/${baseId}/tables/${tableId}`;
    const sort = [{ fieldId: field.id, direction: 'asc' }];
    const view = await mia.post(`${table}/views`, { name: 'Wide', sort });
    const ways = {
      list: `/v0/${baseId}/${tableId}?view=${view.body.id}`,
      byName: `/v0/${baseId}/${tableId}?sort[0][field]=Name&pageSize=1`,
      rows: `${table}/rows?start=0&limit=5&view=${view.body.id}`,
    };
    expect(await failuresOf(ways)).toEqual([]);
    const { body } = await mia.get(`/v0/${baseId}/${otherId}`);
    expect(body.records[0].fields['Sum']).toBe(8);
  });

  it('are read together where each is small', async () => {
    for (let at = 0; at < 43; at++)
      expect((await addField(tableId, `F${at}`, 'formula', { formula: wide(40, at * 40) })).status).toBe(201);
    expect(await failuresOf({ sorted: `/v0/${baseId}/${tableId}?sort[0][field]=F0` })).toEqual([]);
    const list = await mia.get(`/v0/${baseId}/${tableId}`);
    expect(list.body.records[1].fields).toMatchObject({ F0: 5, F1: 0, F42: 0 });
  });

  it('are errors in cells where they are too many, and nothing else fails', async () => {
    const small = async (name: string, formula: string) =>
      expect((await addField(tableId, name, 'formula', { formula })).status).toBe(201);
    await small('F0', wide(1_600));
    await small('F1', wide(1_600, 1_600));
    await small('Reads it', 'IF({F1},1,2)');
    await small('Branches', wide(2));
    await small('Next', '{N}+1');
    const { status, body } = await mia.get(`/v0/${baseId}/${tableId}`);
    expect(status).toBe(200);
    const [{ fields }] = body.records;
    const fault = { error: '#ERROR!' };
    expect(fields).toMatchObject({
      Name: 'one',
      N: 0,
      F0: 3,
      F1: fault,
      'Reads it': fault,
      Branches: 3,
      Next: 1,
    });
  });

  it('leave no trace in a statement where they are too many over a link, however many constants they have', async () => {
    const sized = (terms: number, of: string) =>
      Array.from({ length: terms }, (_, at) => `IF(${of}=${at},1,0)`).join('+');
    const make = async (table: string, name: string, type: string, options: unknown) => {
      const made = await addField(table, name, type, options);
      expect([name, made.status]).toEqual([name, 201]);
      return made.body.id as string;
    };
    const large = await make(tableId, 'Large', 'formula', { formula: wide(500) });
    const reader = await make(tableId, 'Reader', 'formula', { formula: '{Large}&"x"' });
    const over = (fieldIdInLinkedTable: string) => ({ recordLinkFieldId: linkId, fieldIdInLinkedTable });
    const { fields } = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0];
    await make(otherId, 'Names', 'multipleLookupValues', over(fields[0].id));
    await make(otherId, 'W1', 'formula', { formula: sized(1_000, 'LEN({Name})') });
    const rollup = { ...over(large), formula: sized(1_600, 'SUM(values)') };
    await make(otherId, 'Summed', 'rollup', rollup);
    await make(otherId, 'W2', 'formula', { formula: sized(1_700, 'LEN({Name})') });
    await make(otherId, 'Looked up', 'multipleLookupValues', over(reader));
    const { status, body, text } = await mia.get(`/v0/${baseId}/${otherId}`);
    expect([status, text]).toEqual([200, expect.any(String)]);
    const { Names, W1, Summed, 'Looked up': found } = body.records[0].fields;
    expect([Names, W1, Summed]).toEqual([['one', 'three'], 1, { error: '#ERROR!' }]);
    expect(found).toHaveLength(2);
  });
});
