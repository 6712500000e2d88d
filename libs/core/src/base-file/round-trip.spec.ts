import type { Field, LinkOptions } from '@pyairtable/contracts';
import { fieldWith } from '@pyairtable/field-types';
import { newId, type IdKind } from '@pyairtable/kernel';
import fc from 'fast-check';
import type { BasePlan, PlannedLinks, PlannedRecord, PlannedTable } from './base-plan';
import { parseBaseFile } from './parse-base-file';
import { exported } from './testing/exported';

const id = (kind: IdKind) => fc.constant(null).map(() => newId(kind));
const word = fc
  .string({ unit: fc.constantFrom(...'aB1 _.,"{}[]é🔥'), minLength: 1, maxLength: 6 })
  .filter((text) => text.trim() !== '');
/** Names that also mean something in a record of the file. */
const name = fc.oneof(
  word,
  fc.constantFrom(
    'id',
    '_id',
    'fields',
    '_fields',
    '_k',
    '_repeat',
    'createdTime',
    'createdBy',
    'cellTimes',
    '__proto__',
  ),
);
const distinct = (names: fc.Arbitrary<string>, size: { minLength: number; maxLength: number }) =>
  fc.uniqueArray(names, { ...size, selector: (text) => text.trim().toLowerCase() });

const userIds = ['usrMia00000000001', 'usrTom00000000001'];
const users: BasePlan['users'] = [
  { key: '@mia', id: 'usrMia00000000001', name: 'Mia', email: 'mia@studio.example', role: 'owner' },
  { id: 'usrTom00000000001', name: '', email: 'tom@studio.example' },
];
const instant = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2050-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

interface Column {
  field: Pick<Field, 'type' | 'options' | 'description'>;
  cell: fc.Arbitrary<PlannedRecord['cells'][string]>;
}
const choiceList = distinct(word, { minLength: 1, maxLength: 4 }).map((names) =>
  names.map((choice, at) => ({
    id: newId('choice'),
    name: choice,
    ...(at % 2 ? { color: 'redBright' } : {}),
  })),
);
const column: fc.Arbitrary<Column> = fc.oneof(
  fc.constant<Column>({
    field: { type: 'multilineText', description: 'why' },
    cell: fc.string({ minLength: 1, maxLength: 5 }).filter((text) => !text.includes('\0')),
  }),
  fc.constant<Column>({
    field: { type: 'richText' },
    cell: word.map((text) => `${text}\n`),
  }),
  fc.constant<Column>({
    field: { type: 'number', options: { precision: 1 } },
    cell: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
  }),
  fc.constant<Column>({
    field: { type: 'checkbox', options: { icon: 'check', color: 'redBright' } },
    cell: fc.constant(true),
  }),
  fc.constant<Column>({
    field: { type: 'date', options: { dateFormat: { name: 'us', format: 'M/D/YYYY' } } },
    cell: instant.map((text) => text.slice(0, 10)),
  }),
  fc.constant<Column>({ field: { type: 'singleCollaborator' }, cell: fc.constantFrom(...userIds) }),
  fc.constant<Column>({
    field: { type: 'multipleCollaborators' },
    cell: fc.shuffledSubarray(userIds, { minLength: 1 }),
  }),
  fc.constant<Column>({
    field: { type: 'barcode' },
    cell: fc
      .tuple(word, fc.boolean())
      .map(([text, known]) => ({ text, ...(known ? { type: 'ean13' } : {}) })),
  }),
  fc.constant<Column>({
    field: { type: 'multipleAttachments', options: { isReversed: false } },
    cell: fc.array(
      word.map((filename) => ({
        id: newId('attachment'),
        url: 'https://ex.org/a',
        filename,
        ...(filename.length > 3 ? { size: filename.length, type: 'text/plain' } : {}),
      })),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  choiceList.map((choices): Column => ({
    field: { type: 'singleSelect', options: { choices } },
    cell: fc.constantFrom(...choices.map((choice) => choice.id)),
  })),
  choiceList.map((choices): Column => ({
    field: { type: 'multipleSelects', options: { choices } },
    cell: fc.shuffledSubarray(
      choices.map((choice) => choice.id),
      { minLength: 1 },
    ),
  })),
);

const typedField = (fieldName: string, { options, ...field }: Column['field']) =>
  fieldWith({ id: newId('field'), name: fieldName, ...field }, options);

const maybe = <K extends string>(key: K, value: fc.Arbitrary<string>) =>
  fc.option(value).map((given) => (given === null ? {} : { [key]: given })) as fc.Arbitrary<
    Partial<Record<K, string>>
  >;

const table = (tableName: string): fc.Arbitrary<PlannedTable> =>
  fc
    .tuple(
      distinct(name, { minLength: 1, maxLength: 6 }),
      fc.array(column, { minLength: 6, maxLength: 6 }),
      fc.integer({ min: 0, max: 5 }),
    )
    .chain(([names, columns, count]) => {
      const used = columns.slice(1, names.length);
      const fields: Field[] = names.map((fieldName, at) =>
        at === 0
          ? { id: newId('field'), name: fieldName, type: 'singleLineText' }
          : typedField(fieldName, (used[at - 1] as Column).field),
      );
      const cells = fc
        .tuple(fc.option(word), ...used.map(({ cell }) => fc.option(cell)))
        .map(
          (values) =>
            Object.fromEntries(
              values.flatMap((value, at) => (value === null ? [] : [[(fields[at] as Field).id, value]])),
            ) as PlannedRecord['cells'],
        );
      const record = fc
        .tuple(
          id('record'),
          maybe('createdTime', instant),
          maybe('createdBy', fc.constantFrom(...userIds)),
          maybe('modifiedTime', instant),
          fc.option(instant),
          cells,
        )
        .map(([recordId, time, by, changed, cellTime, values]): PlannedRecord => ({
          id: recordId,
          ...time,
          ...by,
          ...changed,
          ...(cellTime === null ? {} : { cellTimes: { [(fields.at(-1) as Field).id]: cellTime } }),
          cells: values,
        }));
      const next = fc.option(fc.record({ nextNumber: fc.integer({ min: 1 }) }));
      const records = fc.array(record, { minLength: count, maxLength: count });
      return fc.tuple(records, next).map(([rows, counter]): PlannedTable => ({
        id: newId('table'),
        name: tableName,
        primaryFieldId: (fields[0] as Field).id,
        fields,
        views: [
          { id: newId('view'), name: 'All', type: 'grid' },
          {
            id: newId('view'),
            name: 'Some',
            type: 'kanban',
            visibleFieldIds: [(fields[0] as Field).id],
            sort: [{ fieldId: (fields.at(-1) as Field).id, direction: 'desc' }],
            filterFormula: '1',
          },
        ],
        ...counter,
        records: rows,
      }));
    });

/** Links between two tables, either end leading, in any order. */
function linked(
  plan: BasePlan,
  from: number,
  to: number,
  leadsFromEnd: boolean,
  positions: readonly (readonly [number, number])[],
  places: readonly number[] | null,
): BasePlan {
  const [own, other] = [plan.tables[from], plan.tables[to]] as [PlannedTable, PlannedTable];
  const self = own === other;
  const end = (target: PlannedTable, inverse: string | undefined): LinkOptions => ({
    linkedTableId: target.id,
    isReversed: false,
    prefersSingleRecordLink: false,
    ...(inverse ? { inverseLinkFieldId: inverse } : {}),
  });
  const [here, there] = [newId('field'), newId('field')];
  own.fields.push({
    id: here,
    name: 'link here',
    type: 'multipleRecordLinks',
    options: end(other, self ? undefined : there),
  });
  if (!self)
    other.fields.push({
      id: there,
      name: 'link there',
      type: 'multipleRecordLinks',
      options: end(own, here),
    });
  const leading: PlannedLinks = { fieldId: here, inverseFieldId: self ? null : there, pairs: [] };
  const links: PlannedLinks =
    self || leadsFromEnd ? leading : { fieldId: there, inverseFieldId: here, pairs: [] };
  const [left, right] = links.fieldId === here ? [own, other] : [other, own];
  const seen = new Set<string>();
  for (const [a, b] of positions) {
    const [x, y] = [left.records[a % left.records.length], right.records[b % right.records.length]];
    if (!x || !y || seen.has(x.id + y.id)) continue;
    seen.add(x.id + y.id);
    const place = places?.[links.pairs.length];
    links.pairs.push(place === undefined ? [x.id, y.id] : [x.id, y.id, place]);
  }
  return { ...plan, links: [links] };
}

const plans = distinct(word, { minLength: 1, maxLength: 3 })
  .chain((names) => fc.tuple(...names.map(table)))
  .chain((tables) =>
    fc.record({
      from: fc.nat(tables.length - 1),
      to: fc.nat(tables.length - 1),
      leads: fc.boolean(),
      positions: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 12 }),
      places: fc.option(fc.array(fc.nat(9), { maxLength: 12 })),
      plan: fc.constant<BasePlan>({
        workspace: { id: newId('workspace'), name: 'Home' },
        base: { id: newId('base'), name: 'Base', color: 'blue' },
        users,
        tables: tables as PlannedTable[],
        links: [],
        ignored: [],
        warnings: [],
      }),
    }),
  )
  .map(({ plan, from, to, leads, positions, places }) =>
    linked(structuredClone(plan), from, to, leads, positions, places),
  );

describe('export and import', () => {
  it('give the same plan again: ids, names, options, cells, people, order of records and of links', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const outcome = parseBaseFile(exported(plan));
        expect(outcome).toEqual({ ok: true, value: plan });
      }),
      { numRuns: 300 },
    );
  });
});
