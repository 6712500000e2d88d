import type { FieldTypeName } from '@pyairtable/contracts';
import { withNewChoices } from './choices';
import { fieldType } from './registry';
import { resolveCell } from './resolve-cell';
import { context } from './testing/samples';

const cast = { ...context, typecast: true };
const choices = [
  { id: 'selHot00000000001', name: 'hot' },
  { id: 'selEu000000000001', name: 'eu, west' },
];

describe('typecast', () => {
  it.each<[FieldTypeName, unknown, unknown, unknown]>([
    ['singleLineText', undefined, 12.5, '12.5'],
    ['singleLineText', undefined, true, 'true'],
    ['richText', undefined, 7, '7\n'],
    ['barcode', undefined, '4006381333931', { text: '4006381333931' }],
    ['barcode', undefined, 12, { text: '12' }],
    ['number', { precision: 2 }, '$1,250.50', 1250.5],
    ['number', { precision: 2 }, '50%', 0.5],
    ['percent', { precision: 0 }, '0.5', 0.5],
    ['percent', { precision: 0 }, '12.5%', 0.125],
    ['duration', { durationFormat: 'h:mm:ss' }, '1:30', 5400],
    ['duration', { durationFormat: 'h:mm:ss' }, '1:30:15', 5415],
    ['checkbox', { icon: 'check', color: 'redBright' }, 'checked', true],
    ['checkbox', { icon: 'check', color: 'redBright' }, 1, true],
    ['checkbox', { icon: 'check', color: 'redBright' }, 'false', null],
    ['date', { dateFormat: { name: 'european', format: 'D/M/YYYY' } }, '1/3/2026', '2026-03-01'],
    ['singleSelect', { choices }, 'hot', 'selHot00000000001'],
    ['multipleSelects', { choices }, 'hot, "eu, west"', ['selHot00000000001', 'selEu000000000001']],
    ['multipleSelects', { choices }, 'eu, west', ['selEu000000000001']],
    ['singleCollaborator', undefined, 'mia berg', 'usrMia00000000001'],
    [
      'multipleCollaborators',
      undefined,
      'mia berg, tom@studio.example',
      ['usrMia00000000001', 'usrTom00000000001'],
    ],
    [
      'multipleCollaborators',
      undefined,
      ['mia berg', { id: 'usrTom00000000001' }, ' '],
      ['usrMia00000000001', 'usrTom00000000001'],
    ],
    ['multipleRecordLinks', {}, 'recAcme0000000001', ['recAcme0000000001']],
    ['number', { precision: 0 }, '', null],
    ['singleSelect', { choices }, '', null],
  ])('gives a %s with %o for %o', (name, options, value, cell) => {
    expect(fieldType(name).normalise(value, options, cast)).toEqual({ ok: true, value: { cell } });
  });

  it('asks for the choices that are missing and takes their ids in their places', () => {
    const outcome = fieldType('multipleSelects').normalise('new one, hot, newer, new one', { choices }, cast);
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value.needs).toEqual({ choices: ['new one', 'newer'] });
    const grown = withNewChoices({ choices }, outcome.value.needs?.choices ?? []);
    const [, , first, second] = grown.choices;
    expect(grown.choices.slice(2)).toMatchObject([
      { name: 'new one', color: 'tealLight2' },
      { name: 'newer', color: 'greenLight2' },
    ]);
    const created = new Map(grown.choices.map(({ id, name }) => [name, id]));
    expect(resolveCell(outcome.value.cell, created)).toEqual([first?.id, 'selHot00000000001', second?.id]);
  });

  it('refuses more titles than a cell may hold links', () => {
    const titles = (count: number) => Array.from({ length: count }, (_, at) => `t${at}`).join();
    const outcome = (count: number) => fieldType('multipleRecordLinks').normalise(titles(count), {}, cast);
    expect([outcome(10_000).ok, outcome(10_001).ok]).toEqual([true, false]);
  });

  it('asks for the records whose titles a link names, as they stand', () => {
    const outcome = fieldType('multipleRecordLinks').normalise(
      ['Acme', ' recAcme0000000001 ', 'Acme', 'Acme ', 'Smith, John', ' '],
      {},
      cast,
    );
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value).toEqual({
      cell: ['Acme', 'recAcme0000000001', 'Acme ', 'Smith, John'],
      needs: { linkTitles: ['Acme', 'Acme ', 'Smith, John'] },
    });
    const created = new Map(
      ['Acme', 'Acme ', 'Smith, John'].map((title) => [title, 'recAcme0000000001'] as const),
    );
    expect(resolveCell(outcome.value.cell, created)).toEqual(['recAcme0000000001']);
  });

  it.each([
    ['Smith, John', { linkTitles: ['Smith', 'John'], wholeTitle: 'Smith, John' }],
    ['Acme ', { linkTitles: ['Acme'], wholeTitle: 'Acme ' }],
    ['Acme', { linkTitles: ['Acme'] }],
  ])('asks whether the whole of %j is a title where it would be divided', (text, needs) => {
    const outcome = fieldType('multipleRecordLinks').normalise(text, {}, cast);
    expect(outcome.ok && outcome.value.needs).toEqual(needs);
  });

  it.each<[FieldTypeName, unknown, unknown, string]>([
    ['number', { precision: 0 }, 'abc', 'Cannot parse value "abc" for field X'],
    [
      'checkbox',
      { icon: 'check', color: 'redBright' },
      'perhaps',
      'Cannot parse value "perhaps" for field X',
    ],
    ['singleCollaborator', undefined, 'nobody', 'Cannot parse value "nobody" for field X'],
    ['singleLineText', undefined, ['a'], 'Field "X" cannot accept the provided value'],
    ['multipleRecordLinks', {}, [7], 'Value is not an array of record IDs.'],
    [
      'multipleRecordLinks',
      {},
      Array.from({ length: 10_001 }, (_, at) => `title ${at}`),
      'Field "X" holds at most 10,000 links in a cell',
    ],
  ])('says what it cannot make a %s with %o of: %o', (name, options, value, message) => {
    expect(fieldType(name).normalise(value, options, cast)).toMatchObject({
      ok: false,
      error: { type: 'INVALID_VALUE_FOR_COLUMN', message },
    });
  });
});

describe('without typecast', () => {
  it('people are given by id, in an object or as the id alone, or by e-mail, none twice', () => {
    const given = [
      { email: 'tom@studio.example' },
      'usrMia00000000001',
      { id: 'usrMia00000000001', email: 'old@ex.org' },
    ];
    expect(
      fieldType('multipleCollaborators').normalise(given, undefined, { ...context, typecast: false }),
    ).toEqual({
      ok: true,
      value: { cell: ['usrTom00000000001', 'usrMia00000000001'] },
    });
  });

  it('an unknown choice is refused in the words of the vendor', () => {
    expect(fieldType('singleSelect').normalise('Hot', { choices }, { ...context, typecast: false })).toEqual({
      ok: false,
      error: {
        type: 'INVALID_MULTIPLE_CHOICE_OPTIONS',
        message: 'Insufficient permissions to create new select option ""Hot""',
      },
    });
  });

  it.each([
    ['**a**', '**a**\n'],
    ['a\n', 'a\n'],
    ['a\n\n', 'a\n\n'],
    ['\n', null],
    ['', null],
  ])('rich text of %j is kept as %j, with a line break at its end', (given, cell) => {
    expect(fieldType('richText').normalise(given, undefined, { ...context, typecast: false })).toEqual({
      ok: true,
      value: { cell },
    });
  });

  it('a time without an offset is read in the zone of the field, in UTC where that is the reader’s', () => {
    const read = (timeZone: string) =>
      fieldType('dateTime').normalise('2026-07-01T12:00', { timeZone }, { ...context, typecast: false });
    expect(read('Europe/Vienna')).toEqual({ ok: true, value: { cell: '2026-07-01T10:00:00.000Z' } });
    expect(read('client')).toEqual({ ok: true, value: { cell: '2026-07-01T12:00:00.000Z' } });
  });

  it('an ISO time in a date field keeps its day in UTC', () => {
    expect(
      fieldType('date').normalise('2026-03-01T23:30:00-05:00', {}, { ...context, typecast: false }),
    ).toEqual({
      ok: true,
      value: { cell: '2026-03-02' },
    });
  });
});

it.each(['singleLineText', 'multilineText', 'richText', 'email', 'url', 'phoneNumber'] as const)(
  'a person hears how long the text that does not fit %s is, and how long it may be',
  (type) => {
    expect(fieldType(type).parse('x'.repeat(100_001), undefined, context)).toEqual({
      ok: false,
      error: {
        type: 'INVALID_VALUE_FOR_COLUMN',
        message: 'This text has 100,001 characters; “X” holds at most 100,000.',
      },
    });
  },
);
