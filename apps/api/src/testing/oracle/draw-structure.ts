import type { Draw } from '@pyairtable/testkit';
import { drawFormula, drawRollup } from './draw-formula';
import type { PlainBase, PlainField, PlainTable } from './plain-base';
import { PlainValues } from './plain-values';
import { type Definition, type FieldStep, namedIn, type Step } from './steps';

/** Keys for what is made: `f1`, `f2`, …; `r1`, … */
export class Keys {
  private readonly counts = new Map<string, number>();

  next(letter: string): string {
    const count = (this.counts.get(letter) ?? 0) + 1;
    this.counts.set(letter, count);
    return `${letter}${count}`;
  }
}

const CHOICES = ['Red', 'a, b', 'zeta', 'Äther', '10', '2'].map((name) => ({ name }));
const DATE_FORMAT = { name: 'european' };

const STORED: readonly [type: string, options?: () => Record<string, unknown>][] = [
  ['singleLineText'],
  ['singleLineText'],
  ['multilineText'],
  ['richText'],
  ['email'],
  ['number', () => ({ precision: 2 })],
  ['number', () => ({ precision: 0 })],
  ['percent', () => ({ precision: 1 })],
  ['currency', () => ({ precision: 2, symbol: '€' })],
  ['duration', () => ({ durationFormat: 'h:mm:ss' })],
  ['rating', () => ({ icon: 'star', max: 5, color: 'yellowBright' })],
  ['checkbox', () => ({ icon: 'check', color: 'greenBright' })],
  ['checkbox', () => ({ icon: 'check', color: 'greenBright' })],
  ['date', () => ({ dateFormat: DATE_FORMAT })],
  [
    'dateTime',
    () => ({ dateFormat: DATE_FORMAT, timeFormat: { name: '24hour' }, timeZone: 'America/New_York' }),
  ],
  ['singleSelect', () => ({ choices: CHOICES })],
  ['multipleSelects', () => ({ choices: CHOICES })],
  ['singleCollaborator'],
  ['multipleCollaborators'],
  ['autoNumber'],
  ['createdTime', () => ({ result: { type: 'date', options: { dateFormat: DATE_FORMAT } } })],
  ['createdBy'],
];
const PRIMARY = ['singleLineText', 'singleLineText', 'multilineText', 'number', 'date', 'autoNumber'];

const NAMES = ['Name', 'Größe', 'a b', '😀', 'values', 'x-y', 'SUM', 'if', 'Ω', "it's", 'e\u0301', '"'];

/** Adds up to this many fields of a kind to each table. */
const MOST = { stored: 4, links: 3, computed: 7 };

const drawName = (draw: Draw, key: string): string => `${draw.one(NAMES)} ${key}`;

function storedField(draw: Draw, keys: Keys, types: readonly string[] | undefined): FieldStep {
  const [type, options] = draw.one(STORED.filter(([name]) => types?.includes(name) ?? true));
  const key = keys.next('f');
  return { key, name: drawName(draw, key), type, ...(options ? { options: options() } : {}) };
}

/** Steps that make tables, each with fields that are stored. */
export function drawTables(draw: Draw, keys: Keys): Step[] {
  return Array.from({ length: draw.one([2, 2, 2, 3, 4]) }, () => {
    const key = keys.next('t');
    const primary: FieldStep = draw.chance(0.35)
      ? {
          ...storedField(draw, keys, ['singleLineText']),
          type: 'formula',
          definition: { formula: 'RECORD_ID()' },
        }
      : storedField(draw, keys, PRIMARY);
    const others = Array.from({ length: draw.between(2, MOST.stored) }, () =>
      storedField(draw, keys, undefined),
    );
    return { do: 'table', key, name: `Table ${key}`, fields: [primary, ...others] } satisfies Step;
  });
}

function drawLink(draw: Draw, keys: Keys, base: PlainBase): Step {
  const from = draw.one(base.tables);
  const to = draw.one(base.tables);
  const key = keys.next('f');
  return {
    do: 'field',
    table: from.key,
    key,
    name: drawName(draw, key),
    type: 'multipleRecordLinks',
    linked: to.key,
    ...(to === from ? {} : { inverse: keys.next('f') }),
  };
}

export const drawLinks = (draw: Draw, keys: Keys, base: PlainBase): Step[] =>
  Array.from({ length: draw.between(2, MOST.links) }, () => drawLink(draw, keys, base));

/** Whether the field is computed from the other one, or is it. */
export function readsField(
  base: PlainBase,
  field: PlainField | undefined,
  other: string,
  seen = new Set<string>(),
): boolean {
  if (!field || seen.has(field.key)) return false;
  seen.add(field.key);
  if (field.key === other) return true;
  const primaries = field.linked === undefined ? [] : [base.table(field.linked).fields[0]?.key as string];
  const { formula = '', filter = '', link, target } = field.definition ?? {};
  return [...primaries, ...namedIn(`${formula} ${filter}`), link, target].some(
    (key) => key !== undefined && readsField(base, base.field(key), other, seen),
  );
}

/** What a computed field of the type may be made of; `self` is one that stands and must not be read. */
export function drawDefinition(
  draw: Draw,
  base: PlainBase,
  table: PlainTable,
  type: string,
  self?: string,
): Definition | undefined {
  const values = new PlainValues(base);
  const open = (of: PlainTable) =>
    of.fields.filter((field) => self === undefined || !readsField(base, field, self));
  if (type === 'formula') {
    const fields = open(table);
    return fields.length > 0 ? { formula: drawFormula(draw, fields, values) } : undefined;
  }
  const links = table.fields.filter(({ linked }) => linked !== undefined);
  if (links.length === 0) return undefined;
  const link = draw.one(links);
  const there = base.table(link.linked as string);
  const fields = open(there);
  const filter =
    draw.chance(0.35) && fields.length > 0 ? { filter: drawFormula(draw, fields, values, 'filter') } : {};
  if (type === 'count') return { link: link.key, ...filter };
  if (fields.length === 0) return undefined;
  const computed = fields.filter(({ definition }) => definition);
  const target = draw.one(computed.length > 0 && draw.chance(0.5) ? computed : fields);
  return {
    link: link.key,
    target: target.key,
    ...(type === 'rollup' ? { formula: drawRollup(draw) } : {}),
    ...filter,
  };
}

const COMPUTED = [
  'formula',
  'formula',
  'formula',
  'rollup',
  'rollup',
  'multipleLookupValues',
  'multipleLookupValues',
  'count',
];

/** A computed field over what there is by now. */
export function drawComputed(draw: Draw, keys: Keys, base: PlainBase): Step | undefined {
  const table = draw.one(base.tables);
  const type = draw.one(COMPUTED);
  const definition = drawDefinition(draw, base, table, type);
  if (!definition) return undefined;
  const key = keys.next('f');
  return { do: 'field', table: table.key, key, name: drawName(draw, key), type, definition };
}

/** A change of structure. */
export function drawChange(draw: Draw, keys: Keys, base: PlainBase): Step | undefined {
  const table = draw.one(base.tables);
  const field = draw.one(table.fields);
  const computed = base.tables.flatMap(({ fields }) => fields.filter(({ definition }) => definition));
  switch (draw.one(['rename', 'redefine', 'redefine', 'field', 'field', 'drop'])) {
    case 'rename':
      return { do: 'rename', field: field.key, name: drawName(draw, `${field.key}.${draw.between(1, 999)}`) };
    case 'drop':
      return field === table.fields[0] || table.fields.length < 4
        ? undefined
        : { do: 'drop', field: field.key };
    case 'redefine': {
      if (computed.length === 0) return undefined;
      const changed = draw.one(computed);
      const place = base.tableOf(changed.key) as PlainTable;
      const definition = drawDefinition(draw, base, place, changed.type, changed.key);
      return definition && { do: 'redefine', field: changed.key, definition };
    }
    default:
      return computed.length > 14 ? undefined : drawComputed(draw, keys, base);
  }
}
