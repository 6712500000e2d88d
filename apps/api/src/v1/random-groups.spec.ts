import type { Field, Summaries, SummaryKind, View } from '@pyairtable/contracts';
import fc from 'fast-check';
import { ApiHarness, type Client } from '../testing/api-harness';
import { plainGroups, type PlainRow, plainSummaries } from '../testing/plain-groups';

const RUNS = Number(process.env['GROUP_RUNS'] ?? (process.env['SOAK'] ? 2_000 : 25));

const select = (names: string[]) => ({ choices: names.map((name) => ({ name })) });
const NUMBERS: SummaryKind[] = ['sum', 'average', 'median', 'min', 'max', 'range', 'histogram'];
const DATES: SummaryKind[] = ['earliest', 'latest', 'dayRange'];
const FILLING: SummaryKind[] = ['filled', 'empty', 'percentFilled', 'percentEmpty'];

/** Fields that are given cells, with some of the few that they have: a group of one row tells little. */
const GIVEN: { field: object; kinds: SummaryKind[]; cells: unknown[] }[] = [
  {
    field: { name: 'Name', type: 'singleLineText' },
    kinds: ['unique'],
    cells: ['a', 'A', 'á', 'a 2', 'a 10', '#1'],
  },
  { field: { name: 'Long', type: 'multilineText' }, kinds: ['unique'], cells: ['x', 'x\ny', 'X'] },
  {
    field: { name: 'N', type: 'number', options: { precision: 2 } },
    kinds: [...NUMBERS, 'unique'],
    cells: [0, 1, -3.5, 2.25, 1e6],
  },
  {
    field: { name: 'Stars', type: 'rating', options: { max: 5, icon: 'star', color: 'yellowBright' } },
    kinds: [...NUMBERS, 'unique'],
    cells: [1, 3, 5],
  },
  {
    field: { name: 'One', type: 'singleSelect', options: select(['c', 'b', 'a']) },
    kinds: ['unique'],
    cells: ['a', 'b', 'c'],
  },
  {
    field: { name: 'Some', type: 'multipleSelects', options: select(['y', 'x']) },
    kinds: ['unique'],
    cells: [['x'], ['x', 'y'], ['y', 'x']],
  },
  {
    field: { name: 'Box', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
    kinds: [],
    cells: [true],
  },
  {
    field: { name: 'Day', type: 'date', options: { dateFormat: { name: 'iso' } } },
    kinds: [...DATES, 'unique'],
    cells: ['2026-02-28', '2026-03-01', '1999-12-31'],
  },
  {
    field: {
      name: 'Time',
      type: 'dateTime',
      options: { dateFormat: { name: 'iso' }, timeFormat: { name: '24hour' }, timeZone: 'utc' },
    },
    kinds: [...DATES, 'unique'],
    cells: ['2026-02-28T23:59:59.999Z', '2026-03-01T00:00:00.000Z', '2026-03-02T23:59:59.998Z'],
  },
  {
    field: { name: 'Code', type: 'barcode' },
    kinds: ['unique'],
    cells: [{ text: '1' }, { text: '1', type: 'ean8' }, { text: '2' }],
  },
];

const COMPUTED: { field: (links: string, number: string) => object; kinds: SummaryKind[] }[] = [
  {
    field: () => ({ name: 'Text', type: 'formula', options: { formula: '{Name} & {One}' } }),
    kinds: ['unique'],
  },
  {
    field: () => ({ name: 'Faulty', type: 'formula', options: { formula: 'IF({N} = 0, ERROR(), {N} / 2)' } }),
    kinds: [...NUMBERS, 'unique'],
  },
  {
    field: () => ({ name: 'Endless', type: 'formula', options: { formula: 'IF({N} = 1, 1 / 0, {Stars})' } }),
    kinds: [...NUMBERS, 'unique'],
  },
  {
    field: () => ({
      name: 'Next',
      type: 'formula',
      options: { formula: "IF({Box}, ERROR(), DATEADD({Day}, 1, 'days'))" },
    }),
    kinds: [...DATES, 'unique'],
  },
  {
    field: (links, number) => ({
      name: 'Total',
      type: 'rollup',
      options: { recordLinkFieldId: links, fieldIdInLinkedTable: number, formula: 'SUM(values)' },
    }),
    kinds: [...NUMBERS, 'unique'],
  },
  {
    field: (links, number) => ({
      name: 'Numbers',
      type: 'multipleLookupValues',
      options: { recordLinkFieldId: links, fieldIdInLinkedTable: number },
    }),
    kinds: ['unique'],
  },
  {
    field: (links) => ({ name: 'Links of it', type: 'count', options: { recordLinkFieldId: links } }),
    kinds: [...NUMBERS, 'unique'],
  },
];

/** Groups, summaries of views and of chosen rows, against what follows from the rows that the same views serve. */
describe('heads and summaries of random views', () => {
  let api: ApiHarness;
  let mia: Client;
  let place: string;
  let viewId: string;
  let fields: Field[];
  const kinds = new Map<string, SummaryKind[]>();

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [{ name: 'Rows', fields: GIVEN.map(({ field }) => field) }]);
    const [table] = base.tables;
    place = `/v1/bases/${base.id}/tables/${table.id}`;
    viewId = table.views[0].id;
    const add = async (field: object): Promise<string> => {
      const made = await mia.post(`${place}/fields`, field);
      expect([made.status, made.text]).toEqual([201, made.text]);
      return made.body.id;
    };
    const links = await add({
      name: 'Links',
      type: 'multipleRecordLinks',
      options: { linkedTableId: table.id },
    });
    const number = table.fields.find(({ name }: Field) => name === 'N').id;
    for (const { field } of COMPUTED) await add(field(links, number));
    fields = (await mia.get(`/v1/bases/${base.id}`)).body.tables[0].fields.filter(
      ({ type, id }: Field) => type !== 'multipleRecordLinks' || id === links,
    );
    const own = new Map(
      [...GIVEN, ...COMPUTED.map((one) => ({ ...one, field: one.field('', '') }))].map((one) => [
        (one.field as Field).name,
        one.kinds,
      ]),
    );
    for (const { id, name } of fields) kinds.set(id, [...(own.get(name) ?? ['unique']), ...FILLING]);
    const draw = fc.record(
      Object.fromEntries(
        GIVEN.map(({ field, cells }) => [
          (field as { name: string }).name,
          fc.option(fc.constantFrom(...cells), { freq: 4, nil: undefined }),
        ]),
      ),
    );
    const drawn = fc.sample(draw, { numRuns: 60, seed: 7 });
    const ids: string[] = [];
    for (let from = 0; from < drawn.length; from += 10) {
      const made = await mia.post(`/v0/${base.id}/${table.id}`, {
        records: drawn.slice(from, from + 10).map((cells) => ({ fields: cells })),
      });
      expect([made.status, made.text]).toEqual([200, made.text]);
      ids.push(...made.body.records.map(({ id }: { id: string }) => id));
    }
    const chosen = fc.sample(fc.subarray(ids.slice(0, 4), { maxLength: 2 }), { numRuns: 60, seed: 8 });
    for (let from = 0; from < ids.length; from += 10)
      await mia.patch(`/v0/${base.id}/${table.id}`, {
        records: ids
          .slice(from, from + 10)
          .map((id, at) => ({ id, fields: { Links: chosen[from + at] as string[] } })),
      });
  });
  afterAll(() => api?.stop());

  const arbitraryView = () => {
    const keys = (maxLength: number) =>
      fc
        .uniqueArray(fc.constantFrom(...fields), { maxLength, selector: ({ id }) => id })
        .chain((of) =>
          fc.tuple(
            ...of.map(({ id: fieldId }) =>
              fc.constantFrom({ fieldId, direction: 'asc' }, { fieldId, direction: 'desc' }),
            ),
          ),
        );
    return fc.record({
      groups: keys(3),
      sort: keys(2),
      filterFormula: fc.constantFrom('', '', '{N} > 0', 'NOT({Box})', '{Total} > 1', 'FALSE()'),
      summaries: fc.record(
        Object.fromEntries(
          fields.map(({ id }) => [id, fc.constantFrom(...(kinds.get(id) as SummaryKind[]), null)]),
        ),
      ),
    }) as fc.Arbitrary<
      Pick<View, 'groups' | 'sort' | 'filterFormula'> & { summaries: Record<string, SummaryKind | null> }
    >;
  };

  it(`are those of their rows (${RUNS} views)`, { timeout: 3_600_000 }, async () => {
    const range = fc.record({ start: fc.nat(70), end: fc.nat(70) });
    await fc.assert(
      fc.asyncProperty(
        arbitraryView(),
        fc.option(fc.array(range, { maxLength: 3 }), { nil: undefined }),
        fc.option(fc.array(fc.nat(59), { maxLength: 6 }), { nil: undefined }),
        async (view, ranges, named) => {
          const changed = await mia.patch(`${place}/views/${viewId}`, view);
          expect([changed.status, changed.text]).toEqual([200, changed.text]);
          const all: PlainRow[] = (await mia.get(`${place}/rows?start=0&limit=100`)).body.rows;
          const rows: PlainRow[] = (await mia.get(`${place}/rows?view=${viewId}&start=0&limit=100`)).body
            .rows;
          const wanted = Object.fromEntries(
            Object.entries(view.summaries).filter(([, kind]) => kind !== null),
          ) as Summaries;
          const by = (view.groups ?? []).map(
            ({ fieldId }) => fields.find(({ id }) => id === fieldId) as Field,
          );

          const told = (await mia.get(`${place}/groups?view=${viewId}`)).body;
          expect(told.total).toBe(rows.length);
          expect(told.summaries).toEqual(plainSummaries(rows, fields, wanted));
          expect(told.groups).toEqual(plainGroups(rows, fields, by, wanted));

          const recordIds = named?.map((at) => all[at]?.id as string);
          const isChosen = ({ id }: PlainRow, at: number) =>
            (!ranges && !recordIds) ||
            ranges?.some(({ start, end }) => start <= at && at < end) ||
            recordIds?.includes(id);
          const { body } = await mia.post(`${place}/summaries`, {
            view: viewId,
            summaries: wanted,
            ...(ranges ? { ranges } : {}),
            ...(recordIds ? { recordIds } : {}),
          });
          expect(body.summaries).toEqual(plainSummaries(rows.filter(isChosen), fields, wanted));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
