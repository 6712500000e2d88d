import type { Field } from '@pyairtable/contracts';
import { fieldBack } from './field-back';

const choice = (name: string) => ({ id: `sel${name}`, name, color: 'blueBright' });
const select = (...choices: object[]) =>
  ({ id: 'fld', name: 'Stage', type: 'singleSelect', options: { choices } }) as unknown as Field;
const [a, b, c, d] = [choice('A'), choice('B'), choice('C'), choice('D')];

const requests = (...[from, to, now, areTakenOut]: Parameters<typeof fieldBack>) => {
  const { requests: asked, isPart } = fieldBack(from, to, now, areTakenOut);
  expect(isPart).toBe(false);
  return asked;
};
const left = (...given: Parameters<typeof fieldBack>) => {
  const { requests: asked, isPart } = fieldBack(...given);
  expect(isPart).toBe(true);
  return asked;
};
const cost = (change: object, options: object) =>
  ({ id: 'fld', name: 'Cost', type: 'currency', ...change, options }) as Field;

it('gives name, description, rules and options back that the change made, and leaves what it did not touch', () => {
  const before = cost({ rules: { required: true } }, { precision: 2, symbol: '$' });
  const after = cost({ name: 'Price', description: 'In euros' }, { precision: 2, symbol: '€' });
  const now = cost({ name: 'Price', description: 'In euros' }, { precision: 0, symbol: '€' });
  expect(requests(after, before, now)).toEqual([
    {
      name: 'Cost',
      description: null,
      options: { precision: 0, symbol: '$' },
      rules: { required: true },
    },
  ]);
  expect(requests(before, after, cost({ rules: { required: true } }, { precision: 0, symbol: '$' }))).toEqual(
    [
      {
        name: 'Price',
        description: 'In euros',
        options: { precision: 0, symbol: '€' },
        rules: { required: false },
      },
    ],
  );
});

it('leaves what somebody else made another since, and says so', () => {
  const before = cost({}, { precision: 2, symbol: '$' });
  const after = cost({ name: 'Price', rules: { required: true } }, { precision: 2, symbol: '€' });
  const now = cost(
    { name: 'Theirs', rules: { required: true, unique: true } },
    { precision: 2, symbol: '£' },
  );
  expect(left(after, before, now)).toEqual([{ rules: { required: false } }]);
});

it('takes the server’s own order of keys for no change of others', () => {
  const dated = (dateFormat: object) =>
    ({ id: 'fld', name: 'Day', type: 'date', options: { dateFormat } }) as unknown as Field;
  const [us, iso] = [dated({ name: 'us', format: 'M/D/YYYY' }), dated({ name: 'iso', format: 'YYYY-MM-DD' })];
  const now = dated({ format: 'YYYY-MM-DD', name: 'iso' });
  expect(requests(iso, us, now)).toEqual([{ options: us.options }]);
});

it('asks for nothing where all is as it was', () => {
  expect(requests(select(b, a), select(a, b), select(b, a))).toEqual([{ options: { choices: [a, b] } }]);
  expect(requests(select(b, a), select(a, b), select(a, b))).toEqual([]);
  expect(requests(select(a, b), select(a, b), select(c, a))).toEqual([]);
});

it('brings choices that were taken out back by their ids, among those of others, in their order', () => {
  expect(requests(select(a, c), select(a, b, c), select(a, c, d))).toEqual([
    { addChoices: [b] },
    { options: { choices: [a, b, c, d] } },
  ]);
  expect(requests(select(a), select(a, b), select(a))).toEqual([{ addChoices: [b] }]);
  // What somebody else took out since is theirs.
  expect(requests(select(c, a, b), select(a, b, c), select(c, b))).toEqual([
    { options: { choices: [b, c] } },
  ]);
});

it('leaves a choice out of which there is one of the same name by now, and does the rest', () => {
  const theirs = { ...d, name: 'B' };
  expect(
    left(select({ ...a, name: 'First' }), select(a, b), select({ ...a, name: 'First' }, theirs)),
  ).toEqual([{ options: { choices: [a, theirs] } }]);
  expect(
    left(select({ ...a, name: 'First' }), select(a), select({ ...a, name: 'First' }, { ...d, name: 'A' })),
  ).toEqual([]);
});

it('lets choices that were made go where nothing uses them, and names and colours of others stay', () => {
  const renamed = { ...a, name: 'First' };
  const theirs = { ...b, name: 'Theirs' };
  expect(requests(select(renamed, b, c), select(a, b), select(renamed, theirs, c))).toEqual([
    { options: { choices: [a, theirs, c] } },
    { dropChoices: ['selC'] },
  ]);
  // And again.
  expect(requests(select(a, b), select(renamed, b, c), select(a, theirs), true)).toEqual([
    { addChoices: [c] },
    { options: { choices: [renamed, theirs, c] } },
  ]);
  const coloured = { ...renamed, color: 'redBright' };
  expect(requests(select(renamed), select(a), select(coloured))).toEqual([
    { options: { choices: [{ ...a, color: 'redBright' }] } },
  ]);
});

it('takes choices out again that a person took out, whoever uses them', () => {
  expect(requests(select(a, b), select(b), select(a, b, d), true)).toEqual([
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
  expect(requests(after, before, after)).toEqual([{ options: { formula: '{fldA}' } }]);
});
