import type { Field } from '@pyairtable/contracts';
import type { FieldDraft } from './field-draft';
import { fieldChange } from './field-change';

const draftOf = ({ name, type, options }: Field): FieldDraft => ({ name, type, options: { ...options } });

const choice = (name: string) => ({ id: `sel${name}`, name, color: 'blueBright' });
const select = (name: string, choices: object[]) =>
  ({ id: 'fld', name, type: 'singleSelect', options: { choices } }) as unknown as Field;
const [a, b, c] = [choice('A'), choice('B'), choice('C')];

it('leaves to others what they made of a field while its form was open', () => {
  const opened = select('Stage', [a, b]);
  const renamed = select('Phase', [a, b, c]);
  expect(fieldChange(draftOf(opened), opened, renamed)).toEqual({});
  expect(fieldChange({ ...draftOf(opened), name: 'State' }, opened, renamed)).toEqual({ name: 'State' });
});

it('keeps choices that others added meanwhile, and does not bring back what they took out', () => {
  const opened = select('Stage', [a, b]);
  const draft = { ...draftOf(opened), options: { choices: [b, { ...a, name: 'Z' }, { name: 'New' }] } };
  expect(fieldChange(draft, opened, select('Stage', [a, c]))).toEqual({
    options: { choices: [{ ...a, name: 'Z' }, { name: 'New' }, c] },
  });
});

it('leaves a choice that it did not touch as others have called it meanwhile', () => {
  const opened = select('Stage', [a, b]);
  const draft = { ...draftOf(opened), options: { choices: [b, a] } };
  expect(fieldChange(draft, opened, select('Stage', [{ ...a, name: 'Theirs' }, b]))).toEqual({
    options: { choices: [b, { ...a, name: 'Theirs' }] },
  });
});

it('leaves the colour that others gave a choice while it is called something else', () => {
  const draft = { ...draftOf(select('Stage', [a])), options: { choices: [{ ...a, name: 'Mine' }] } };
  expect(fieldChange(draft, select('Stage', [a]), select('Stage', [{ ...a, color: 'redBright' }]))).toEqual({
    options: { choices: [{ ...a, name: 'Mine', color: 'redBright' }] },
  });
});

it('sends each option that was changed, beside those of others', () => {
  const currency = (options: object) =>
    ({ id: 'fld', name: 'Cost', type: 'currency', options }) as unknown as Field;
  const opened = currency({ precision: 2, symbol: '$' });
  const draft = { ...draftOf(opened), options: { precision: 2, symbol: '€' } };
  expect(fieldChange(draft, opened, currency({ precision: 0, symbol: '$' }))).toEqual({
    options: { precision: 0, symbol: '€' },
  });
});

it('sends of a computed field what was changed alone, and takes away what was taken away', () => {
  const opened = {
    id: 'fld',
    name: 'Paid',
    type: 'count',
    options: { isValid: true, recordLinkFieldId: 'fldA', filter: '{Paid}' },
  } as Field;
  const now = { ...opened, options: { ...opened.options, isValid: false, reason: 'gone' } } as Field;
  const draft = { ...draftOf(opened), options: { ...opened.options, filter: undefined } };
  expect(fieldChange(draft, opened, now)).toEqual({ options: { filter: null } });
});
