import type { Field } from '@pyairtable/contracts';
import { firstToFill } from './first-to-fill';

const text: Field = { id: 'fldText0000000001', name: 'Text', type: 'singleLineText' };
const formula: Field = {
  id: 'fldTitle000000001',
  name: 'Title',
  type: 'formula',
  options: { formula: '{fldText0000000001}', isValid: true, referencedFieldIds: [], result: null },
};

it.each([
  ['the first column', [text, formula], 0],
  ['the one behind a computed primary field', [formula, text], 1],
  ['the first where none takes anything', [formula], 0],
])('typing of a new record begins in %s', (_, fields, column) => expect(firstToFill(fields)).toBe(column));
