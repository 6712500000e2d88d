import { ApiHarness, type Client } from '../testing/api-harness';
import { importFile } from '../testing/sample-base';

let api: ApiHarness;
let mia: Client;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
});

afterAll(() => api.stop());

const MANY = Array.from({ length: 60 }, (_, at) => `Black Comedy ${String(at)}`);
const FEW = [
  '100% sure',
  'Comedy of manners',
  '1000',
  'A 100% _x_',
  'cómedy',
  'Comedy',
  '\u00a0100%',
  '_x_',
  'axb',
];
const TITLES = [...MANY, ...FEW];

describe.each([
  ['stored', [{ name: 'Title', type: 'singleLineText' }]],
  [
    'computed',
    [
      { name: 'Title', type: 'formula', options: { formula: "{Text} & ''" } },
      { name: 'Text', type: 'singleLineText' },
    ],
  ],
])('records that are looked for by their titles, which are %s', (_, fields) => {
  let path: string;
  let downwards: string;

  beforeAll(async () => {
    const name = fields.at(-1)?.name as string;
    const views = [{ name: 'All' }, { name: 'Downwards', sort: [{ field: name, direction: 'desc' }] }];
    const records = TITLES.map((title) => ({ [name]: title }));
    const base = await importFile(api, mia, {
      name: 'Sought',
      tables: [{ name: 'T', fields, views, records }],
    });
    const [table] = (await mia.get(`/v1/bases/${base.id}`)).body.tables;
    path = `/v1/bases/${base.id}/tables/${table.id}/titles`;
    downwards = table.views[1].id;
  });

  const titles = async (q: string, more = '&limit=50') => {
    const { body } = await mia.get(`${path}?q=${encodeURIComponent(q)}${more}`);
    return body.records.map(({ title }: { title: string }) => title);
  };

  it('are first those of which the text is the whole, then those that begin with it, however many have it', async () => {
    const found = await titles('comedy');
    expect(found).toEqual(['cómedy', 'Comedy', 'Comedy of manners', ...MANY.slice(0, 47)]);
    expect(await titles('Cómedy', '&limit=3')).toEqual(found.slice(0, 3));
    expect(await titles('comedy', '&limit=1')).toEqual(['cómedy']);
  });

  it('are among equals in the order of the view', async () => {
    const found = await titles('COMEDY', `&limit=5&view=${downwards}`);
    expect(found).toEqual(['cómedy', 'Comedy', 'Comedy of manners', 'Black Comedy 59', 'Black Comedy 58']);
  });

  it('have what is a sign of patterns, and what is beyond ASCII, as any text', async () => {
    expect(await titles('100%')).toEqual(['100% sure', 'A 100% _x_', '\u00a0100%']);
    expect(await titles('_x_')).toEqual(['_x_', 'A 100% _x_']);
    expect(await titles('\\')).toEqual([]);
    expect(await titles('\u0301')).toEqual(MANY.slice(0, 50));
  });

  it('are meant by a pasted title exactly, else by the only one that is so but for case and accents', async () => {
    const asked = ['Comedy', 'comedy', 'COMEDY OF MÀNNERS', 'bläck comedy 7', '1000', 'none', '_X_'];
    const { body } = await mia.post(`${path}/find`, { titles: asked });
    const found = body.records as { asked: string; title: string; id: string }[];
    expect(found.map(({ asked: given, title }) => [given, title])).toEqual([
      ['Comedy', 'Comedy'],
      ['COMEDY OF MÀNNERS', 'Comedy of manners'],
      ['bläck comedy 7', 'Black Comedy 7'],
      ['1000', '1000'],
      ['_X_', '_x_'],
    ]);
    for (const { title, id } of found) {
      const [one] = (await mia.get(`${path}?q=${encodeURIComponent(title)}&limit=50`)).body.records.filter(
        (record: { title: string }) => record.title === title,
      );
      expect(id).toBe(one.id);
    }
  });

  it('are all in their order where nothing is asked for', async () => {
    expect(await titles('')).toEqual(MANY.slice(0, 50));
  });
});
