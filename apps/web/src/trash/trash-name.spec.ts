import { trashName } from './trash-name';

it('calls several records that were deleted by the first and how many more there are', () => {
  expect(trashName({ kind: 'records', name: 'Item 2', records: 7 })).toBe('Item 2 and 6 more');
  expect(trashName({ kind: 'records', name: '', records: 2 })).toBe('Unnamed records');
  expect(trashName({ kind: 'records', name: 'Item 2', records: 1 })).toBe('Item 2');
  expect(trashName({ kind: 'records', name: '', records: 1 })).toBe('Unnamed record');
  expect(trashName({ kind: 'table', name: 'Items', records: 7 })).toBe('Items');
});
