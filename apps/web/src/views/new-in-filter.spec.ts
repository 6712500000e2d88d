import type { FilterGroup, RowCell, Table } from '@pyairtable/contracts';
import { browserReader } from '@/cells/cell-context';
import { newInFilter } from './new-in-filter';

const table = {
  id: 'tblOne',
  name: 'One',
  primaryFieldId: 'fldText',
  views: [],
  fields: [
    { id: 'fldText', name: 'Text', type: 'singleLineText', options: {} },
    { id: 'fldOf', name: 'Of', type: 'multipleRecordLinks', options: { linkedTableId: 'tblOne' } },
    {
      id: 'fldState',
      name: 'State',
      type: 'singleSelect',
      options: { choices: [{ id: 'selA', name: 'A', color: 'blueLight2' }] },
    },
  ],
} as unknown as Table;

const made = (conditions: FilterGroup['conditions'], rows: Record<string, RowCell>[] = []) =>
  newInFilter(
    { conjunction: 'and', conditions },
    table,
    [table],
    browserReader({ collaborators: [], tables: [table] }),
    'usrMe',
    (index) => rows[index] && { cells: rows[index] },
  );

it('is given the links that the rows of the view show, with their titles', () => {
  const isOfA: FilterGroup['conditions'] = [{ fieldId: 'fldOf', operator: 'hasAllOf', value: ['recA'] }];
  const rows: Record<string, RowCell>[] = [
    {},
    {
      fldOf: [
        { id: 'recB', title: 'B' },
        { id: 'recA', title: 'Fern' },
      ],
    },
  ];
  expect(made(isOfA, rows)).toEqual({ cells: { fldOf: ['recA'] }, titles: { recA: 'Fern' } });
  // One that no row shows may be gone, and the record would be refused.
  expect(made(isOfA)).toEqual({ cells: {}, titles: {} });
});

it('is given no choice that is gone', () => {
  const is = (value: string) => made([{ fieldId: 'fldState', operator: 'is', value }]).cells;
  expect([is('selA'), is('selGone')]).toEqual([{ fldState: 'selA' }, {}]);
});
