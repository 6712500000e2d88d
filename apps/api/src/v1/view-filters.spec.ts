import type { FilterCondition, FilterGroup, FilterOperator } from '@pyairtable/contracts';
import { type FormulaRow, RowFilter, shownModel } from '@pyairtable/core';
import { ApiHarness, type Client } from '../testing/api-harness';

const DAY = 86_400_000;
const day = (offset: number) => new Date(Date.now() + offset * DAY).toISOString().slice(0, 10);

/** What a view keeps, told by the conditions that it has as data: in lists by view and in the windows of a grid. */
describe('the filter of a view', () => {
  let api: ApiHarness;
  let mia: Client;
  let noa: Client;
  let baseId: string;
  let tableId: string;
  let viewId: string;
  const fields: Record<string, string> = {};
  const choices: Record<string, string> = {};
  const records: Record<string, string> = {};

  const view = () => `/v1/bases/${baseId}/tables/${tableId}/views/${viewId}`;
  const condition = (name: string, operator: FilterOperator, value?: FilterCondition['value']) => ({
    fieldId: fields[name] as string,
    operator,
    ...(value === undefined ? {} : { value }),
  });
  const group = (conjunction: 'and' | 'or', ...conditions: FilterGroup['conditions']): FilterGroup => ({
    conjunction,
    conditions,
  });
  /** Ids of the records that a page which has them keeps by itself. */
  async function keptByRows(filter: FilterGroup, by: Client): Promise<string[]> {
    const table = shownModel((await by.get(`/v1/bases/${baseId}`)).body.tables).table(tableId);
    const rowFilter = new RowFilter(filter, table, { userId: by.userId, now: Date.now() });
    const { rows } = (await by.get(`/v1/bases/${baseId}/tables/${tableId}/rows?start=0&limit=100`)).body;
    return rows.flatMap((row: FormulaRow) => (rowFilter.keeps(row) ? row.id : []));
  }
  /** Names of the records that the view keeps, as a list and a window of it tell them alike. */
  async function kept(filter: FilterGroup, by = mia): Promise<string> {
    const changed = await mia.patch(view(), { filter });
    expect([changed.status, changed.text]).toEqual([200, changed.text]);
    const window = await by.get(
      `/v1/bases/${baseId}/tables/${tableId}/rows?view=${viewId}&start=0&limit=100`,
    );
    const listed = await by.get(`/v0/${baseId}/${tableId}?view=${viewId}`);
    const ids = await by.get(
      `/v1/bases/${baseId}/tables/${tableId}/rows/ids?view=${viewId}&start=0&limit=100`,
    );
    const names = window.body.rows.map(
      ({ cells }: { cells: Record<string, string> }) => cells[fields['Name'] as string],
    );
    expect(listed.body.records.map((record: { fields: { Name: string } }) => record.fields.Name)).toEqual(
      names,
    );
    expect(ids.body.ids).toEqual(window.body.rows.map(({ id }: { id: string }) => id));
    expect([window.body.total, listed.statements, ids.statements]).toEqual([names.length, 1, 1]);
    expect(await keptByRows(filter, by)).toEqual(ids.body.ids);
    return names.join('');
  }
  const keptBy = (name: string, operator: FilterOperator, value?: FilterCondition['value'], by = mia) =>
    kept(group('and', condition(name, operator, value)), by);

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    noa = await api.client();
    const select = (names: string[]) => ({ choices: names.map((name) => ({ name })) });
    const base = await api.base(mia, [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Note', type: 'multilineText' },
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
          { name: 'Owner', type: 'singleCollaborator' },
        ],
      },
    ]);
    baseId = base.id;
    tableId = base.tables[0].id;
    await api.share(baseId, noa.userId, 'edit');
    // People are known once they have asked for something.
    await noa.get(`/v1/bases/${baseId}`);
    const table = `/v1/bases/${baseId}/tables/${tableId}`;
    await mia.post(`${table}/fields`, {
      name: 'Next',
      type: 'multipleRecordLinks',
      options: { linkedTableId: tableId },
    });
    await mia.post(`${table}/fields`, {
      name: 'Twice',
      type: 'formula',
      options: { formula: '{Points} * 2' },
    });
    await mia.post(`${table}/fields`, {
      name: 'Failing',
      type: 'formula',
      options: { formula: 'IF({Points} = 0, ERROR(), {Points})' },
    });
    const shown = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0];
    viewId = shown.views[0].id;
    for (const field of shown.fields) {
      fields[field.name] = field.id;
      for (const { id, name } of field.options?.choices ?? []) choices[name] = id;
    }
    const made = await mia.post(`/v0/${baseId}/${tableId}`, {
      records: [
        {
          Name: 'A',
          Note: 'Ärger "quoted"',
          Points: 0,
          State: 'Open',
          Tags: ['Red'],
          Due: day(0),
          At: '2026-01-01T04:30:00Z',
        },
        {
          Name: 'B',
          Note: 'an ärgerlich text',
          Points: -2.5,
          Done: true,
          State: 'Closed',
          Tags: ['Red', 'Blue'],
          Due: day(-1),
        },
        { Name: 'C', Points: 7, State: 'Late', Tags: ['Green'], Due: day(5), Owner: { id: mia.userId } },
        { Name: 'D', Note: 'text', Owner: { id: noa.userId }, At: '2026-01-01T05:30:00Z' },
        { Name: 'E', Points: 7.5, Due: '2026-03-01' },
      ].map((cells) => ({ fields: cells })),
    });
    expect([made.status, made.text]).toEqual([200, made.text]);
    for (const { id, fields: cells } of made.body.records) records[cells.Name] = id;
    await mia.patch(`/v0/${baseId}/${tableId}`, {
      records: [
        { id: records['A'], fields: { Next: [records['B'], records['C']] } },
        { id: records['B'], fields: { Next: [records['C']] } },
      ],
    });
  });
  afterAll(() => api.stop());

  it('asks texts without regard to case', async () => {
    expect(await keptBy('Note', 'contains', 'ÄRGER')).toBe('AB');
    expect(await keptBy('Note', 'doesNotContain', 'ärger')).toBe('CDE');
    expect(await keptBy('Note', 'is', 'TEXT')).toBe('D');
    expect(await keptBy('Note', 'isNot', 'text')).toBe('ABCE');
    expect(await keptBy('Note', 'contains', '"quoted"')).toBe('A');
    expect(await keptBy('Note', 'isEmpty')).toBe('CE');
    expect(await keptBy('Note', 'isNotEmpty')).toBe('ABD');
  });

  it('tells 0 from no number', async () => {
    expect(await keptBy('Points', 'is', 0)).toBe('A');
    expect(await keptBy('Points', 'isNot', 0)).toBe('BCDE');
    expect(await keptBy('Points', 'isLess', 7)).toBe('AB');
    expect(await keptBy('Points', 'isGreaterOrEqual', -2.5)).toBe('ABCE');
    expect(await keptBy('Points', 'isGreater', 7)).toBe('E');
    expect(await keptBy('Points', 'isLessOrEqual', 1e-7)).toBe('AB');
    expect(await keptBy('Points', 'isEmpty')).toBe('D');
  });

  it('asks computed fields like those of their result, and keeps faults out of comparisons', async () => {
    expect(await keptBy('Twice', 'isGreater', 14)).toBe('E');
    expect(await keptBy('Failing', 'isGreater', 0)).toBe('CE');
    expect(await keptBy('Failing', 'isNotEmpty')).toBe('ABCDE');
  });

  it('asks boxes, choices and several choices', async () => {
    expect(await keptBy('Done', 'is', true)).toBe('B');
    expect(await keptBy('Done', 'is', false)).toBe('ACDE');
    expect(await keptBy('State', 'is', choices['Open'])).toBe('A');
    expect(await keptBy('State', 'isNot', choices['Open'])).toBe('BCDE');
    expect(await keptBy('State', 'isAnyOf', [choices['Open'] as string, choices['Late'] as string])).toBe(
      'AC',
    );
    expect(await keptBy('State', 'isNoneOf', [choices['Open'] as string, choices['Late'] as string])).toBe(
      'BDE',
    );
    expect(await keptBy('Tags', 'hasAnyOf', [choices['Green'] as string, choices['Blue'] as string])).toBe(
      'BC',
    );
    expect(await keptBy('Tags', 'hasAllOf', [choices['Red'] as string, choices['Blue'] as string])).toBe('B');
    expect(await keptBy('Tags', 'isExactly', [choices['Red'] as string])).toBe('A');
    expect(await keptBy('Tags', 'hasNoneOf', [choices['Red'] as string])).toBe('CDE');
    expect(await keptBy('Tags', 'isEmpty')).toBe('DE');
  });

  it('asks people, and who asks is whoever reads the view', async () => {
    expect(await keptBy('Owner', 'is', 'me')).toBe('C');
    expect(await keptBy('Owner', 'is', 'me', noa)).toBe('D');
    expect(await keptBy('Owner', 'isAnyOf', [mia.userId, noa.userId])).toBe('CD');
    expect(await keptBy('Owner', 'isEmpty')).toBe('ABE');
  });

  it('asks links by record and by title', async () => {
    expect(await keptBy('Next', 'hasAnyOf', [records['B'] as string])).toBe('A');
    expect(await keptBy('Next', 'isExactly', [records['C'] as string])).toBe('B');
    expect(await keptBy('Next', 'contains', 'c')).toBe('AB');
    expect(await keptBy('Next', 'isEmpty')).toBe('CDE');
  });

  it('asks days as of today, and times by the days of a zone', async () => {
    expect(await keptBy('Due', 'is', { mode: 'today' })).toBe('A');
    expect(await keptBy('Due', 'isBefore', { mode: 'today' })).toBe('BE');
    expect(await keptBy('Due', 'isOnOrAfter', { mode: 'yesterday' })).toBe('ABC');
    expect(await keptBy('Due', 'isWithin', { mode: 'nextNumberOfDays', numberOfDays: 5 })).toBe('AC');
    expect(await keptBy('Due', 'isWithin', { mode: 'pastWeek' })).toBe('AB');
    expect(await keptBy('Due', 'isNot', { mode: 'exactDate', exactDate: '2026-03-01' })).toBe('ABCD');
    const last = { mode: 'exactDate', exactDate: '2025-12-31' } as const;
    expect(await keptBy('At', 'is', last)).toBe('');
    expect(await keptBy('At', 'is', { ...last, timeZone: 'America/New_York' })).toBe('A');
    expect(await keptBy('At', 'isAfter', { ...last, timeZone: 'America/New_York' })).toBe('D');
  });

  it('joins conditions and groups of them, and leaves out what is not complete', async () => {
    const nested = group(
      'or',
      condition('Name', 'is', 'e'),
      group(
        'and',
        condition('Points', 'isLess', 1),
        group('or', condition('Done', 'is', true), condition('Name', 'is', 'd')),
      ),
    );
    expect(await kept(nested)).toBe('BE');
    expect(await kept(group('and', condition('Note', 'contains'), condition('Points', 'is')))).toBe('ABCDE');
    expect(await kept(group('and', condition('Note', 'contains', ''), condition('Done', 'is', true)))).toBe(
      'B',
    );
    expect(await kept(group('and'))).toBe('ABCDE');
  });

  it('holds beside a formula, a filter of the request, and an order', async () => {
    await mia.patch(view(), {
      filter: group('and', condition('Points', 'isNotEmpty')),
      filterFormula: '{Points} >= 0',
      sort: [{ fieldId: fields['Points'], direction: 'desc' }],
    });
    const window = await mia.get(`/v1/bases/${baseId}/tables/${tableId}/rows?view=${viewId}&start=1&limit=2`);
    expect(window.body).toMatchObject({ total: 3, rows: [{ id: records['C'] }, { id: records['A'] }] });
    const page = await mia.get(`/v0/${baseId}/${tableId}?view=${viewId}&filterByFormula=Name%3D%22C%22`);
    expect(page.body.records.map(({ id }: { id: string }) => id)).toEqual([records['C']]);
    const stored = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0].views[0];
    expect(stored.filterFormula).toBe(`{${fields['Points']}} >= 0`);
    const cleared = await mia.patch(view(), { filterFormula: '', sort: [], filter: group('and') });
    expect(Object.keys(cleared.body)).toEqual(['id', 'name', 'type', 'sort']);
  });

  it('groups rows before it sorts them', async () => {
    const groups = [{ fieldId: fields['State'], direction: 'desc' }];
    await mia.patch(view(), { groups, sort: [{ fieldId: fields['Name'], direction: 'desc' }] });
    const window = await mia.get(`/v1/bases/${baseId}/tables/${tableId}/rows?view=${viewId}&start=0&limit=9`);
    expect(window.body.rows.map(({ id }: { id: string }) => id)).toEqual(
      ['C', 'B', 'A', 'E', 'D'].map((name) => records[name]),
    );
    await mia.patch(view(), { groups: [], sort: [] });
  });

  it.each([
    ['an operator that the field has not', () => group('and', condition('Done', 'contains', 'x'))],
    [
      'an operator that nothing has',
      () => ({ conjunction: 'and', conditions: [{ fieldId: fields['Done'], operator: 'isNear' }] }),
    ],
    ['a field of no table', () => group('and', { fieldId: 'fldAAAAAAAAAAAAAA', operator: 'isEmpty' })],
    [
      'more conditions than there may be',
      () =>
        group(
          'or',
          ...[0, 1].map(() =>
            group('and', ...Array.from({ length: 60 }, () => condition('Done', 'is', true))),
          ),
        ),
    ],
    ['groups too deep', () => group('and', group('and', group('and', group('and'))))],
    ['a formula that is wrong', () => '{Points'],
  ])('refuses %s with a reason, and stays as it was', async (_what, make) => {
    await mia.patch(view(), { filter: group('and', condition('Done', 'is', true)) });
    const given = make();
    const refused = await mia.patch(
      view(),
      typeof given === 'string' ? { filterFormula: given } : { filter: given },
    );
    expect([refused.status, typeof refused.body.error.type]).toEqual([422, 'string']);
    expect(await kept((await mia.get(`/v1/bases/${baseId}`)).body.tables[0].views[0].filter)).toBe('B');
  });

  it('forgets a field that is deleted', async () => {
    const filter = group('and', condition('Done', 'is', true), group('or', condition('Tags', 'isEmpty')));
    await mia.patch(view(), { filter, groups: [{ fieldId: fields['Tags'], direction: 'asc' }] });
    await mia.delete(`/v1/bases/${baseId}/tables/${tableId}/fields/${fields['Tags']}`);
    const stored = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0].views[0];
    expect(stored).toMatchObject({ filter: group('and', condition('Done', 'is', true)), groups: [] });
  });
});
