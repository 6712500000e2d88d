import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

/** Each record has 900 kB of text, of which 8 MiB take ten. */
describe('rows of long texts', () => {
  let api: ApiHarness;
  let mia: Client;
  let path: string;
  let list: string;
  let ids: string[];
  const RECORDS = 12;
  const MOST = 10;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const names = Array.from({ length: 10 }, (_, at) => `Text ${at}`);
    const fields = names.map((name) => ({ name, type: 'multilineText' }));
    const base = await api.base(mia, [
      { name: 'T', fields: [{ name: 'Made', type: 'number', options: { precision: 0 } }, ...fields] },
    ]);
    path = `/v1/bases/${base.id}/tables/${base.tables[0].id}/rows`;
    list = `/v0/${base.id}/T`;
    ids = [];
    for (let at = 0; at < RECORDS; at++) {
      const long = Object.fromEntries(names.map((name) => [name, 'x'.repeat(90_000)]));
      const made = await mia.post(list, { fields: { Made: at, ...long } });
      ids.push(made.body.id);
    }
  });
  afterAll(() => api?.stop());

  const idsOf = ({ body }: Answer): string[] => body.rows.map(({ id }: { id: string }) => id);

  it('come in windows that end early, and go on behind them', async () => {
    const first = await mia.get(`${path}?start=0&limit=${RECORDS}`);
    expect([first.body.total, idsOf(first)]).toEqual([RECORDS, ids.slice(0, MOST)]);
    expect(idsOf(await mia.get(`${path}?start=${MOST}&limit=${RECORDS}`))).toEqual(ids.slice(MOST));
    const last = first.body.rows.at(-1).n;
    expect(idsOf(await mia.get(`${path}?start=${MOST}&limit=5&after=${last}`))).toEqual(ids.slice(MOST));
  });

  it.each([
    ['as they were made', ''],
    ['sorted', '&sort[0][field]=Made&sort[0][direction]=desc'],
    ['sorted and filtered', '&sort[0][field]=Made&sort[0][direction]=desc&filterByFormula=LEN({Text 0})'],
    ['filtered', '&filterByFormula=LEN({Text 0})'],
    ['no more than asked for', `&maxRecords=${RECORDS - 1}`],
    [
      'no more than asked for, sorted',
      `&maxRecords=${RECORDS - 1}&sort[0][field]=Made&sort[0][direction]=desc`,
    ],
    ['as texts', '&cellFormat=string&timeZone=UTC&userLocale=en'],
  ])('are listed in pages that end early: %s', async (_what, asked) => {
    const pages: string[][] = [];
    for (let offset: string | undefined = ''; offset !== undefined;) {
      const { body } = await mia.get(`${list}?pageSize=100${asked}${offset && `&offset=${offset}`}`);
      pages.push(body.records.map(({ id }: { id: string }) => id));
      ({ offset } = body);
    }
    const inOrder = asked.includes('sort') ? ids.toReversed() : ids;
    expect(pages.flat()).toEqual(asked.includes('maxRecords') ? inOrder.slice(0, -1) : inOrder);
    expect(pages[0]).toHaveLength(MOST);
  });

  it('are read by id with word of the first that is left, those that are gone left out', async () => {
    const gone = 'rec00000000000000';
    const asked = [gone, ...ids.toReversed(), gone];
    const first = await mia.post(`${path}/read`, { ids: asked });
    expect([first.body.next, idsOf(first)]).toEqual([ids[1], ids.toReversed().slice(0, MOST)]);
    const left = await mia.post(`${path}/read`, { ids: [ids[1], ids[0], gone] });
    expect([left.body.next, idsOf(left)]).toEqual([undefined, [ids[1], ids[0]]]);
  });
});
