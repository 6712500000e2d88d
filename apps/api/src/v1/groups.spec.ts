import {
  type SummaryKind,
  type View,
  type ViewGroup,
  type ViewGroups,
  VIEW_LIMITS,
} from '@pyairtable/contracts';
import { ApiHarness, type Client } from '../testing/api-harness';

const select = (names: string[]) => ({ choices: names.map((name) => ({ name })) });

/** Heads and summaries of a view, beside the rows that its windows serve. */
describe('the groups of a view', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let viewId: string;
  const fields: Record<string, string> = {};
  const choices: Record<string, string> = {};
  const records: Record<string, string> = {};

  const table = () => `/v1/bases/${baseId}/tables/${tableId}`;
  const keys = (...names: string[]): NonNullable<View['sort']> =>
    names.map((name) => {
      const direction = name.startsWith('-') ? 'desc' : 'asc';
      return { fieldId: fields[name.replace(/^-/, '')] as string, direction };
    });
  const by = (named: Record<string, SummaryKind | null>) =>
    Object.fromEntries(Object.entries(named).map(([name, kind]) => [fields[name] as string, kind]));

  async function arrange(change: object): Promise<void> {
    const none = Object.fromEntries(Object.keys(await kept()).map((id) => [id, null]));
    const bare = { groups: [], sort: [], filter: { conjunction: 'and', conditions: [] }, summaries: none };
    for (const settings of [bare, change]) {
      const changed = await mia.patch(`${table()}/views/${viewId}`, settings);
      expect([changed.status, changed.text]).toEqual([200, changed.text]);
    }
  }
  const kept = async () => (await mia.get(`/v1/bases/${baseId}`)).body.tables[0].views[0].summaries ?? {};
  async function ask(client = mia): Promise<ViewGroups> {
    const answer = await client.get(`${table()}/groups?view=${viewId}`);
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    return answer.body;
  }
  /** `level cell start+count` of each head, cells as their rows have them. */
  async function heads(show: (cell: unknown) => string = String): Promise<string[]> {
    const { groups, total } = await ask();
    const window = await mia.get(`${table()}/rows?view=${viewId}&start=0&limit=100`);
    const { rows, total: shown } = window.body as {
      rows: { cells: Record<string, unknown> }[];
      total: number;
    };
    expect(total).toBe(shown);
    const view = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0].views[0] as View;
    return (groups ?? []).map(({ level, cell, start, count }: ViewGroup) => {
      expect(rows[start]?.cells[view.groups?.[level]?.fieldId as string]).toEqual(cell);
      return `${level} ${cell === undefined ? '-' : show(cell)} ${start}+${count}`;
    });
  }
  const summed = async (named: Record<string, SummaryKind>) => {
    await arrange({ summaries: by(named) });
    const { summaries } = await ask();
    return Object.keys(named).map((name) => summaries[fields[name] as string]);
  };
  const state = (cell: unknown) => Object.entries(choices).find(([, id]) => id === cell)?.[0] ?? '?';

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Points', type: 'number', options: { precision: 1 } },
          { name: 'Done', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
          { name: 'State', type: 'singleSelect', options: select(['Open', 'Closed', 'Late']) },
          { name: 'Tags', type: 'multipleSelects', options: select(['Red', 'Green', 'Blue']) },
          { name: 'Due', type: 'date', options: { dateFormat: { name: 'iso' } } },
          {
            name: 'At',
            type: 'dateTime',
            options: { dateFormat: { name: 'iso' }, timeFormat: { name: '24hour' }, timeZone: 'utc' },
          },
          { name: 'Code', type: 'barcode' },
          { name: 'Plain', type: 'singleLineText' },
        ],
      },
    ]);
    baseId = base.id;
    tableId = base.tables[0].id;
    for (const field of [
      { name: 'Next', type: 'multipleRecordLinks', options: { linkedTableId: tableId } },
      { name: 'Failing', type: 'formula', options: { formula: 'IF({Points} = 0, ERROR(), 10 / {Points})' } },
    ])
      await mia.post(`${table()}/fields`, field);
    const shown = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0];
    viewId = shown.views[0].id;
    for (const field of shown.fields) {
      fields[field.name] = field.id;
      for (const { id, name } of field.options?.choices ?? []) choices[name] = id;
    }
    const made = await mia.post(`/v0/${baseId}/${tableId}`, {
      records: [
        { Name: 'A', Points: 1, State: 'Late', Tags: ['Red', 'Blue'], Due: '2026-03-01', Done: true },
        { Name: 'B', Points: 4, State: 'Open', Tags: ['Red'], At: '2026-01-01T23:30:00.000Z' },
        { Name: 'C', Points: 0, State: 'Late', Due: '2026-03-05', At: '2026-01-03T00:00:00.000Z' },
        { Name: 'D', State: 'Open', Tags: ['Red'], Due: '2026-03-01', Done: true },
        { Name: 'E', Points: 4, Tags: ['Blue', 'Red'] },
        { Name: 'F', Points: 2.5, State: 'Open', Tags: ['Red'], Due: '2026-02-01' },
      ].map((cells) => ({ fields: cells })),
    });
    expect([made.status, made.text]).toEqual([200, made.text]);
    for (const { id, fields: cells } of made.body.records) records[cells.Name] = id;
    await mia.patch(`/v0/${baseId}/${tableId}`, {
      records: [
        { id: records['A'], fields: { Next: [records['F'], records['B']], Code: { text: '1' } } },
        { id: records['B'], fields: { Next: [records['F']], Code: { text: '1', type: 'ean8' } } },
        { id: records['C'], fields: { Next: [records['F'], records['B']] } },
      ],
    });
  });
  afterAll(() => api.stop());

  it('come by one statement', async () => {
    await arrange({
      groups: keys('State', 'Next', 'Tags'),
      summaries: by({ Next: 'unique', Tags: 'filled' }),
    });
    await ask();
    expect((await mia.get(`${table()}/groups?view=${viewId}`)).statements).toBe(1);
  });

  it('are none where nothing groups, nor without a view', async () => {
    await arrange({});
    expect(await ask()).toMatchObject({ total: 6, summaries: {}, groups: [] });
    const { body } = await mia.get(`${table()}/groups`);
    expect(body).toMatchObject({ total: 6, summaries: {}, groups: [] });
  });

  it('are runs of rows with one cell, empty ones first ascending and last descending', async () => {
    await arrange({ groups: keys('State') });
    expect(await heads(state)).toEqual(['0 - 0+1', '0 Open 1+3', '0 Late 4+2']);
    await arrange({ groups: keys('-State') });
    expect(await heads(state)).toEqual(['0 Late 0+2', '0 Open 2+3', '0 - 5+1']);
    await arrange({ groups: keys('Points'), sort: keys('-Name') });
    expect(await heads()).toEqual(['0 - 0+1', '0 0 1+1', '0 1 2+1', '0 2.5 3+1', '0 4 4+2']);
  });

  it('stand within one another to three levels', async () => {
    await arrange({ groups: keys('-State', 'Done', '-Points'), sort: keys('-Name') });
    expect(await heads((cell) => (typeof cell === 'string' ? state(cell) : String(cell)))).toEqual([
      ...['0 Late 0+2', '1 - 0+1', '2 0 0+1', '1 true 1+1', '2 1 1+1'],
      ...['0 Open 2+3', '1 - 2+2', '2 4 2+1', '2 2.5 3+1', '1 true 4+1', '2 - 4+1'],
      ...['0 - 5+1', '1 - 5+1', '2 4 5+1'],
    ]);
  });

  it('have the cell of their first row, where cells that stand equal differ', async () => {
    await arrange({ groups: keys('Code'), sort: keys('-Name') });
    expect(await heads((cell) => JSON.stringify(cell))).toEqual([
      '0 - 0+4',
      '0 {"text":"1","type":"ean8"} 4+2',
    ]);
    await arrange({ groups: keys('Code'), sort: keys('Name') });
    expect(await heads((cell) => JSON.stringify(cell))).toEqual(['0 - 0+4', '0 {"text":"1"} 4+2']);
    await arrange({ groups: keys('Plain', 'Code', '-Name') });
    expect((await heads()).slice(0, 2)).toEqual(['0 - 0+6', '1 - 0+4']);
  });

  it('go by links, several choices and computed cells, faults among them', async () => {
    const titles = (cell: unknown) => (cell as { title: string }[]).map(({ title }) => title).join('');
    await arrange({ groups: keys('Next') });
    expect(await heads(titles)).toEqual(['0 - 0+3', '0 F 3+1', '0 FB 4+2']);
    await arrange({ groups: keys('-Tags') });
    expect(await heads((cell) => (cell as string[]).map(state).join(''))).toEqual([
      ...['0 BlueRed 0+1', '0 RedBlue 1+1', '0 Red 2+3', '0 - 5+1'],
    ]);
    await arrange({ groups: keys('Failing') });
    expect(await heads((cell) => JSON.stringify(cell))).toEqual([
      ...['0 2.5 0+2', '0 4 2+1', '0 10 3+1', '0 {"error":"#ERROR!"} 4+2'],
    ]);
  });

  it('have only the rows that the filter keeps', async () => {
    const filter = {
      conjunction: 'and',
      conditions: [{ fieldId: fields['Points'], operator: 'isNotEmpty' }],
    };
    await arrange({ filter, groups: keys('State'), summaries: by({ Points: 'sum' }) });
    expect(await heads(state)).toEqual(['0 - 0+1', '0 Open 1+2', '0 Late 3+2']);
    const { groupedBy, kinds, total, summaries, groups } = await ask();
    expect([groupedBy, kinds]).toEqual([[fields['State']], { [fields['Points'] as string]: 'sum' }]);
    expect([total, summaries, groups?.map((group) => group.summaries)]).toEqual([
      5,
      { [fields['Points'] as string]: 11.5 },
      [4, 6.5, 1].map((sum) => ({ [fields['Points'] as string]: sum })),
    ]);
  });

  it('are told with their numbers, the whole view too', async () => {
    const told: [SummaryKind, unknown][] = [
      ['sum', 11.5],
      ['average', 2.3],
      ['median', 2.5],
      ['min', 0],
      ['max', 4],
      ['range', 4],
      ['histogram', { histogram: { from: 0, to: 4, counts: [1, 0, 1, 0, 0, 0, 1, 0, 0, 2] } }],
      ['filled', 5],
      ['empty', 1],
      ['percentFilled', 5 / 6],
      ['percentEmpty', 1 / 6],
      ['unique', 4],
    ];
    for (const [kind, value] of told)
      expect([kind, ...(await summed({ Points: kind }))]).toEqual([kind, value]);
  });

  it('are told with their dates as cells have them', async () => {
    expect(await summed({ Due: 'earliest', At: 'earliest' })).toEqual([
      '2026-02-01',
      '2026-01-01T23:30:00.000Z',
    ]);
    expect(await summed({ Due: 'latest', At: 'latest' })).toEqual(['2026-03-05', '2026-01-03T00:00:00.000Z']);
    expect(await summed({ Due: 'dayRange', At: 'dayRange' })).toEqual([32, 1]);
  });

  it('count what is filled, and what differs', async () => {
    expect(
      await summed({ Done: 'filled', Tags: 'filled', Next: 'filled', Failing: 'filled', Code: 'filled' }),
    ).toEqual([2, 5, 3, 6, 2]);
    expect(await summed({ Done: 'percentEmpty', Next: 'empty' })).toEqual([4 / 6, 3]);
    expect(
      await summed({
        Tags: 'unique',
        Next: 'unique',
        Failing: 'unique',
        Code: 'unique',
        State: 'unique',
        Plain: 'unique',
      }),
    ).toEqual([3, 2, 4, 2, 2, 0]);
  });

  it('leave faults out of numbers', async () => {
    expect(await summed({ Failing: 'sum' })).toEqual([19]);
    expect(await summed({ Failing: 'max' })).toEqual([10]);
  });

  it('are null where there are more than a view shows', async () => {
    const big = await api.base(mia, [
      {
        name: 'Many',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'N', type: 'number', options: { precision: 0 } },
        ],
      },
    ]);
    const many = big.tables[0];
    const place = `/v1/bases/${big.id}/tables/${many.id}`;
    const [name, number] = many.fields.map(({ id }: { id: string }) => id);
    await mia.patch(`${place}/views/${many.views[0].id}`, {
      groups: [{ fieldId: number, direction: 'desc' }],
      summaries: { [number]: 'sum' },
    });
    const create = (from: number, count: number) =>
      mia.post(`/v1/bases/${big.id}/ops`, {
        id: crypto.randomUUID(),
        kind: 'records.create',
        tableId: many.id,
        records: Array.from({ length: count }, (_, at) => ({
          cells: { [name]: `row ${from + at}`, [number]: from + at },
        })),
      });
    for (let from = 0; from < VIEW_LIMITS.groupHeads; from += 1_000) await create(from, 1_000);
    const full = (await mia.get(`${place}/groups?view=${many.views[0].id}`)).body as ViewGroups;
    expect([full.groups?.length, full.groups?.at(-1)]).toEqual([
      VIEW_LIMITS.groupHeads,
      { level: 0, cell: 0, start: VIEW_LIMITS.groupHeads - 1, count: 1, summaries: { [number]: 0 } },
    ]);
    await create(VIEW_LIMITS.groupHeads, 1);
    const over = (await mia.get(`${place}/groups?view=${many.views[0].id}`)).body as ViewGroups;
    expect([over.total, over.groups, over.summaries]).toEqual([10_001, null, { [number]: 50_005_000 }]);
  });

  it('are told without a summary that does not fit its field any more, and forget a field that is deleted', async () => {
    await arrange({
      groups: keys('Plain', 'State'),
      summaries: by({ Points: 'sum', Due: 'latest', Name: 'filled' }),
    });
    const converted = await mia.post(`${table()}/fields/${fields['Points']}/conversion`, {
      type: 'singleLineText',
    });
    expect(converted.status).toBe(200);
    expect((await ask()).summaries).toEqual({
      [fields['Due'] as string]: '2026-03-05',
      [fields['Name'] as string]: 6,
    });
    for (const name of ['Plain', 'Due']) await mia.delete(`${table()}/fields/${fields[name]}`);
    const { summaries, groups } = await ask();
    expect(summaries).toEqual({ [fields['Name'] as string]: 6 });
    expect(groups?.map(({ level, count }) => [level, count])).toEqual([1, 3, 2].map((count) => [0, count]));
  });

  it('take a choice that there is no more for an empty cell', async () => {
    const place = `${table()}/fields/${fields['State']}`;
    const change = async (kept: { id?: string; name: string }[]) => {
      const changed = await mia.patch(place, { options: { choices: kept } });
      expect([changed.status, changed.text]).toEqual([200, changed.text]);
    };
    const told = async (sort: string) => {
      await arrange({ groups: keys('State'), sort: keys(sort), summaries: by({ State: 'unique' }) });
      const { groups, summaries } = await ask();
      return [
        ...(groups ?? []).map(({ cell, start, count }) => [cell, start, count]),
        summaries[fields['State'] as string],
      ];
    };
    const [open, closed, late] = ['Open', 'Closed', 'Late'].map((name) => ({
      id: choices[name] as string,
      name,
    }));
    // More of them than are looked through one by one.
    const many = Array.from({ length: 30 }, (_, at) => ({ name: `More ${at}` }));
    await change([...many, late, open, closed] as { name: string }[]);
    expect(await told('Name')).toEqual([[undefined, 0, 1], [late?.id, 1, 2], [open?.id, 3, 3], 2]);
    await change([...many, open, closed] as { name: string }[]);
    for (const sort of ['Name', '-Name'])
      expect(await told(sort)).toEqual([[undefined, 0, 3], [open?.id, 3, 3], 1]);
    await change([open, closed] as { name: string }[]);
    for (const sort of ['Name', '-Name'])
      expect(await told(sort)).toEqual([[undefined, 0, 3], [open?.id, 3, 3], 1]);
  });
});

describe('summaries of chosen rows', () => {
  let api: ApiHarness;
  let mia: Client;
  let place: string;
  let viewId: string;
  let ids: string[];
  const fields: Record<string, string> = {};

  const ask = (body: object) => mia.post(`${place}/summaries`, body);
  /** Sum of the numbers of the rows; they tell by their digits which rows those are. */
  async function sum(chosen: object): Promise<unknown> {
    const answer = await ask({ summaries: { [fields['N'] as string]: 'sum' }, ...chosen });
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    return answer.body.summaries[fields['N'] as string];
  }

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'Rows',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'N', type: 'number', options: { precision: 0 } },
          { name: 'Kind', type: 'singleLineText' },
        ],
      },
    ]);
    const [table] = base.tables;
    for (const { id, name } of table.fields) fields[name] = id;
    place = `/v1/bases/${base.id}/tables/${table.id}`;
    viewId = table.views[0].id;
    await mia.post(`${place}/fields`, { name: 'Twice', type: 'formula', options: { formula: '{N} * 2' } });
    for (const { id, name } of (await mia.get(`/v1/bases/${base.id}`)).body.tables[0].fields)
      fields[name] = id;
    const made = await mia.post(`/v0/${base.id}/${table.id}`, {
      records: [1, 10, 100, 1_000, 10_000].map((n, at) => ({
        fields: { Name: `r${at}`, N: n, Kind: at % 2 === 0 ? 'even' : 'odd' },
      })),
    });
    ids = made.body.records.map(({ id }: { id: string }) => id);
    await mia.patch(`${place}/views/${viewId}`, {
      filterFormula: '{N} > 1',
      groups: [{ fieldId: fields['Kind'], direction: 'desc' }],
      sort: [{ fieldId: fields['N'], direction: 'desc' }],
    });
  });
  afterAll(() => api.stop());

  it('are of all rows, or of all that a view keeps', async () => {
    expect(await sum({})).toBe(11_111);
    expect(await sum({ view: viewId })).toBe(11_110);
  });

  it('are none where none is asked for, however many rows there are', async () => {
    for (const chosen of [{}, { ranges: [{ start: 0, end: 3 }] }]) {
      const { status, body } = await ask({ summaries: {}, ...chosen });
      expect([status, body.summaries]).toEqual([200, {}]);
    }
  });

  it('go by the places of a view, each row once, by one statement', async () => {
    expect(await sum({ view: viewId, ranges: [{ start: 0, end: 1 }] })).toBe(1_000);
    const twice = [
      { start: 1, end: 3 },
      { start: 2, end: 3 },
    ];
    expect(await sum({ view: viewId, ranges: twice })).toBe(10_010);
    expect(await sum({ ranges: [{ start: 0, end: 2 }] })).toBe(11);
    expect(await sum({ ranges: [{ start: 4, end: Number.MAX_SAFE_INTEGER }] })).toBe(10_000);
    const scattered = [
      { start: 4, end: 5 },
      { start: 0, end: 1 },
      { start: 2, end: 2 },
      { start: 1, end: 2 },
      { start: 0, end: 2 },
      { start: 9, end: 3 },
    ];
    expect(await sum({ ranges: scattered })).toBe(10_011);
    const { statements } = await ask({
      view: viewId,
      summaries: { [fields['Twice'] as string]: 'sum' },
      ranges: twice,
      recordIds: ids,
    });
    expect(statements).toBe(1);
  });

  it('go by name within the view, beside places', async () => {
    expect(await sum({ recordIds: ids.slice(0, 2) })).toBe(11);
    expect(await sum({ view: viewId, recordIds: ids.slice(0, 2) })).toBe(10);
    expect(await sum({ view: viewId, recordIds: ids.slice(0, 2), ranges: [{ start: 2, end: 3 }] })).toBe(
      10_010,
    );
  });

  it('are of nothing where no row is chosen', async () => {
    const summaries = {
      [fields['N'] as string]: 'average',
      [fields['Twice'] as string]: 'percentFilled',
      [fields['Kind'] as string]: 'filled',
    };
    for (const chosen of [{ ranges: [] }, { recordIds: [] }, { ranges: [{ start: 3, end: 1 }] }])
      expect((await ask({ summaries, ...chosen })).body.summaries).toEqual({
        [fields['N'] as string]: null,
        [fields['Twice'] as string]: null,
        [fields['Kind'] as string]: 0,
      });
  });

  it.each([
    ['a summary that the field has not', () => ({ summaries: { [fields['Kind'] as string]: 'sum' } })],
    ['a field of no table', () => ({ summaries: { fldAAAAAAAAAAAAAA: 'filled' } })],
    ['a summary unknown', () => ({ summaries: { [fields['Kind'] as string]: 'mode' } })],
    ['no summaries', () => ({})],
    ['a place below none', () => ({ summaries: {}, ranges: [{ start: -1, end: 1 }] })],
    ['a place beyond whole numbers', () => ({ summaries: {}, ranges: [{ start: 1e300, end: 1e301 }] })],
    ['an id of something else', () => ({ summaries: {}, recordIds: [viewId] })],
  ])('refuse %s with a reason', async (_what, body) => {
    const refused = await ask(body());
    expect([refused.status, typeof refused.body.error.type]).toEqual([422, 'string']);
  });

  it('have no sum of numbers that leave the range of a double, and no faults', async () => {
    const large = [1.7e308, 1.7e308, -1.7e308].map((n) => ({ cells: { [fields['N'] as string]: n } }));
    const baseId = place.split('/')[3] as string;
    const tableId = place.split('/')[5] as string;
    const made = await mia.post(`/v1/bases/${baseId}/ops`, {
      id: crypto.randomUUID(),
      kind: 'records.create',
      tableId,
      records: large,
    });
    const told = async (kind: SummaryKind, name = 'N') =>
      (await ask({ summaries: { [fields[name] as string]: kind }, recordIds: made.body.recordIds })).body
        .summaries[fields[name] as string];
    expect(await told('max')).toBe(1.7e308);
    expect([await told('sum'), await told('average'), await told('range')]).toEqual([null, null, null]);
    expect(await told('median')).toBe(1.7e308);
    expect(await told('histogram')).toEqual({
      histogram: { from: -1.7e308, to: 1.7e308, counts: [1, 0, 0, 0, 0, 0, 0, 0, 0, 2] },
    });
    expect([await told('max', 'Twice'), await told('filled', 'Twice')]).toEqual([null, 3]);
  });
});
