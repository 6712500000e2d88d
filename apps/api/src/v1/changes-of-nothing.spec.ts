import { ApiHarness, type Client } from '../testing/api-harness';

describe('a change of the structure that changes nothing', () => {
  let api: ApiHarness;
  let mia: Client;
  let base: string;
  let paths: { table: string; field: string; view: string };
  const sort = (fieldId: string, direction: string) => ({ sort: [{ direction, fieldId }] });
  let nameId: string;
  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const made = await api.base(mia, [
      {
        name: 'Deals',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Size', type: 'number', options: { precision: 1 } },
        ],
      },
    ]);
    const [table] = made.tables;
    base = `/v1/bases/${made.id}`;
    const tablePath = `${base}/tables/${table.id}`;
    nameId = table.fields[0].id;
    paths = {
      table: tablePath,
      field: `${tablePath}/fields/${table.fields[1].id}`,
      view: `${tablePath}/views/${table.views[0].id}`,
    };
    await mia.patch(paths.view, { ...sort(nameId, 'asc'), columnWidths: { [nameId]: 300 } });
  });
  afterAll(() => api?.stop());

  const head = async () => (await mia.get(`${base}/changes?after=0&limit=1`)).body.head as number;

  it.each<[string, () => [string, object]]>([
    ['the settings of a view', () => [paths.view, sort(nameId, 'asc')]],
    ['the width of a column', () => [paths.view, { columnWidths: { [nameId]: 300 } }]],
    ['the name of a table', () => [paths.table, { name: 'Deals' }]],
    ['the name of a field', () => [paths.field, { name: 'Size' }]],
    ['the options of a field', () => [paths.field, { options: { precision: 1 } }]],
  ])('is answered and leaves no entry in the log: %s', async (_what, asked) => {
    const [path, change] = asked();
    const before = await head();
    expect((await mia.patch(path, change)).status).toBe(200);
    expect(await head()).toBe(before);
  });

  it.each<[string, () => string]>([
    ['a table', () => paths.table],
    ['a field', () => paths.field],
    ['a view', () => paths.view],
  ])('leaves none where %s is put where it stands', async (_what, path) => {
    const before = await head();
    expect((await mia.post(`${path()}/place`, { before: null })).status).toBeLessThan(300);
    expect(await head()).toBe(before);
  });

  it('leaves one where it changes something after all', async () => {
    const before = await head();
    await mia.patch(paths.view, sort(nameId, 'desc'));
    expect(await head()).toBe(before + 1);
  });
});
