import { FIELD_TYPES, type Field, type RowCell, type Table } from '@pyairtable/contracts';
import { CHOICE_COLOURS, fieldType } from '@pyairtable/field-types';
import { copyTextOf } from '@pyairtable/grid';
import { CHOICE_COLORS, FIELD_ICONS } from '@pyairtable/ui';
import { CELL_EDITORS } from '@/editors/cell-editor';
import { FIELD_KINDS } from '@/fields/field-kinds';
import { gridCell } from './grid-cell';
import { webAddress } from './web-address';

const reader = {
  timeZone: 'UTC',
  locale: 'en-US',
  users: new Map(),
  colors: new Map(),
  primaries: new Map(),
};
const links = { linkedTableId: 'tblAAAAAAAAAAAAAA', isReversed: false, prefersSingleRecordLink: false };
const table: Table = {
  id: 'tblAAAAAAAAAAAAAA',
  name: 'Tasks',
  primaryFieldId: 'fldName0000000000',
  fields: [
    { id: 'fldName0000000000', name: 'Name', type: 'singleLineText', options: undefined },
    { id: 'fldLinks000000000', name: 'Before', type: 'multipleRecordLinks', options: links },
  ],
  views: [],
  recordCount: 0,
};

describe.each(FIELD_TYPES)('%s', (type) => {
  it('starts with options that its type takes', () => {
    const outcome = fieldType(type).normaliseOptions(FIELD_KINDS[type].start?.(table, [table]));
    expect(outcome).toMatchObject({ ok: true });
  });

  // Between the moment in which a field gets another type and that in which its cells are read anew.
  it.each<{ cell: RowCell }>([
    { cell: 'text' },
    { cell: '2026-02-30' },
    { cell: -1.5 },
    { cell: 1e300 },
    { cell: true },
    { cell: ['text', 'usr'] },
    { cell: [{ id: 'rec', title: 'Record' }] },
    { cell: { text: 'code' } },
  ])('draws $cell, which is of another type', ({ cell }) => {
    const outcome = fieldType(type).normaliseOptions(FIELD_KINDS[type].start?.(table, [table]));
    const options = outcome.ok ? outcome.value : undefined;
    const field = { id: 'fldAAAAAAAAAAAAAA', name: 'Field', type, options } as Field;
    expect(gridCell(cell, field, reader).kind).toBeTypeOf('string');
  });

  it('draws an empty cell', () => {
    const outcome = fieldType(type).normaliseOptions(FIELD_KINDS[type].start?.(table, [table]));
    const field = {
      id: 'fldAAAAAAAAAAAAAA',
      name: 'Field',
      type,
      options: outcome.ok ? outcome.value : undefined,
    } as Field;
    expect(gridCell(undefined, field, reader).kind).toBeTypeOf('string');
  });

  it('has an icon, and an editor unless it is edited in place or not at all', () => {
    expect(FIELD_ICONS).toHaveProperty(type);
    const inPlace = type === 'checkbox' || type === 'rating';
    expect(CELL_EDITORS[type] === null).toBe(inPlace || fieldType(type).computed);
  });
});

it('shows a choice in its colour and drops one that is gone', () => {
  const field: Field = {
    id: 'fldAAAAAAAAAAAAAA',
    name: 'State',
    type: 'multipleSelects',
    options: { choices: [{ id: 'selA', name: 'Done', color: 'greenLight2' }] },
  };
  expect(gridCell(['selA', 'selGone'], field, reader)).toEqual({
    kind: 'multi-select',
    options: [{ id: 'selA', text: 'Done', color: 'greenLight2' }],
  });
});

it.each<[Field['type'], object, RowCell]>([
  [
    'multipleSelects',
    {
      choices: [
        { id: 'selA', name: 'eu, west' },
        { id: 'selB', name: 'hot' },
      ],
    },
    ['selA', 'selB'],
  ],
  [
    'multipleRecordLinks',
    { linkedTableId: 'tblAAAAAAAAAAAAAA' },
    [
      { id: 'recA', title: 'eu, west' },
      { id: 'recB', title: 'hot' },
    ],
  ],
  ['multipleCollaborators', {}, ['usrA', 'usrB']],
])('copies the names of %s so that they read back', (type, options, cell) => {
  const field = { id: 'fldAAAAAAAAAAAAAA', name: 'List', type, options } as unknown as Field;
  const users = new Map([
    ['usrA', { name: 'eu, west', email: 'a@x.example' }],
    ['usrB', { name: 'hot', email: 'b@x.example' }],
  ]);
  expect(copyTextOf(gridCell(cell, field, { ...reader, users }))).toBe('"eu, west", hot');
});

it.each([
  ['https://ex.org/a', { kind: 'link', text: 'Go', href: 'https://ex.org/a' }],
  ['javascript:alert(1)', { kind: 'system', text: 'Go' }],
  [null, { kind: 'system', text: 'Go' }],
])('draws a button for %j', (url, drawn) => {
  const field: Field = {
    id: 'fldAAAAAAAAAAAAAA',
    name: 'Visit',
    type: 'button',
    options: { label: 'Go', url },
  };
  expect(gridCell({ label: 'Go', url }, field, reader)).toEqual(drawn);
});

it('draws rich text without its marks, and copies it with them', () => {
  const field: Field = { id: 'fldAAAAAAAAAAAAAA', name: 'Notes', type: 'richText' };
  const cell = gridCell('**Key** account\n- pays\n', field, reader);
  expect(cell).toMatchObject({ kind: 'text', text: 'Key account\n• pays' });
  expect(copyTextOf(cell)).toBe('**Key** account\n- pays');
});

it('knows the same forty colours as the field types', () => {
  expect([...CHOICE_COLORS].sort()).toEqual([...CHOICE_COLOURS].sort());
});

it.each([
  ['example.org/a', 'https://example.org/a'],
  ['http://example.org', 'http://example.org'],
  ['javascript:alert(1)', ''],
  ['data:text/html,x', ''],
  ['two words', ''],
])('opens %s as %j', (typed, address) => {
  expect(webAddress(typed)).toBe(address);
});
