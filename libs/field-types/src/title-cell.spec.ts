import type { Field, FieldResult } from '@pyairtable/contracts';
import { fieldType } from './registry';
import { titleCell } from './title-cell';

const CONTEXT = { fieldName: 'x', timeZone: 'UTC', locale: 'en', users: new Map(), titles: new Map() };
const RESULTS: FieldResult[] = [
  { type: 'singleLineText' },
  { type: 'number', options: { precision: 0 } },
  { type: 'date', options: { dateFormat: { name: 'iso', format: 'YYYY-MM-DD' } } },
  {
    type: 'dateTime',
    options: {
      timeZone: 'utc',
      dateFormat: { name: 'iso', format: 'YYYY-MM-DD' },
      timeFormat: { name: '24hour', format: 'HH:mm' },
    },
  },
];

it.each(RESULTS)('shows the fault of a primary formula of $type by its name', (result) => {
  const field = {
    id: 'fld1',
    name: 'Name',
    type: 'formula',
    options: { isValid: true, formula: '', referencedFieldIds: [], result },
  } as Field;
  const { format } = fieldType('formula');
  expect(format(titleCell(field, '#ERROR!'), field.options, CONTEXT)).toBe('#ERROR!');
});

it('takes no title for a property of every object', () => {
  const field = { id: 'fld1', name: 'Name', type: 'number', options: { precision: 0 } } as Field;
  expect(titleCell(field, '__proto__')).toBe('__proto__');
});
