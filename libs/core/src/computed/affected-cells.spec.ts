import type { Change, Field, RecordChanges, SchemaChange } from '@pyairtable/contracts';
import { BaseModel } from '../model/base-model';
import { fieldModel } from '../model/field-model';
import { TableModel } from '../model/table-model';
import { affectedCells } from './affected-cells';

const id = (name: string) => `fld${name.padEnd(14, '0')}`;
const [COMPANIES, DEALS] = ['tblCompanies00000', 'tblDeals000000000'];

const text = (name: string) => ({ id: id(name), name, type: 'singleLineText' }) as Field;
const number = (name: string) =>
  ({ id: id(name), name, type: 'number', options: { precision: 0 } }) as unknown as Field;
const formula = (name: string, source: string) =>
  ({
    id: id(name),
    name,
    type: 'formula',
    options: { formula: source.replace(/\{(\w+)\}/g, (_, read: string) => `{${id(read)}}`) },
  }) as unknown as Field;
const through = (type: string, name: string, link: string, target?: string, more = {}) =>
  ({
    id: id(name),
    name,
    type,
    options: {
      recordLinkFieldId: id(link),
      ...(target === undefined ? {} : { fieldIdInLinkedTable: id(target) }),
      ...more,
    },
  }) as unknown as Field;
const stamp = (name: string, watched: string[]) =>
  ({
    id: id(name),
    name,
    type: 'lastModifiedTime',
    options: { referencedFieldIds: watched.map(id) },
  }) as unknown as Field;

function link(name: string, linkedTableId: string, inverse: string) {
  const options = { linkedTableId, inverseLinkFieldId: id(inverse) };
  const field = { id: id(name), name, type: 'multipleRecordLinks', options } as unknown as Field;
  const side = name < inverse ? (['a', 'b'] as const) : (['b', 'a'] as const);
  return fieldModel(field, {
    pairId: 'lnk',
    own: side[0],
    other: side[1],
    linkedTableId,
    inverseFieldId: id(inverse),
  });
}

/** Companies, whose name is a formula, and their deals. */
function base(more: Field[] = []): BaseModel {
  const table = (tableId: string, name: string, primary: string, fields: ReturnType<typeof fieldModel>[]) =>
    new TableModel({ id: tableId, baseId: 'app', name, primaryFieldId: id(primary), fields, views: [] });
  const companies = [
    formula('Title', 'UPPER({Name})'),
    text('Name'),
    text('Note'),
    through('rollup', 'Won', 'Deals', 'Amount', { formula: 'SUM(values)', filter: `{${id('Done')}}` }),
    through('count', 'Many', 'Deals'),
    through('count', 'New', 'Deals', undefined, { filter: 'LAST_MODIFIED_TIME() > "2026-01-01"' }),
    formula('Share', '{Won} / {Many}'),
  ].map((field) => fieldModel(field));
  const deals = [
    text('Deal'),
    number('Amount'),
    number('Done'),
    formula('Twice', '{Amount} * 2'),
    stamp('Changed', []),
    stamp('Priced', ['Amount']),
    formula('Since', '{Priced}'),
    formula('Touched', 'LAST_MODIFIED_TIME()'),
    through('multipleLookupValues', 'Shares', 'Company', 'Share'),
    formula('Age', 'DATETIME_DIFF(NOW(), {Changed})'),
    ...more,
  ].map((field) => fieldModel(field));
  return new BaseModel({
    id: 'app',
    workspaceId: 'wsp',
    name: 'Sales',
    color: 'blue',
    icon: 'table',
    schemaVersion: 1,
    members: [],
    tables: [
      table(COMPANIES, 'Companies', 'Title', [...companies, link('Deals', DEALS, 'Company')]),
      table(DEALS, 'Deals', 'Deal', [...deals, link('Company', COMPANIES, 'Deals')]),
    ],
  });
}

const change = (...changes: Change['changes']): Change => ({
  seq: 1,
  at: '',
  actor: null,
  source: 'client',
  changes,
});
const records = (tableId: string, rest: Omit<RecordChanges, 'kind' | 'tableId'>): RecordChanges => ({
  kind: 'records',
  tableId,
  ...rest,
});
const written = (tableId: string, ...names: string[]) => {
  const after = Object.fromEntries(names.map((name) => [id(name), null]));
  return records(tableId, { updated: [{ id: 'rec', before: after, after }] });
};
const schema = (rest: Partial<SchemaChange>): SchemaChange => ({
  kind: 'schema',
  schemaVersion: 2,
  action: 'field.updated',
  ...rest,
});
const affected = (...changes: Change['changes']) => {
  const found = affectedCells(base(), change(...changes));
  const names = (ids: string[] = []) => ids.map((one) => one.slice(3).replace(/0+$/, '')).sort();
  return { companies: names(found[COMPANIES]), deals: names(found[DEALS]) };
};

const OF_ANY_DEAL = ['Age', 'Changed', 'Touched'];

describe('what a change may have changed besides', () => {
  it('is the computed cells of what was written, through links and back', () => {
    expect(affected(written(DEALS, 'Amount'))).toEqual({
      companies: ['New', 'Share', 'Won'],
      deals: [...OF_ANY_DEAL, 'Priced', 'Shares', 'Since', 'Twice'].sort(),
    });
  });

  it('is what a filter reads', () => {
    expect(affected(written(DEALS, 'Done'))).toEqual({
      companies: ['New', 'Share', 'Won'],
      deals: [...OF_ANY_DEAL, 'Shares'].sort(),
    });
  });

  it('is the titles of links, also where the title is a formula', () => {
    expect(affected(written(COMPANIES, 'Name'))).toEqual({ companies: ['Title'], deals: ['Company'] });
    expect(affected(written(DEALS, 'Deal'))).toEqual({ companies: ['Deals', 'New'], deals: OF_ANY_DEAL });
  });

  it('is nothing where nothing reads what was written', () => {
    expect(affected(written(COMPANIES, 'Note'))).toEqual({ companies: [], deals: [] });
  });

  it('is what looks at a new record through the link that the entry names too', () => {
    const created = [{ id: 'rec', n: 1, createdTime: '', cells: { [id('Amount')]: 1 } }];
    expect(affected(records(DEALS, { created }))).toEqual({ companies: [], deals: [] });
    expect(affected(records(DEALS, { created }), written(COMPANIES, 'Deals'))).toMatchObject({
      companies: ['Many', 'New', 'Share', 'Won'],
    });
  });

  it('is the links to a record that has gone where its table knows nothing of them, and what looks through them', () => {
    const [parent, many] = [id('Parent'), id('Parents')];
    const toItself = {
      id: parent,
      name: 'Parent',
      type: 'multipleRecordLinks',
      options: { linkedTableId: DEALS },
    };
    const model = base([through('count', 'Parents', 'Parent')]);
    const deals = model.table(DEALS);
    const end = { pairId: 'lnk', own: 'a', other: 'b', linkedTableId: DEALS } as const;
    const linked = model.withTable(
      deals.withFields([...deals.fields, fieldModel(toItself as unknown as Field, end)]),
    );
    const deleted = [{ id: 'rec', n: 1, before: {} }];
    expect(affectedCells(linked, change(records(DEALS, { deleted })))).toEqual({ [DEALS]: [many, parent] });
    expect(affected(records(DEALS, { deleted }))).toEqual({ companies: [], deals: [] });
  });

  it('is the cells of a formula that was changed, and of what reads it', () => {
    const options = (source: string) => ({ options: { formula: source } });
    const edited = { tableId: COMPANIES, fieldId: id('Share') };
    expect(affected(schema({ ...edited, before: options('1'), after: options('2') }))).toEqual({
      companies: ['Share'],
      deals: ['Shares'],
    });
    expect(affected(schema({ ...edited, before: options('1'), after: options('1') }))).toEqual({
      companies: [],
      deals: [],
    });
  });

  it('is the cells of a field that got another type, titles made of them, and what reads them', () => {
    const converted = { action: 'field.converted', before: number('Amount'), after: text('Amount') };
    expect(affected(schema({ ...converted, tableId: DEALS, fieldId: id('Amount') }))).toEqual({
      companies: ['Share', 'Won'],
      deals: ['Amount', 'Shares', 'Twice'],
    });
    expect(affected(schema({ ...converted, tableId: DEALS, fieldId: id('Deal') }))).toEqual({
      companies: ['Deals'],
      deals: ['Deal'],
    });
    const lost = base([formula('Lost', '{Gone} + 1')]);
    const over = schema({ ...converted, tableId: DEALS, fieldId: id('Deal') });
    expect(affectedCells(lost, change(over))[DEALS]).toContain(id('Lost'));
  });

  it('is the cells of computed fields that have lost what they read', () => {
    const lost = base([formula('Lost', '{Gone} + 1'), formula('Follows', '{Lost}')]);
    const gone = schema({ action: 'field.deleted', tableId: DEALS, fieldId: id('Gone') });
    expect(affectedCells(lost, change(gone))).toEqual({ [DEALS]: [id('Lost'), id('Follows')] });
  });
});

it('tells the cells that change with time alone, titles and what reads them included', () => {
  const clock = base([formula('Now', 'NOW()'), formula('Reads', '{Now} & ""')]);
  expect([...clock.dependents.volatile].sort()).toEqual(['Age', 'Now', 'Reads'].map(id).sort());
});
