import type { PlainBase, PlainField, PlainTable } from './plain-base';
import type { Draw } from '@pyairtable/testkit';
import type { Given, GivenCells } from './steps';

const TEXTS = [
  '',
  ' ',
  'abc',
  'ABC',
  'item 2',
  'item 10',
  '12',
  '-3.5',
  '2024-02-29',
  'Straße',
  'é',
  'e\u0301',
  '😀b',
  '👩‍👩‍👧',
  'ΑΣ',
  'ﬁ',
  'a, b',
  '"q"',
  'line\nline',
  '\u00a0x\u3000',
  '漢字',
  'İI',
  '0',
  '#ERROR!',
  'NaN',
  '__proto__',
  '\u0001',
  '\u202eabc',
];
const NUMBERS = [
  0, -0, 1, -1, 2, 3, 10, 0.1, 0.5, 2.5, -2.5, 1.005, 1234.567, 1e-7, 1e15, 1e21, 123456789012, -99.99, 1e300,
  -1e308, 5e-324, 9007199254740992, 1e18, 1e23,
];
const DAYS = [
  '2024-02-29',
  '2023-01-31',
  '1969-12-31',
  '2000-01-01',
  '0001-01-01',
  '9999-12-31',
  '2021-01-03',
];
const INSTANTS = [
  '2024-02-29T00:00:00.000Z',
  '2023-01-31T23:59:59.999Z',
  '2024-03-31T01:00:00.000Z',
  '1969-12-31T23:59:59.001Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2024-03-10T07:00:00.000Z',
];

const MOST_LINKS = 4;

/** Types whose cells nobody writes. */
const isFilled = ({ type, definition }: PlainField): boolean =>
  definition !== undefined || ['autoNumber', 'createdTime', 'createdBy'].includes(type);

/** A value for the field; of a link, keys of records that are there or will be. */
function given(draw: Draw, base: PlainBase, field: PlainField, coming: readonly string[]): Given {
  if (field.linked !== undefined) {
    const there = base.table(field.linked).records.map(({ key }) => key);
    return draw.some([...there, ...coming], MOST_LINKS);
  }
  if (draw.chance(0.15)) return null;
  const choices = (field.options as { choices?: { name: string }[] } | undefined)?.choices ?? [];
  const names = choices.map(({ name }) => name);
  switch (field.type) {
    case 'number':
    case 'percent':
    case 'currency':
      return draw.chance(0.3) ? draw.between(-20, 20) : draw.one(NUMBERS);
    case 'duration':
      return draw.one([0, 1, 59.5, 60, 3600, 86_399, -90]);
    case 'rating':
      return draw.between(1, 5);
    case 'checkbox':
      return draw.chance(0.6);
    case 'date':
      return draw.one(DAYS);
    case 'dateTime':
      return draw.one(INSTANTS);
    case 'singleSelect':
      return draw.one(names);
    case 'multipleSelects':
      return draw.some(names, 3);
    case 'singleCollaborator':
      return draw.one([...base.people.keys()]);
    case 'multipleCollaborators':
      return draw.some([...base.people.keys()], 3);
    default:
      return draw.one(TEXTS);
  }
}

/** Values for some fields of a record. */
export function drawCells(
  draw: Draw,
  base: PlainBase,
  table: PlainTable,
  most: number,
  coming: readonly string[] = [],
): GivenCells {
  const writable = table.fields.filter((field) => !isFilled(field));
  return Object.fromEntries(
    draw
      .some(writable, most, 1)
      .map((field) => [field.key, given(draw, base, field, field.linked === table.key ? coming : [])]),
  );
}
