import type { FieldOptions, FieldTypeName, RawCell } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import fc from 'fast-check';
import type { CellContext } from '../field-type';

/** One way to configure a type, cells it may hold, and what its suites may assume. */
export interface Sample<O> {
  /** The write form. */
  input: unknown;
  /** The stored form that `normaliseOptions(input)` must give, ids of choices apart. */
  options: O;
  /** Non-empty cells of the field. */
  cells: fc.Arbitrary<RawCell>;
  /** The cell as the public API shows it. */
  toPublic?(cell: RawCell): unknown;
  /** What the public API shows of an empty cell, where that is not nothing. */
  emptyPublic?: unknown;
  /** True when the text of these cells loses nothing. */
  lossless: boolean;
  /** Public values that are refused without typecast. */
  wrong: unknown[];
}

export const people = new Map([
  ['usrMia00000000001', { name: 'Mia Berg', email: 'mia@studio.example' }],
  ['usrTom00000000001', { name: 'Tom "T" Rey', email: 'tom@studio.example' }],
  ['usrZoe00000000001', { name: '', email: 'zoë@studio.example' }],
]);

export const titles = new Map([
  ['recAcme0000000001', 'Acme, Pumps'],
  ['recNord0000000001', 'Nordwind "Öko"'],
  ['recBrau0000000001', 'Bräu'],
]);

export const context: CellContext = {
  fieldName: 'X',
  timeZone: 'Europe/Vienna',
  locale: 'en',
  users: people,
  titles,
};

const choices = [
  { id: 'selB0000000000001', name: 'backend', color: 'blueLight1' },
  { id: 'selA0000000000001', name: 'eu, west', color: 'tealLight1' },
  { id: 'selQ0000000000001', name: 'say "hi"' },
  { id: 'selF0000000000001', name: '🔥 urgent', color: 'redBright' },
];
const choiceInput = { choices: choices.map(({ name, color }) => (color ? { name, color } : { name })) };
const storedChoices = {
  choices: choices.map((choice, at) => ({ color: ['', '', 'tealLight2'][at], ...choice })),
};
const choiceName = (id: unknown) => choices.find((choice) => choice.id === id)?.name;

const characters = fc.constantFrom(...'aZ09 ,."\'\\/<>{}\tßÄéİıΣςДж日本✓🔥👨‍👩‍👦\u00a0\u2028\ufffd');
const line = fc.string({ unit: characters, minLength: 1, maxLength: 20 });
const lines = fc.string({ unit: fc.oneof(characters, fc.constant('\n')), minLength: 1, maxLength: 20 });
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const hundredths = fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 100);
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instant = fc
  .date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const minute = fc
  .integer({ min: Date.UTC(1975, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 })
  .map((at) => new Date(at * 60_000).toISOString());
const person = fc.constantFrom(...people.keys());
const personJson = (id: RawCell) => ({
  id,
  email: people.get(String(id))?.email,
  name: people.get(String(id))?.name,
});

const attachment = fc
  .record({
    filename: line,
    path: fc.webPath(),
    size: fc.option(fc.nat()),
    image: fc.boolean(),
  })
  .map(({ filename, path, size, image }) => {
    const url = `https://files.example${path}`;
    return {
      id: newId('attachment'),
      url,
      filename,
      ...(size === null ? {} : { size, type: 'image/png' }),
      ...(image ? { width: 8, height: 6, thumbnails: { small: { url, width: 48, height: 36 } } } : {}),
    };
  });

const text = (cells: fc.Arbitrary<string>): Sample<undefined> => ({
  input: undefined,
  options: undefined,
  cells,
  lossless: true,
  wrong: [1, true, {}, ['a'], 'nul \0', '\ud800', 'x'.repeat(100_001)],
});
const number = <O>(options: O, cells: fc.Arbitrary<RawCell>, lossless = false): Sample<O> => ({
  input: options,
  options,
  cells,
  lossless,
  wrong: ['1', true, {}, [], Infinity, NaN],
});

const iso = { name: 'iso', format: 'YYYY-MM-DD' } as const;
const local = { name: 'local', format: 'l' } as const;
const clock24 = { name: '24hour', format: 'HH:mm' } as const;
const clock12 = { name: '12hour', format: 'h:mma' } as const;
const dates = (
  name: 'us' | 'european' | 'local' | 'friendly' | 'iso',
  format: string,
): Sample<FieldOptions['date']> => ({
  input: { dateFormat: { name } },
  options: { dateFormat: { name, format } },
  cells: day,
  lossless: name === 'iso',
  wrong: ['1/3/2026', '2026-02-30', '0000-01-01', 20260301, {}, true],
});
const times = (timeZone: string, cells = minute, lossless = true): Sample<FieldOptions['dateTime']> => ({
  input: { timeZone, dateFormat: { name: 'iso' }, timeFormat: { name: '24hour' } },
  options: { timeZone, dateFormat: iso, timeFormat: clock24 },
  cells,
  lossless,
  wrong: ['tomorrow', '2026-03-01T25:00:00Z', '2026-02-30T00:00:00Z', 1772325000000, {}],
});
const computed = { lossless: false, wrong: [null, 1, 'x', true, {}, []] };

/** Every type of the registry at least once: the compiler lists those still missing. */
const money = { precision: 2, symbol: '€' };
const linked = { recordLinkFieldId: 'fldLink0000000001', fieldIdInLinkedTable: 'fldCell0000000001' };

export const samples: { [N in FieldTypeName]: Sample<FieldOptions[N]>[] } = {
  singleLineText: [text(line)],
  multilineText: [text(lines)],
  richText: [
    {
      ...text(lines.map((content) => (content === '\n' ? 'a\n' : `${content}\n`))),
      wrong: [...text(line).wrong, 'x'.repeat(100_000)],
    },
  ],
  email: [text(line)],
  url: [text(line)],
  phoneNumber: [text(line)],
  number: [number({ precision: 2 }, hundredths, true), number({ precision: 8 }, double)],
  percent: [
    number(
      { precision: 8 },
      fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 10_000),
      true,
    ),
    number({ precision: 0 }, double),
  ],
  currency: [
    number({ precision: 2, symbol: '€' }, hundredths, true),
    number({ precision: 7, symbol: 'CHF' }, double),
  ],
  duration: [
    number(
      { durationFormat: 'h:mm' as const },
      fc.integer({ min: -1e6, max: 1e6 }).map((value) => value * 60),
      true,
    ),
    number(
      { durationFormat: 'h:mm:ss.SSS' as const },
      fc.integer({ min: -1e9, max: 1e9 }).map((ms) => ms / 1000),
      true,
    ),
    number({ durationFormat: 'h:mm:ss' as const }, double),
  ],
  rating: [number({ icon: 'star', max: 5, color: 'yellowBright' }, fc.integer({ min: 1, max: 5 }), true)].map(
    (sample) => ({ ...sample, wrong: [...sample.wrong, 0, 6, 2.5, -1] }),
  ),
  checkbox: [
    {
      input: { icon: 'check', color: 'greenBright' },
      options: { icon: 'check', color: 'greenBright' },
      cells: fc.constant(true),
      lossless: true,
      wrong: ['true', 1, 0, {}, []],
    },
  ],
  date: [
    dates('iso', 'YYYY-MM-DD'),
    dates('us', 'M/D/YYYY'),
    dates('european', 'D/M/YYYY'),
    dates('local', 'l'),
    dates('friendly', 'LL'),
  ],
  dateTime: [
    times('utc'),
    times('client'),
    times('America/New_York'),
    times('Asia/Tokyo', instant, false),
  ].map((sample) => ({ ...sample, lossless: sample.lossless && sample.options.timeZone === 'utc' })),
  singleSelect: [
    {
      input: choiceInput,
      options: storedChoices,
      cells: fc.constantFrom(...choices.map(({ id }) => id)),
      toPublic: choiceName,
      lossless: true,
      wrong: ['Backend', 'nope', '', 1, {}, ['backend']],
    },
  ],
  multipleSelects: [
    {
      input: choiceInput,
      options: storedChoices,
      cells: fc.shuffledSubarray(
        choices.map(({ id }) => id),
        { minLength: 1 },
      ),
      toPublic: (cell) => (cell as string[]).map(choiceName),
      lossless: true,
      wrong: ['backend', ['nope'], [1], {}, 1],
    },
  ],
  singleCollaborator: [
    {
      input: undefined,
      options: undefined,
      cells: person,
      toPublic: personJson,
      lossless: true,
      wrong: ['mia@studio.example', { id: 'usrNobody00000001' }, { email: 'no@body.example' }, {}, [], 1],
    },
  ],
  multipleCollaborators: [
    {
      input: undefined,
      options: undefined,
      cells: fc.shuffledSubarray([...people.keys()], { minLength: 1 }),
      toPublic: (cell) => (cell as string[]).map(personJson),
      lossless: true,
      wrong: [
        'usrMia00000000001',
        ['mia@studio.example'],
        [{ id: 'usrNobody00000001' }],
        [{ email: 'no@body.example' }],
        [['usrMia00000000001']],
        [null],
        { id: 'usrMia00000000001' },
        1,
      ],
    },
  ],
  multipleRecordLinks: [
    {
      input: { linkedTableId: 'tblLinked000000001'.slice(0, 17) },
      options: {
        linkedTableId: 'tblLinked000000001'.slice(0, 17),
        isReversed: false,
        prefersSingleRecordLink: false,
      },
      cells: fc.shuffledSubarray([...titles.keys()], { minLength: 1 }),
      lossless: true,
      wrong: ['recAcme0000000001', ['acme'], [{ id: 'recAcme0000000001' }], 1, {}],
    },
  ],
  multipleAttachments: [
    {
      input: undefined,
      options: { isReversed: false },
      cells: fc.array(attachment, { minLength: 1, maxLength: 4 }),
      lossless: false,
      wrong: [
        'https://ex.org/a.pdf',
        [['https://ex.org/a.pdf']],
        ['https://ex.org/a.pdf'],
        [{ filename: 'a.pdf' }],
        [{ url: 'data:text/plain,x' }],
        [{ url: 'javascript:alert(1)' }],
        [{ url: 'a.pdf' }],
        [{ url: `https://ex.org/${'x'.repeat(8_000)}` }],
        [{ url: 'https://ex.org/a.pdf', filename: 7 }],
        [{ id: 'recAcme0000000001' }],
        [null],
        { url: 'https://ex.org/a.pdf' },
        Array.from({ length: 1_001 }, () => ({ url: 'https://ex.org/a.pdf' })),
        1,
      ],
    },
  ],
  barcode: [
    {
      input: undefined,
      options: undefined,
      cells: fc
        .record({ text: line, type: fc.option(fc.constantFrom('ean13', 'code39')) })
        .map(({ text, type }) => ({ text, ...(type ? { type } : {}) })),
      lossless: false,
      wrong: [
        '4006381333931',
        7,
        {},
        [],
        { text: 7 },
        { type: 'ean13' },
        { text: 'a', type: 7 },
        { text: 'a', type: 'x'.repeat(65) },
        { text: 'a', more: 1 },
        { text: 'x'.repeat(100_001) },
        { text: 'nul \0' },
      ],
    },
  ],
  button: [
    {
      input: { label: 'Visit', url: 'https://ex.org/a' },
      options: { label: 'Visit', url: 'https://ex.org/a' },
      cells: fc.constant({ label: 'Visit', url: 'https://ex.org/a' } as never),
      ...computed,
    },
    {
      input: {},
      options: { label: 'Open', url: null },
      cells: fc.constant({ label: 'Open', url: null } as never),
      ...computed,
    },
  ],
  aiText: [
    {
      input: { prompt: ['Sum up ', { field: { fieldId: 'fldWatched0000001' } }] },
      options: {
        prompt: ['Sum up ', { field: { fieldId: 'fldWatched0000001' } }],
        referencedFieldIds: ['fldWatched0000001'],
      },
      cells: fc.record({
        state: fc.constantFrom('generated' as const, 'loading' as const),
        isStale: fc.boolean(),
        value: fc.option(line, { nil: null }),
      }),
      emptyPublic: { state: 'empty', isStale: false, value: null },
      ...computed,
    },
  ],
  externalSyncSource: [
    {
      input: choiceInput,
      options: storedChoices,
      cells: fc.constantFrom(...choices.map(({ id }) => id)),
      toPublic: choiceName,
      ...computed,
    },
  ],
  autoNumber: [{ input: undefined, options: undefined, cells: fc.integer({ min: 1 }), ...computed }],
  createdTime: [
    {
      input: { result: { type: 'date', options: { dateFormat: { name: 'iso' } } } },
      options: { result: { type: 'date', options: { dateFormat: iso } } },
      cells: instant,
      ...computed,
    },
  ],
  createdBy: [{ input: {}, options: undefined, cells: person, toPublic: personJson, ...computed }],
  lastModifiedTime: [
    {
      input: undefined,
      options: {
        isValid: true,
        referencedFieldIds: [],
        result: { type: 'dateTime', options: { timeZone: 'client', dateFormat: local, timeFormat: clock12 } },
      },
      cells: instant,
      ...computed,
    },
  ],
  lastModifiedBy: [
    {
      input: { referencedFieldIds: ['fldWatched0000001'] },
      options: { referencedFieldIds: ['fldWatched0000001'] },
      cells: person,
      toPublic: personJson,
      ...computed,
    },
  ],
  formula: [
    {
      input: { formula: '{fldPrice000000001} * 2', format: { type: 'currency', options: money } },
      options: {
        isValid: false,
        formula: '{fldPrice000000001} * 2',
        referencedFieldIds: [],
        format: { type: 'currency', options: money },
        result: null,
      },
      cells: line,
      ...computed,
    },
  ],
  rollup: [
    {
      input: { ...linked, formula: 'SUM(values)' },
      options: { isValid: false, ...linked, formula: 'SUM(values)', referencedFieldIds: [], result: null },
      cells: line,
      ...computed,
    },
  ],
  count: [
    {
      input: { recordLinkFieldId: linked.recordLinkFieldId, filter: '{fldDone0000000001}' },
      options: {
        isValid: false,
        recordLinkFieldId: linked.recordLinkFieldId,
        filter: '{fldDone0000000001}',
      },
      cells: fc.nat(),
      ...computed,
    },
  ],
  multipleLookupValues: [
    {
      input: linked,
      options: { isValid: false, ...linked, result: null },
      cells: fc.array(line, { minLength: 1, maxLength: 4 }),
      ...computed,
    },
  ],
};

/** One row per configured type, for `it.each`. */
export const rows = (Object.entries(samples) as [FieldTypeName, Sample<unknown>[]][]).flatMap(
  ([name, list]) =>
    list.map((sample, at) => ({ name, sample, title: list.length > 1 ? `${name} #${at + 1}` : name })),
);
