import type { FieldTypeName, RawCell } from '@pyairtable/contracts';
import type { CellContext } from './field-type';
import { fieldType } from './registry';
import { context } from './testing/samples';

const vienna = { timeZone: 'Europe/Vienna', locale: 'de' };
const iso = { name: 'iso' };
const zone = (timeZone: string, dateFormat: string, timeFormat: string) => ({
  timeZone,
  dateFormat: { name: dateFormat },
  timeFormat: { name: timeFormat },
});
const AT = '2026-03-01T23:30:00.000Z';

type Row = [FieldTypeName, unknown, RawCell, string, Partial<CellContext>?];

/** What `cellFormat=string` shows of each type, in the terms of docs/reference/field-types.md, and of the sample base. */
const texts: Row[] = [
  ['number', { precision: 2 }, 1250.5, '1250.50'],
  ['number', { precision: 0 }, -9007199254740991, '-9007199254740991'],
  ['number', { precision: 8 }, -1e-8, '-0.00000001'],
  ['number', { precision: 1 }, -0.04, '0.0'],
  ['number', { precision: 2 }, 1.005, '1.01'],
  ['currency', { precision: 2, symbol: '$' }, 1250.5, '$1,250.50'],
  ['currency', { precision: 2, symbol: '$' }, -5, '-$5.00'],
  ['currency', { precision: 0, symbol: '¥' }, 210000, '¥210,000'],
  ['percent', { precision: 1 }, 0.4, '40.0%'],
  ['percent', { precision: 1 }, 0.125, '12.5%'],
  ['percent', { precision: 0 }, 0.07, '7%'],
  ['percent', { precision: 0 }, -1.5, '-150%'],
  ['duration', { durationFormat: 'h:mm:ss' }, 4890, '1:21:30'],
  ['duration', { durationFormat: 'h:mm' }, 4980, '1:23'],
  ['duration', { durationFormat: 'h:mm' }, -60, '-0:01'],
  ['duration', { durationFormat: 'h:mm' }, 0, '0:00'],
  ['duration', { durationFormat: 'h:mm:ss.S' }, 1.5, '0:00:01.5'],
  ['duration', { durationFormat: 'h:mm:ss.SSS' }, 1.125, '0:00:01.125'],
  ['duration', { durationFormat: 'h:mm:ss' }, 59.6, '0:01:00'],
  ['rating', { icon: 'star', max: 5, color: 'yellowBright' }, 4, '4'],
  ['checkbox', { icon: 'check', color: 'greenBright' }, true, 'checked'],
  ['date', { dateFormat: { name: 'european' } }, '2026-03-01', '1/3/2026', vienna],
  ['date', { dateFormat: { name: 'us' } }, '2026-03-01', '3/1/2026'],
  ['date', { dateFormat: iso }, '2026-03-01', '2026-03-01'],
  ['date', { dateFormat: { name: 'local' } }, '2026-03-01', '3/1/2026'],
  ['date', { dateFormat: { name: 'friendly' } }, '2026-03-01', 'March 1, 2026'],
  ['date', { dateFormat: { name: 'friendly' } }, '2026-03-01', '1. März 2026', vienna],
  ['date', { dateFormat: { name: 'local' } }, '2026-03-01', '3/1/2026', { locale: 'not a tag' }],
  ['dateTime', zone('utc', 'iso', '24hour'), AT, '2026-03-01 23:30', vienna],
  ['dateTime', zone('client', 'local', '12hour'), AT, '2.3.2026 12:30am', vienna],
  ['dateTime', zone('Asia/Tokyo', 'european', '24hour'), AT, '2/3/2026 08:30'],
  ['dateTime', zone('America/New_York', 'us', '12hour'), '2026-03-29T01:30:00.000Z', '3/28/2026 9:30pm'],
  [
    'dateTime',
    zone('client', 'iso', '24hour'),
    '2026-03-01T08:30:00.000Z',
    '2026-03-01 09:30',
    { timeZone: 'Europe/Berlin' },
  ],
  ['createdTime', { result: { type: 'date', options: { dateFormat: iso } } }, AT, '2026-03-01', vienna],
  [
    'lastModifiedTime',
    { result: { type: 'dateTime', options: zone('client', 'iso', '24hour') } },
    AT,
    '2026-03-02 00:30',
    vienna,
  ],
  ['richText', undefined, '**a** and\nb\n', '**a** and\nb'],
  ['multipleSelects', { choices: [{ name: 'hot' }, { name: 'eu, west' }] }, ['0', '1'], 'hot, "eu, west"'],
  ['singleCollaborator', undefined, 'usrMia00000000001', 'Mia Berg'],
  [
    'multipleCollaborators',
    undefined,
    ['usrMia00000000001', 'usrZoe00000000001'],
    'Mia Berg, zoë@studio.example',
  ],
  [
    'button',
    { label: 'Visit', url: 'https://ex.org' },
    { label: 'Visit', url: 'https://ex.org' } as never,
    'Visit',
  ],
  ['aiText', {}, { state: 'generated', isStale: false, value: 'As written' }, 'As written'],
  ['aiText', {}, { state: 'loading', isStale: false, value: null }, ''],
  ['barcode', undefined, { text: '4006381333931', type: 'ean13' }, '4006381333931'],
  [
    'multipleAttachments',
    undefined,
    [
      { id: 'attPlan0000000001', url: 'https://ex.org/1', filename: 'plan.pdf', size: 7 },
      { id: 'attNote0000000001', url: 'https://ex.org/2', filename: 'a, b.txt' },
    ],
    'plan.pdf (https://ex.org/1), "a, b.txt (https://ex.org/2)"',
  ],
  ['createdBy', undefined, 'usrZoe00000000001', 'zoë@studio.example'],
  [
    'multipleRecordLinks',
    { linkedTableId: 'tblLinked00000001' },
    ['recBrau0000000001', 'recAcme0000000001'],
    'Bräu, "Acme, Pumps"',
  ],
  ['autoNumber', undefined, 41, '41'],
  ['multilineText', undefined, 'line 1\nline 2', 'line 1\nline 2'],
];

/** What a person may type, beside what the field shows itself. */
const typed: Row[] = [
  ['number', { precision: 2 }, 1250.5, '1,250.50'],
  ['number', { precision: 0 }, -3, '−3'],
  ['number', { precision: 0 }, 0.5, '50%'],
  ['number', { precision: 0 }, 1000, '1e3'],
  ['percent', { precision: 1 }, 0.125, '12.5%'],
  ['percent', { precision: 1 }, 0.125, '12.5'],
  ['percent', { precision: 1 }, 0.07, '7'],
  ['currency', { precision: 2, symbol: 'CHF' }, 1250.5, 'CHF 1,250.50'],
  ['currency', { precision: 2, symbol: '€' }, -5, '($5.00)'],
  ['currency', { precision: 2, symbol: '€' }, -5, '€-5'],
  ['duration', { durationFormat: 'h:mm' }, 5400, '1:30'],
  ['duration', { durationFormat: 'h:mm' }, 5400, '90'],
  ['duration', { durationFormat: 'h:mm:ss' }, 90, '90'],
  ['duration', { durationFormat: 'h:mm:ss' }, 4890.5, '1:21:30.5'],
  ['duration', { durationFormat: 'h:mm:ss' }, -5400, '-1:30'],
  ['checkbox', { icon: 'check', color: 'greenBright' }, true, 'Yes'],
  ['checkbox', { icon: 'check', color: 'greenBright' }, null, 'unchecked'],
  ['rating', { icon: 'star', max: 5, color: 'yellowBright' }, null, '0'],
  ['date', { dateFormat: { name: 'european' } }, '2026-03-01', '1.3.26'],
  ['date', { dateFormat: { name: 'european' } }, '2026-03-01', '2026-03-01'],
  ['date', { dateFormat: { name: 'us' } }, '1999-03-01', '3/1/99'],
  ['date', { dateFormat: { name: 'local' } }, '2026-03-01', '1.3.2026', vienna],
  ['date', { dateFormat: { name: 'friendly' } }, '2026-03-01', '1. März 2026', vienna],
  ['date', { dateFormat: { name: 'iso' } }, '2026-03-01', 'Mar 1 2026'],
  ['date', { dateFormat: { name: 'friendly' } }, '2026-03-01', '1 de marzo de 2026', { locale: 'es' }],
  ['date', { dateFormat: { name: 'friendly' } }, '2026-03-01', '2026年3月1日', { locale: 'ja' }],
  ['date', { dateFormat: iso }, '2026-03-01', '2026-03-01T22:00:00Z'],
  ['dateTime', zone('client', 'us', '12hour'), '2026-03-01T08:30:00.000Z', '3/1/2026 9:30am'],
  ['dateTime', zone('client', 'us', '12hour'), '2026-03-01T20:00:00.000Z', '3/1/2026, 9 PM'],
  ['dateTime', zone('client', 'iso', '24hour'), '2026-02-28T23:00:00.000Z', '2026-03-01'],
  ['dateTime', zone('client', 'iso', '24hour'), '2026-03-01T12:00:00.000Z', '2026-03-01T12:00:00Z'],
  ['dateTime', zone('Europe/Vienna', 'iso', '24hour'), '2026-03-29T01:30:00.000Z', '2026-03-29 02:30'],
  ['dateTime', zone('Europe/Vienna', 'iso', '24hour'), '2026-10-25T00:30:00.000Z', '2026-10-25 02:30'],
  ['singleLineText', undefined, 'a b', 'a\r\nb'],
  ['barcode', undefined, { text: '4006381 333931' }, ' 4006381\n333931 '],
  ['richText', undefined, '**a**\nb\n', '**a**\r\nb'],
  ['richText', undefined, 'a\n\n', 'a\n'],
  ['singleSelect', { choices: [{ name: 'Won' }] }, '0', ' won '],
  ['multipleSelects', { choices: [{ name: 'hot' }, { name: 'eu, west' }] }, ['1'], 'eu, west'],
  ['singleCollaborator', undefined, 'usrMia00000000001', 'MIA@studio.example'],
  [
    'multipleCollaborators',
    undefined,
    ['usrTom00000000001', 'usrMia00000000001'],
    'Tom "T" Rey, MIA@studio.example',
  ],
  [
    'multipleRecordLinks',
    { linkedTableId: 'tblLinked00000001' },
    ['recAcme0000000001', 'recBrau0000000001'],
    '"Acme, Pumps", Bräu',
  ],
];

const nonsense: [FieldTypeName, unknown, string][] = [
  ['number', { precision: 0 }, '12,5'],
  ['number', { precision: 0 }, 'twelve'],
  ['number', { precision: 0 }, '1e999'],
  ['currency', { precision: 2, symbol: '$' }, '5%'],
  ['duration', { durationFormat: 'h:mm' }, '1:75'],
  ['rating', { icon: 'star', max: 5, color: 'yellowBright' }, '6'],
  ['checkbox', { icon: 'check', color: 'greenBright' }, 'perhaps'],
  ['date', { dateFormat: { name: 'us' } }, '13/1/2026'],
  ['date', { dateFormat: { name: 'us' } }, '2/30/2026'],
  ['date', { dateFormat: { name: 'us' } }, '3/1'],
  ['dateTime', zone('utc', 'iso', '24hour'), '12:30'],
  ['dateTime', zone('utc', 'us', '12hour'), '3/1/2026 13:00pm'],
  ['singleSelect', { choices: [{ name: 'Won' }] }, 'Lost'],
  ['singleCollaborator', undefined, 'nobody'],
  ['multipleCollaborators', undefined, 'nobody'],
  ['multipleAttachments', undefined, 'plan.pdf'],
  ['multipleAttachments', undefined, 'x (javascript:alert(1))'],
];

function configured(name: FieldTypeName, input: unknown) {
  const type = fieldType(name);
  const outcome = type.normaliseOptions(input);
  if (!outcome.ok) throw new Error(outcome.error.message);
  const choices = (outcome.value as { choices?: { id: string }[] } | undefined)?.choices ?? [];
  const ids = choices.map(({ id }) => id);
  const named = name === 'singleSelect' || name === 'multipleSelects';
  const cellOf = (cell: RawCell): RawCell =>
    !named
      ? cell
      : Array.isArray(cell)
        ? cell.map((at) => ids[Number(at)] ?? '')
        : (ids[Number(cell)] ?? null);
  return { type, options: outcome.value, cellOf };
}

describe('a cell as text', () => {
  it.each(texts)('%s with %o shows %o as %s', (name, input, cell, text, more = {}) => {
    const { type, options, cellOf } = configured(name, input);
    expect(type.format(cellOf(cell), options, { ...context, ...more })).toBe(text);
  });
});

describe('a text as typed', () => {
  it.each(typed)('%s with %o gives %o for %s', (name, input, cell, text, more = {}) => {
    const { type, options, cellOf } = configured(name, input);
    expect(type.parse(text, options, { ...context, ...more })).toEqual({ ok: true, value: cellOf(cell) });
  });

  it.each(nonsense)('%s with %o refuses %s', (name, input, text) => {
    const { type, options } = configured(name, input);
    expect(type.parse(text, options, context)).toEqual({
      ok: false,
      error: {
        type: 'INVALID_VALUE_FOR_COLUMN',
        message: `Cannot parse value "${text}" for field X`,
        unread: text,
      },
    });
  });
});
