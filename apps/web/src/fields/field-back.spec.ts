import type { Field } from '@pyairtable/contracts';
import { fieldBack } from './field-back';

const choice = (name: string) => ({ id: `sel${name}`, name, color: 'blueBright' });
const select = (...choices: object[]) =>
  ({ id: 'fld', name: 'Stage', type: 'singleSelect', options: { choices } }) as unknown as Field;
const [a, b, c, d] = [choice('A'), choice('B'), choice('C'), choice('D')];

it('gives name, description, rules and options back that the change made, and leaves what others changed since', () => {
  const cost = (change: object, options: object) =>
    ({ id: 'fld', name: 'Cost', type: 'currency', ...change, options }) as Field;
  const before = cost({ rules: { required: true } }, { precision: 2, symbol: '$' });
  const after = cost({ name: 'Price', description: 'In euros' }, { precision: 2, symbol: '€' });
  const now = cost({ name: 'Price', description: 'In euros' }, { precision: 0, symbol: '€' });
  expect(fieldBack(after, before, now)).toEqual([
    {
      name: 'Cost',
      description: null,
      options: { precision: 0, symbol: '$' },
      rules: { required: true },
    },
  ]);
  expect(
    fieldBack(before, after, cost({ rules: { required: true } }, { precision: 0, symbol: '$' })),
  ).toEqual([
    {
      name: 'Price',
      description: 'In euros',
      options: { precision: 0, symbol: '€' },
      rules: { required: false },
    },
  ]);
});

it('asks for nothing where all is as it was', () => {
  expect(fieldBack(select(b, a), select(a, b), select(a, b))).toEqual([{ options: { choices: [a, b] } }]);
  expect(fieldBack(select(a, b), select(a, b), select(c, a))).toEqual([]);
});

it('brings choices that were taken out back by their ids, among those of others, in their order', () => {
  expect(fieldBack(select(a, c), select(a, b, c), select(a, c, d))).toEqual([
    { addChoices: [b] },
    { options: { choices: [a, b, c, d] } },
  ]);
  // What somebody else took out since is theirs.
  expect(fieldBack(select(c, a, b), select(a, b, c), select(c, b))).toEqual([
    { options: { choices: [b, c] } },
  ]);
});

it('lets choices that were made go where nothing uses them, and names of others stay', () => {
  const renamed = { ...a, name: 'First' };
  const theirs = { ...b, name: 'Theirs' };
  expect(fieldBack(select(renamed, b, c), select(a, b), select(renamed, theirs, c))).toEqual([
    { options: { choices: [a, theirs, c] } },
    { dropChoices: ['selC'] },
  ]);
  // And again.
  expect(fieldBack(select(a, b), select(renamed, b, c), select(a, theirs), true)).toEqual([
    { addChoices: [c] },
    { options: { choices: [renamed, theirs, c] } },
  ]);
});

it('takes choices out again that a person took out, whoever uses them', () => {
  expect(fieldBack(select(a, b), select(b), select(a, b, d), true)).toEqual([
    { options: { choices: [b, d] } },
  ]);
});

it('sends nothing of what the server works out', () => {
  const formula = (text: string, result: object | null) =>
    ({
      id: 'fld',
      name: 'Sum',
      type: 'formula',
      options: { formula: text, isValid: result !== null, referencedFieldIds: [text], result },
    }) as unknown as Field;
  const [before, after] = [formula('{fldA}', { type: 'number' }), formula('{fldB}', null)];
  expect(fieldBack(after, before, after)).toEqual([{ options: { formula: '{fldA}' } }]);
});
