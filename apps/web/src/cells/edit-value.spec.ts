import type { Field } from '@pyairtable/contracts';
import { fieldWith } from '@pyairtable/field-types';
import { editedCell } from './edit-value';

const reader = {
  timeZone: 'UTC',
  locale: 'en-US',
  users: new Map([['usrAAAAAAAAAAAAAA', { name: 'Mia', email: 'mia@x.example' }]]),
  colors: new Map(),
  primaries: new Map(),
};
const field = (type: Field['type'], options?: Record<string, unknown>): Field =>
  fieldWith({ id: 'fldAAAAAAAAAAAAAA', name: 'Amount', type }, options);
const number = field('number', { precision: 1 });
const select = field('singleSelect', {
  choices: [{ id: 'selAAAAAAAAAAAAAA', name: 'Done', color: 'greenLight2' }],
});
const links = field('multipleRecordLinks', {
  linkedTableId: 'tblAAAAAAAAAAAAAA',
  prefersSingleRecordLink: false,
});

it('reads typed text by the field’s type', () => {
  expect(editedCell({ type: 'text', text: '1,234.5' }, number, undefined, reader)).toEqual({
    ok: true,
    cell: 1234.5,
  });
  expect(editedCell({ type: 'text', text: 'Done' }, select, undefined, reader)).toEqual({
    ok: true,
    cell: 'selAAAAAAAAAAAAAA',
  });
});

it('says why text does not fit', () => {
  expect(editedCell({ type: 'text', text: 'a lot' }, number, undefined, reader)).toMatchObject({
    ok: false,
    message: '“Amount” cannot take “a lot”.',
  });
});

it('clears, ticks, unticks and rates', () => {
  expect(editedCell({ type: 'clear' }, number, 3, reader)).toEqual({ ok: true, cell: null });
  const box = field('checkbox', { icon: 'check', color: 'greenBright' });
  expect(editedCell({ type: 'checked', checked: true }, box, undefined, reader)).toEqual({
    ok: true,
    cell: true,
  });
  expect(editedCell({ type: 'checked', checked: false }, box, true, reader)).toEqual({
    ok: true,
    cell: null,
  });
  const stars = field('rating', { icon: 'star', max: 5, color: 'yellowBright' });
  expect(editedCell({ type: 'rating', rating: 4 }, stars, undefined, reader)).toEqual({ ok: true, cell: 4 });
  expect(editedCell({ type: 'rating', rating: 0 }, stars, 4, reader)).toEqual({ ok: true, cell: null });
});

it('leaves no required cell empty that held something', () => {
  const required = { ...number, rules: { required: true } } as Field;
  const refused = { ok: false, message: '“Amount” is required and cannot be left empty.' };
  expect(editedCell({ type: 'clear' }, required, 3, reader)).toEqual(refused);
  expect(editedCell({ type: 'text', text: ' ' }, required, 3, reader)).toEqual(refused);
  expect(editedCell({ type: 'text', text: '4' }, required, 3, reader)).toEqual({ ok: true, cell: 4 });
  expect(editedCell({ type: 'clear' }, required, undefined, reader)).toEqual({ ok: true, cell: null });
});

it('says what kind of field takes nothing that is typed', () => {
  const typed = (of: Field) => editedCell({ type: 'text', text: '1' }, of, undefined, reader);
  expect(
    typed(field('formula', { formula: '1', isValid: true, referencedFieldIds: [], result: null })),
  ).toEqual({
    ok: false,
    message: '“Amount” is computed. Change its formula, or the fields that it reads.',
  });
  expect(typed(field('autoNumber'))).toEqual({ ok: false, message: '“Amount” is filled in by the system.' });
});

it('keeps the titles of offered links for the screen, and stores their ids', () => {
  const offered = { links: [{ id: 'recAAAAAAAAAAAAAA', title: 'Spring' }] };
  expect(editedCell({ type: 'value', value: offered }, links, undefined, reader)).toEqual({
    ok: true,
    cell: ['recAAAAAAAAAAAAAA'],
    titles: { recAAAAAAAAAAAAAA: 'Spring' },
  });
  expect(editedCell({ type: 'value', value: { links: [] } }, links, [], reader)).toEqual({
    ok: true,
    cell: null,
  });
});

describe('a field that takes one linked record', () => {
  const [fall, spring] = [
    { id: 'recAAAAAAAAAAAAAA', title: 'Fall' },
    { id: 'recBBBBBBBBBBBBBB', title: 'Spring' },
  ];
  const one = field('multipleRecordLinks', {
    linkedTableId: 'tblAAAAAAAAAAAAAA',
    prefersSingleRecordLink: true,
  });
  const offer = (...offered: { id: string; title: string }[]) =>
    ({ type: 'value', value: { links: offered } }) as const;

  it('is given the first of several, whether they are offered, copied or typed', () => {
    const first = { ok: true, cell: [fall.id], dropped: ['Spring'] };
    expect(editedCell(offer(fall, spring), one, undefined, reader)).toMatchObject(first);
    const copied = { type: 'copied', value: { field: links, cell: [fall, spring] }, text: '' } as const;
    expect(editedCell(copied, one, undefined, reader)).toMatchObject(first);
    const typed = { type: 'text', text: `${fall.id}, ${spring.id}` } as const;
    expect(editedCell(typed, one, [spring], reader)).toMatchObject(first);
  });

  it('makes no record for a link that it does not take', () => {
    const made = (of: typeof fall) => ({
      ...of,
      toMake: { tableId: 'tblAAAAAAAAAAAAAA', id: of.id, cells: {} },
    });
    const edited = editedCell(offer(made(fall), made(spring)), one, undefined, reader);
    expect(edited).toMatchObject({ linked: [{ id: fall.id }] });
  });

  it('keeps others that its cell has, where one of them is taken out', () => {
    const third = { id: 'recCCCCCCCCCCCCCC', title: 'Winter' };
    const edited = editedCell(offer(spring, third), one, [fall, spring, third], reader);
    expect(edited).toMatchObject({ ok: true, cell: [spring.id, third.id] });
    expect(edited).not.toHaveProperty('dropped');
  });
});

it('copies a value as it is between fields of a type, as text between others', () => {
  const copy = { type: 'copy', row: 0, columnId: 'fldB' } as const;
  expect(editedCell(copy, number, undefined, reader, { field: number, cell: 1.23456 })).toEqual({
    ok: true,
    cell: 1.23456,
  });
  expect(
    editedCell(copy, field('singleLineText'), undefined, reader, { field: number, cell: 1.25 }),
  ).toMatchObject({ ok: true, cell: expect.stringMatching(/^1\.[23]$/) as string });
});

it('refuses a person who is not of the base', () => {
  const person = field('singleCollaborator');
  expect(editedCell({ type: 'value', value: 'usrAAAAAAAAAAAAAA' }, person, undefined, reader).ok).toBe(true);
  expect(editedCell({ type: 'value', value: 'usrZZZZZZZZZZZZZZ' }, person, undefined, reader).ok).toBe(false);
});

it('never writes what the system fills in', () => {
  expect(editedCell({ type: 'text', text: '7' }, field('autoNumber'), 6, reader).ok).toBe(false);
});
