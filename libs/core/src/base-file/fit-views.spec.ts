import { FILTER_LIMITS, type FilterGroup, VIEW_LIMITS } from '@pyairtable/contracts';
import { parseBaseFile } from './parse-base-file';

const OPEN = 'selOpen0000000001';

type Json = Record<string, unknown>;

const fileOf = (...views: Json[]): Json => ({
  name: 'Small',
  tables: [
    {
      name: 'Cards',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'Stage', type: 'singleSelect', options: { choices: [{ id: OPEN, name: 'Open' }] } },
        { name: 'Points', type: 'number', options: { precision: 0 } },
        { name: 'Twice', type: 'formula', options: { formula: '{Points} * 2' } },
      ],
      views: views.map((view, at) => ({ name: `View ${at}`, ...view })),
      records: [],
    },
  ],
});
const read = (file: Json) => {
  const outcome = parseBaseFile(file);
  if (!outcome.ok) return { errors: outcome.error };
  const { tables, ignored } = outcome.value;
  const { fields = [], views = [] } = tables[0] ?? {};
  return { ignored, views, ids: Object.fromEntries(fields.map(({ id, name }) => [name, id])) };
};
const and = (...conditions: Json[]) => ({ conjunction: 'and', conditions });
const errorOf = (path: string, message: string) => ({ errors: [{ path, message }] });

describe('what a base file says of views', () => {
  it('is kept as far as the fields give it, and told where they do not', () => {
    const fit = [
      { field: 'Stage', operator: 'is', value: OPEN },
      { field: 'Twice', operator: 'isGreater', value: 3 },
      { field: 'Name', operator: 'contains' },
      { field: 'Stage', operator: 'isAnyOf', value: [] },
    ];
    const unfit = [
      { field: 'Stage', operator: 'isGreater', value: 3 },
      { field: 'Stage', operator: 'is', value: 'selGone0000000001' },
      { field: 'Twice', operator: 'contains', value: '3' },
      { field: 'Name', operator: 'is', value: OPEN },
    ];
    const { views, ignored, ids } = read(
      fileOf(
        { colors: { field: 'Stage' }, filter: and(...fit) },
        { colors: { field: 'Points' }, filter: and(...fit, and(...unfit)), summaries: { Name: 'sum' } },
        { colors: { rules: [{ color: 'redBright', filter: and(...unfit) }] } },
      ),
    );
    const kept = and(...fit.map(({ field, ...rest }) => ({ fieldId: ids?.[field], ...rest })));
    expect(views).toMatchObject([
      { colors: { fieldId: ids?.['Stage'] }, filter: kept },
      { filter: kept },
      {},
    ]);
    expect(views?.map((view) => Object.keys(view).length)).toEqual([5, 4, 3]);
    expect(ignored).toEqual([
      'tables[0].views[1].filter',
      'tables[0].views[1].colors',
      'tables[0].views[1].summaries',
      'tables[0].views[2].colors',
    ]);
  });

  const some = (count: number, length = 1) =>
    Array.from({ length: count }, () => ({
      field: 'Name',
      operator: 'contains',
      value: 'x'.repeat(length),
    }));
  const long = and(...some(100, 1_000)) as unknown as FilterGroup;

  it.each<[string, Json[], string, string]>([
    [
      'more conditions than a filter has',
      [{ filter: and(and(...some(FILTER_LIMITS.conditions)), and(...some(1))) }],
      'tables[0].views[0]',
      `A filter has at most ${FILTER_LIMITS.conditions} conditions`,
    ],
    [
      'a colour that is none of choices',
      [{ colors: { rules: [{ color: 'mauveBright', filter: and(...some(1)) }] } }],
      'tables[0].views[0].colors.rules[0].color',
      'must be a colour of choices',
    ],
    [
      'a condition on a field that is not there',
      [{ colors: { rules: [{ color: 'redBright', filter: and({ field: 'Gone', operator: 'isEmpty' }) }] } }],
      'tables[0].views[0].colors.rules[0].filter.conditions[0].field',
      'no such field',
    ],
    [
      'a field by which records are grouped twice',
      [{ groups: [{ field: 'Name' }, { field: 'Name' }] }],
      'tables[0].views[0]',
      'A view groups by a field only once',
    ],
    [
      'too much for a view',
      [{ filter: long, colors: { rules: [{ color: 'redBright', filter: long }] } }],
      'tables[0].views[0]',
      'Conditions, colours and formulas of the view are too long',
    ],
    [
      'too much for the views of a table',
      Array.from({ length: Math.ceil(VIEW_LIMITS.allWritten / 100_000) }, () => ({ filter: long })),
      'tables[0].views',
      'Conditions, colours and formulas of all views of the table are too long together',
    ],
  ])('is refused with %s', (_what, views, path, message) => {
    expect(read(fileOf(...views))).toEqual(errorOf(path, message));
  });

  it('is beside marks of the base that are as short as elsewhere', () => {
    const file = { ...fileOf(), color: 'c'.repeat(41), icon: 'i'.repeat(40) };
    expect(read(file)).toEqual(errorOf('color', 'must have at most 40 characters'));
  });
});
