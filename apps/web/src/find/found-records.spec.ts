import type { Table } from '@pyairtable/contracts';
import { browserReader } from '@/cells/cell-context';
import { foundRecords } from './found-records';

const table = (id: string, name: string): Table => ({
  id,
  name,
  primaryFieldId: `${id} name`,
  fields: [
    { id: `${id} name`, name: 'Name', type: 'singleLineText' },
    { id: `${id} price`, name: 'Price', type: 'singleLineText' },
  ],
  views: [],
  recordCount: 0,
});
const base = {
  id: 'appGarden',
  tables: [table('plants', 'Plants'), table('pots', 'Pots'), table('logs', 'Logs')],
};
const reader = browserReader({ collaborators: [], tables: base.tables });

it('offers records of the table at hand first, with the field that shows what is sought where the title does not', () => {
  const found = {
    tables: [
      {
        tableId: 'plants',
        more: false,
        matches: [{ recordId: 'a', title: 'Oak', fieldIds: ['plants name', 'plants price'] }],
      },
      {
        tableId: 'pots',
        more: false,
        matches: [
          { recordId: 'b', title: 'Clay', fieldIds: ['pots price'] },
          { recordId: 'c', title: '', fieldIds: ['pots price'] },
        ],
      },
      { tableId: 'gone', more: false, matches: [{ recordId: 'd', title: 'Old', fieldIds: [] }] },
    ],
    unsearchedTableIds: ['logs'],
  };
  const here = { tableId: 'pots', viewId: undefined };
  expect(foundRecords(base, found, here, reader).map(({ title, group }) => [group, title])).toEqual([
    ['Records of Pots', 'Clay · Price'],
    ['Records of Pots', 'Unnamed record · Price'],
    ['Records of Plants', 'Oak'],
    ['Not searched, there was no time for it', 'Logs'],
  ]);
});
