import type { BaseSchema, Field } from '@pyairtable/contracts';
import { browserReader } from './cell-context';
import { loggedText } from './logged-text';

const reader = browserReader({ collaborators: [], tables: [] } as unknown as BaseSchema);
const field = (type: Field['type'], options?: object) =>
  ({ id: 'fldAAAAAAAAAAAAAA', name: 'Field', type, options }) as Field;
const CHOICES = { choices: [{ id: 'selAAAAAAAAAAAAAA', name: 'Lead', color: 'greenBright' }] };

it.each([
  ['a cell as its field shows it', field('number', { precision: 2 }), 3.5, '3.50'],
  ['a choice by its name', field('singleSelect', CHOICES), 'selAAAAAAAAAAAAAA', 'Lead'],
  ['nothing of a choice that is gone', field('singleSelect', CHOICES), 'selBBBBBBBBBBBBBB', ''],
  ['what a field of another type held', field('number', { precision: 2 }), 'many', 'many'],
  ['the text of a field that is gone', undefined, 'kept', 'kept'],
  ['a number that the server gave', field('autoNumber'), 7, '7'],
  ['nothing of an empty cell', field('singleLineText'), null, ''],
])('tells %s', (_what, of, cell, text) => {
  expect(loggedText(reader, of, cell, {})).toBe(text);
});

it('tells links by their titles, and those of records that are gone as such', () => {
  const links = field('multipleRecordLinks', { linkedTableId: 'tblAAAAAAAAAAAAAA' });
  const cell = ['recAAAAAAAAAAAAAA', 'recBBBBBBBBBBBBBB'];
  expect(loggedText(reader, links, cell, { recAAAAAAAAAAAAAA: 'Ann' })).toBe(
    'Ann, A record that was deleted',
  );
});
