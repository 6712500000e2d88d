import type { Field } from '@pyairtable/contracts';
import { type FormMade, typedInForm } from './typed-in-form';

const fields = [{ id: 'fldPrice000000000', name: 'Price', type: 'number' }] as Field[];
const bare: FormMade = { name: '', description: '', type: 'number', options: undefined, rules: {} };

it.each<[string, Partial<FormMade>, string]>([
  ['a name and a description', { name: 'Total', description: 'With tax' }, 'Total\nWith tax'],
  [
    'a formula, with the names of its fields',
    { options: { formula: '{fldPrice000000000} * 2' } },
    '{Price} * 2',
  ],
  [
    'a prompt, with the names of its fields',
    { options: { prompt: ['Sum up ', { field: { fieldId: 'fldPrice000000000' } }] } },
    'Sum up {Price}',
  ],
  ['what a button says and opens', { options: { label: 'Open', url: '"https://a"' } }, 'Open\n"https://a"'],
  [
    'choices; which of them is the default is chosen',
    {
      type: 'singleSelect',
      options: { choices: [{ id: 'selA', name: 'Oak' }, { name: 'Elm' }] },
      rules: { default: 'selA' },
    },
    'Oak\nElm',
  ],
  ['a default', { rules: { default: 12 } }, '12'],
  ['a default that is no cell', { rules: {}, wrongDefault: 'ten' }, 'ten'],
])('tells what was typed in the form of a field: %s', (_what, made, text) => {
  expect(typedInForm({ ...bare, ...made }, bare, fields)).toBe(text);
});

it('tells nothing of what the form began with', () => {
  const begun: FormMade = {
    name: 'Kind',
    description: 'Of tree',
    type: 'singleSelect',
    options: { symbol: '$', choices: [{ id: 'selA', name: 'Oak' }] },
    rules: { default: 'selA' },
  };
  expect(typedInForm(begun, begun, fields)).toBe('');
  const choices = [
    { id: 'selA', name: 'Oak' },
    { name: 'Elm', color: 'blueLight2' },
  ];
  expect(typedInForm({ ...begun, options: { symbol: '$', choices } }, begun, fields)).toBe('Elm');
});
