import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

const SORTED = [
  '',
  '192.168.1.2',
  '192.168.1.21',
  '192.168.1.100',
  'Äpfel',
  'apfelmus',
  'item 1',
  'Item 2',
  'item 010',
  'item 10',
  'Straße 9',
  'strasse 10',
];
/** Some order that is not the one wanted. */
const GIVEN = SORTED.map((_, at) => SORTED[(at * 7 + 3) % SORTED.length] as string);

describe('texts in sorted lists', () => {
  let api: ApiHarness;
  let mia: Client;
  let base: Answer['body'];
  let url: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Note', type: 'multilineText' },
    ];
    base = await api.base(mia, [{ name: 'T', fields }]);
    url = `/v0/${base.id}/T`;
    for (const half of [GIVEN.slice(0, 6), GIVEN.slice(6)])
      await mia.post(url, { records: half.map((name) => ({ fields: { Name: name, Note: name } })) });
  });
  afterAll(() => api?.stop());

  const names = (answer: Answer): string[] =>
    answer.body.records.map(({ fields }: { fields: { Name?: string } }) => fields.Name ?? '');

  it.each(['Name', 'Note'])(
    'stand by runs of digits, letters and accents in %s, downwards in reverse',
    async (field) => {
      expect(names(await mia.get(`${url}?sort[0][field]=${field}`))).toEqual(SORTED);
      const downwards = await mia.get(`${url}?sort[0][field]=${field}&sort[0][direction]=desc`);
      expect(names(downwards)).toEqual([...SORTED].reverse());
    },
  );

  it('keep their order over pages and in windows of a sorted view', async () => {
    const paged: string[] = [];
    for (let offset: string | undefined = ''; offset !== undefined;) {
      const page: Answer = await mia.get(
        `${url}?sort[0][field]=Name&pageSize=5${offset && `&offset=${encodeURIComponent(offset)}`}`,
      );
      paged.push(...names(page));
      offset = page.body.offset;
    }
    expect(paged).toEqual(SORTED);
    const [table] = base.tables;
    const nameField: string = table.fields[0].id;
    const viewId: string = table.views[0].id;
    const changed = await mia.patch(`/v1/bases/${base.id}/tables/${table.id}/views/${viewId}`, {
      sort: [{ fieldId: nameField, direction: 'desc' }],
    });
    expect(changed.status).toBe(200);
    const rows = await mia.get(`/v1/bases/${base.id}/tables/${table.id}/rows?view=${viewId}&start=2&limit=7`);
    expect(rows.body.rows.map(({ cells }: { cells: Record<string, string> }) => cells[nameField])).toEqual(
      [...SORTED].reverse().slice(2, 9),
    );
  });

  it.each([
    ['APFEL', ['Äpfel', 'apfelmus']],
    ['strasse', ['Straße 9', 'strasse 10']],
    ['Item 1', ['item 1', 'item 10']],
    ['168.1.2', ['192.168.1.2', '192.168.1.21']],
  ])('are found by %s, case and accents aside', async (wanted, found) => {
    const titles = await mia.get(
      `/v1/bases/${base.id}/tables/${base.tables[0].id}/titles?q=${encodeURIComponent(wanted)}`,
    );
    const texts: string[] = titles.body.records.map(({ title }: { title: string }) => title);
    expect(new Set(texts)).toEqual(new Set(found));
  });
});
