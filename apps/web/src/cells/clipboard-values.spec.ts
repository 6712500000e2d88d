import type { Field, RowCell } from '@pyairtable/contracts';
import { readValues, writeValues } from './clipboard-values';
import { editedCell } from './edit-value';

const reader = {
  timeZone: 'UTC',
  locale: 'en-US',
  users: new Map([['usrAAAAAAAAAAAAAA', { name: 'Mia', email: 'mia@x.example' }]]),
  colors: new Map(),
  primaries: new Map(),
};
const field = (id: string, type: Field['type'], options?: object): Field =>
  ({ id, name: id, type, ...(options ? { options } : {}) }) as Field;
const day = (name: string) => ({ dateFormat: { name, format: '' } });
const moment = (timeZone: string) => ({
  ...day('us'),
  timeFormat: { name: '24hour', format: 'HH:mm' },
  timeZone,
});
const choice = (id: string, name: string) => ({ id, name });
const select = (...choices: { id: string; name: string }[]) => ({ choices });
const hot = choice('selHotAAAAAAAAAAA', 'hot');
const west = choice('selWestAAAAAAAAAA', 'eu, west');
const link = (linkedTableId: string) => ({
  linkedTableId,
  isReversed: false,
  prefersSingleRecordLink: false,
});
const films = [
  { id: 'recSmithAAAAAAAAA', title: 'Smith, John' },
  { id: 'recTwiceAAAAAAAAA', title: 'Twice' },
];

/** What a cell becomes that is copied from one field and pasted into another, over the clipboard's text. */
function moved(cell: RowCell | undefined, from: Field, to: Field) {
  const [[copied] = []] = readValues(writeValues([from], [[cell]])) ?? [];
  return editedCell({ type: 'copied', value: copied, text: 'the shown text' }, to, undefined, reader);
}

const us = field('US', 'date', day('us'));
const eu = field('EU', 'date', day('european'));
const utc = field('Utc', 'dateTime', moment('utc'));
const berlin = field('Berlin', 'dateTime', moment('Europe/Berlin'));
const instant = '2026-01-10T23:30:00.000Z';

it.each([
  ['a date under another format', '2026-01-10', us, eu, '2026-01-10'],
  ['a time in another zone', instant, utc, berlin, instant],
  ['the day of a time, as its own field shows it', instant, berlin, eu, '2026-01-11'],
  ['a date as the start of its day there', '2026-01-10', eu, berlin, '2026-01-09T23:00:00.000Z'],
  [
    'digits that are not shown',
    3.14159,
    field('N', 'number', { precision: 1 }),
    field('M', 'number', { precision: 1 }),
    3.14159,
  ],
  [
    'a percentage',
    0.125,
    field('P', 'percent', { precision: 0 }),
    field('Q', 'percent', { precision: 0 }),
    0.125,
  ],
  [
    'a percentage as an amount',
    0.125,
    field('P', 'percent', { precision: 0 }),
    field('N', 'number', { precision: 3 }),
    0.125,
  ],
  [
    'seconds of a duration',
    4890,
    field('D', 'duration', { durationFormat: 'h:mm' }),
    field('E', 'duration', { durationFormat: 'h:mm' }),
    4890,
  ],
  [
    'choices with a comma in their names',
    [west.id, hot.id],
    field('S', 'multipleSelects', select(hot, west)),
    field('S', 'multipleSelects', select(hot, west)),
    [west.id, hot.id],
  ],
  [
    'choices by name in another field',
    [west.id],
    field('S', 'multipleSelects', select(hot, west)),
    field('T', 'singleSelect', select(choice('selOtherAAAAAAAAA', 'EU, West'))),
    'selOtherAAAAAAAAA',
  ],
  [
    'a person',
    'usrAAAAAAAAAAAAAA',
    field('W', 'singleCollaborator'),
    field('V', 'singleCollaborator'),
    'usrAAAAAAAAAAAAAA',
  ],
  [
    'a person among several',
    'usrAAAAAAAAAAAAAA',
    field('W', 'singleCollaborator'),
    field('V', 'multipleCollaborators'),
    ['usrAAAAAAAAAAAAAA'],
  ],
  [
    'the only one of several people',
    ['usrAAAAAAAAAAAAAA'],
    field('W', 'multipleCollaborators'),
    field('V', 'singleCollaborator'),
    'usrAAAAAAAAAAAAAA',
  ],
  ['an empty cell', undefined, us, eu, null],
  ['a text', 'as it is', field('A', 'singleLineText'), field('B', 'multilineText'), 'as it is'],
  ['Markdown as it stands', '**a**\n- b\n', field('R', 'richText'), field('S', 'richText'), '**a**\n- b\n'],
  [
    'Markdown as long text, without its last line break',
    '**a**\n- b\n',
    field('R', 'richText'),
    field('B', 'multilineText'),
    '**a**\n- b',
  ],
  [
    'a code with its symbology',
    { text: '4006381333931', type: 'ean13' },
    field('B', 'barcode'),
    field('C', 'barcode'),
    { text: '4006381333931', type: 'ean13' },
  ],
  ['a code as text', { text: '12', type: 'ean8' }, field('B', 'barcode'), field('T', 'singleLineText'), '12'],
  [
    'files, as files of the other cell',
    [{ id: 'attPlanAAAAAAAAAA', url: 'https://ex.org/1', filename: 'plan.pdf', size: 7 }],
    field('F', 'multipleAttachments', { isReversed: false }),
    field('G', 'multipleAttachments', { isReversed: false }),
    [
      {
        id: expect.not.stringMatching('attPlanAAAAAAAAAA'),
        url: 'https://ex.org/1',
        filename: 'plan.pdf',
        size: 7,
      },
    ],
  ],
  ['a long text as Markdown', 'a', field('B', 'multilineText'), field('R', 'richText'), 'a\n'],
  ['a date as text', '2026-01-10', us, field('B', 'singleLineText'), '1/10/2026'],
] as [string, unknown, Field, Field, unknown][])('carries %s', (_what, cell, from, to, expected) => {
  expect(moved(cell as RowCell | undefined, from, to)).toMatchObject({ ok: true, cell: expected });
});

it('carries links to the same table by record, in order, with their titles, and not to another', () => {
  const from = field('Film', 'multipleRecordLinks', link('tblFilmsAAAAAAAAA'));
  expect(moved(films, from, from)).toEqual({
    ok: true,
    cell: films.map(({ id }) => id),
    titles: { recSmithAAAAAAAAA: 'Smith, John', recTwiceAAAAAAAAA: 'Twice' },
  });
  expect(moved(films, from, field('Place', 'multipleRecordLinks', link('tblPlacesAAAAAAAA'))).ok).toBe(false);
  expect(moved(films, from, field('Text', 'singleLineText'))).toEqual({
    ok: true,
    cell: '"Smith, John", Twice',
  });
});

it('writes of a select only the choices that are copied', () => {
  const many = field('S', 'singleSelect', select(hot, west));
  expect(writeValues([many], [[hot.id]])).not.toContain(west.id);
});

it.each([
  '',
  'null',
  '7',
  '{}',
  '{"fields":[{"type":"nonsense"}],"rows":[[1]]}',
  '{"fields":[],"rows":[[1]]}',
  '{"fields":[null],"rows":[]}',
])('takes %j from another page for nothing of ours', (text) => {
  expect(readValues(text)).toBeNull();
});

it.each([
  ['2026-01-10', berlin, '2026-01-09T23:00:00.000Z'],
  [
    '18.12.25 10:00',
    field('German', 'dateTime', { ...moment('Europe/Berlin'), ...day('european') }),
    '2025-12-18T09:00:00.000Z',
  ],
] as const)('takes %s from elsewhere for the day it says', (text, to, expected) => {
  expect(editedCell({ type: 'text', text }, to, undefined, reader)).toEqual({ ok: true, cell: expected });
});
