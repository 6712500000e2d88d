import type { Field, Table } from '@pyairtable/contracts';
import { deletionWarning, readersOf, tableDeletionWarning } from './readers-of';

const sum: Field = { id: 'fldSum00000000001', name: 'Sum', type: 'number', options: { precision: 0 } };
const link: Field = {
  id: 'fldDeals000000001',
  name: 'Deals',
  type: 'multipleRecordLinks',
  options: { linkedTableId: 'tblDeals000000001', isReversed: false, prefersSingleRecordLink: false },
};
const twice: Field = {
  id: 'fldTwice000000001',
  name: 'Twice',
  type: 'formula',
  options: { formula: '{fldSum00000000001} * 2', isValid: true, referencedFieldIds: [sum.id], result: null },
};
const won: Field = {
  id: 'fldWon00000000001',
  name: 'Won',
  type: 'rollup',
  options: {
    recordLinkFieldId: link.id,
    fieldIdInLinkedTable: sum.id,
    formula: 'SUM(values)',
    isValid: true,
    referencedFieldIds: [],
    result: null,
  },
};
const table = (id: string, name: string, fields: Field[]): Table => ({
  id,
  name,
  primaryFieldId: fields[0]?.id ?? '',
  fields,
  views: [],
  recordCount: 0,
});
const deals = table('tblDeals000000001', 'Deals', [sum, twice]);
const firms = table('tblFirms000000001', 'Firms', [link, won]);
const tables = [deals, firms];

it('finds the fields that read a field, in every table', () => {
  expect(readersOf(tables, sum.id).map(({ field }) => field.name)).toEqual(['Twice', 'Won']);
  expect(readersOf(tables, link.id).map(({ field }) => field.name)).toEqual(['Won']);
  expect(readersOf(tables, won.id)).toEqual([]);
});

it('says what a deletion would break', () => {
  expect(deletionWarning(tables, deals, sum)).toContain(
    'It is read by “Twice”, “Won” in Firms, which will show #ERROR!.',
  );
  expect(deletionWarning(tables, firms, won)).not.toContain('#ERROR!');
});

it('says of a table what goes with it, and what will have nothing to read', () => {
  expect(tableDeletionWarning(tables, { ...deals, recordCount: 1_200 })).toBe(
    'Its 1,200 records go with it, and links to them disappear. The trash keeps them for some time. It is read by “Won” in Firms, which will show #ERROR!.',
  );
  expect(tableDeletionWarning(tables, { ...firms, recordCount: 1 })).toBe(
    'Its record goes with it, and links to it disappear. The trash keeps them for some time.',
  );
});
