import type { Change, Field } from '@pyairtable/contracts';
import type { Cells } from '../cells/write-input';
import { BaseModel } from '../model/base-model';
import { fieldModel, type LinkEnd } from '../model/field-model';
import { TableModel } from '../model/table-model';
import { EMPTY_CHANGE_SET } from './change-set';
import { commandOf, expectedRecords, planRecords, type RecordCommand } from './record-command';
import type { RecordLookup } from './record-plan';

const [FIRMS, DEALS] = ['tblFirms000000000', 'tblDeals000000000'];
const [FIRM, NAME, STAGE, COUNT, FILES, LINK] = ['Firm', 'Name', 'Stage', 'Count', 'Files', 'Link'].map(
  (name) => `fld${name}`.padEnd(17, '0'),
) as [string, string, string, string, string, string];
const [ONE, TWO] = ['recOne00000000000', 'recTwo00000000000'];

const table = (id: string, name: string, fields: Field[], links: Record<string, LinkEnd> = {}) =>
  new TableModel({
    id,
    baseId: 'appBase0000000000',
    name,
    primaryFieldId: (fields[0] as Field).id,
    fields: fields.map((field) => fieldModel(field, links[field.id])),
    views: [],
  });

const base = new BaseModel({
  id: 'appBase0000000000',
  workspaceId: 'wspSpace000000000',
  name: 'Base',
  color: 'blue',
  icon: 'grid',
  schemaVersion: 1,
  members: [],
  tables: [
    table(FIRMS, 'Firms', [{ id: FIRM, name: 'Firm', type: 'singleLineText' }]),
    table(
      DEALS,
      'Deals',
      [
        { id: NAME, name: 'Name', type: 'singleLineText' },
        {
          id: STAGE,
          name: 'Stage',
          type: 'singleSelect',
          options: { choices: [{ id: 'selOpen0000000000', name: 'Open' }] },
        },
        { id: COUNT, name: 'Count', type: 'autoNumber' },
        { id: FILES, name: 'Files', type: 'multipleAttachments', options: { isReversed: false } },
        {
          id: LINK,
          name: 'Firms',
          type: 'multipleRecordLinks',
          options: { linkedTableId: FIRMS, isReversed: false, prefersSingleRecordLink: false },
        },
      ] as Field[],
      { [LINK]: { pairId: LINK, own: 'a', other: 'b', linkedTableId: FIRMS } },
    ),
  ],
});

/** What is stored, for planning. */
const stored = ({
  titles = {},
  named = {},
  cells = {},
  log = {},
  convertedSince = [],
}: {
  titles?: Record<string, string>;
  /** Records of Deals by name. */
  named?: Record<string, string[]>;
  cells?: Record<string, Cells>;
  log?: Record<number, Change['changes']>;
  convertedSince?: readonly Field[];
} = {}): RecordLookup => ({
  async match(_table, records) {
    return new Map(records.map(({ cells }, at) => [at, named[String(cells[NAME])] ?? []]));
  },
  async titles(wanted) {
    return new Map([...wanted.keys()].map((tableId) => [tableId, new Map(Object.entries(titles))]));
  },
  async titlesOf() {
    return new Map(Object.entries(titles).map(([title, id]) => [id, title]));
  },
  async cells(_table, recordIds) {
    return new Map(recordIds.flatMap((id) => (cells[id] ? [[id, cells[id]] as const] : [])));
  },
  async logged(seq) {
    return log[seq] ? { changes: log[seq], convertedSince } : null;
  },
  async former() {
    return convertedSince.toReversed();
  },
});

const plan = (command: RecordCommand, lookup = stored()) =>
  planRecords(command, base, { lookup, userId: 'usrMia00000000000' });
const refused = (type: string) => expect.objectContaining({ type });
const inDeals = { table: 'Deals', form: 'public', replace: false } as const;

describe('commands', () => {
  it('create records under ids of their own, or those that others made', async () => {
    const records = [{ cells: { Name: 'a' } }, { id: ONE, cells: { Name: 'b' } }];
    const { set, report } = await plan({ kind: 'create', ...inDeals, records });
    const minted = expect.stringMatching(/^rec[0-9A-Za-z]{14}$/);
    expect(set).toEqual({
      ...EMPTY_CHANGE_SET,
      creates: [
        { id: minted, cells: { [NAME]: 'a' } },
        { id: ONE, cells: { [NAME]: 'b' } },
      ],
      givenIds: true,
    });
    expect(report.recordIds).toEqual(set.creates.map(({ id }) => id));
    expect(report.createdIds).toEqual(report.recordIds);
  });

  it('update a record once, and report it as often as it was named', async () => {
    const records = [
      { id: ONE, cells: { Name: 'a' } },
      { id: TWO, cells: { Name: 'b' } },
      { id: ONE, cells: { Name: 'c', Stage: 'Open' } },
    ];
    const { set, report } = await plan({ kind: 'update', ...inDeals, records });
    expect(set.updates).toEqual([
      { id: ONE, cells: { [NAME]: 'c', [STAGE]: 'selOpen0000000000' } },
      { id: TWO, cells: { [NAME]: 'b' } },
    ]);
    expect(report).toEqual({ recordIds: [ONE, TWO, ONE], createdIds: [], updatedIds: [ONE, TWO] });
  });

  it('clear what is not given where they replace, but never what the server fills', async () => {
    const records = [{ id: ONE, cells: { Name: 'a' } }];
    const { set } = await plan({ kind: 'update', ...inDeals, replace: true, records });
    expect(set.updates).toEqual([
      { id: ONE, cells: { [NAME]: 'a', [STAGE]: null, [FILES]: null, [LINK]: null } },
    ]);
  });

  it('keep files that a record has, and refuse those of others and of records to be', async () => {
    const file = { id: 'attPlan0000000000', url: 'https://ex.org/1', filename: 'plan.pdf', size: 7 };
    const lookup = stored({ cells: { [ONE]: { [FILES]: [file] } }, named: { known: [ONE] } });
    const cells = { Name: 'known', Files: [{ id: file.id }] };
    for (const command of [
      { kind: 'update', ...inDeals, records: [{ id: ONE, cells }] },
      { kind: 'upsert', ...inDeals, mergeOn: ['Name'], records: [{ cells }] },
    ] as RecordCommand[])
      expect((await plan(command, lookup)).set.updates).toEqual([
        { id: ONE, cells: { [NAME]: 'known', [FILES]: [file] } },
      ]);
    for (const command of [
      { kind: 'create', ...inDeals, records: [{ cells }] },
      { kind: 'update', ...inDeals, records: [{ id: TWO, cells }] },
      { kind: 'upsert', ...inDeals, mergeOn: ['Name'], records: [{ cells: { ...cells, Name: 'new' } }] },
    ] as RecordCommand[])
      await expect(plan(command, lookup)).rejects.toEqual(refused('INVALID_ATTACHMENT_OBJECT'));
  });

  it('merge records by what they hold, and create those that nothing matches', async () => {
    const lookup = stored({ named: { known: [ONE] } });
    const records = [
      { cells: { Name: 'new', Firms: [] } },
      { cells: { Name: 'known', Stage: 'Open' } },
      { id: TWO, cells: { Name: 'named' } },
    ];
    const { set, report } = await plan(
      { kind: 'upsert', ...inDeals, replace: true, mergeOn: ['Name'], records },
      lookup,
    );
    const [fresh] = report.createdIds;
    expect(set.creates).toEqual([{ id: fresh, cells: { [NAME]: 'new' } }]);
    expect(set.updates).toEqual([
      { id: ONE, cells: { [NAME]: 'known', [STAGE]: 'selOpen0000000000', [FILES]: null, [LINK]: null } },
      { id: TWO, cells: { [NAME]: 'named', [STAGE]: null, [FILES]: null, [LINK]: null } },
    ]);
    expect(report).toEqual({ recordIds: [fresh, ONE, TWO], createdIds: [fresh], updatedIds: [ONE, TWO] });
  });

  it.each([
    ['a field that cannot be merged on', { mergeOn: ['Firms'], cells: {} }, 'INVALID_REQUEST_UNKNOWN'],
    ['a record without its merge fields', { mergeOn: ['Name'], cells: {} }, 'INVALID_REQUEST_UNKNOWN'],
    ['a record that several match', { mergeOn: ['Name'], cells: { Name: 'twice' } }, 'INVALID_RECORDS'],
  ])('refuse %s', async (_what, { mergeOn, cells }, type) => {
    const lookup = stored({ named: { twice: [ONE, TWO] } });
    await expect(plan({ kind: 'upsert', ...inDeals, mergeOn, records: [{ cells }] }, lookup)).rejects.toEqual(
      refused(type),
    );
  });

  it('link to the records that typecast names, and make those that are not there and new choices once', async () => {
    const records = [
      { cells: { Stage: 'Late', Firms: 'Acme, Bolt' } },
      { cells: { Stage: 'Late', Firms: ['Bolt'] } },
    ];
    const { set } = await plan(
      { kind: 'create', ...inDeals, form: 'typecast', records },
      stored({ titles: { Acme: ONE } }),
    );
    const [{ table: linked, records: [bolt] = [] } = {}, ...others] = set.linkedCreations;
    expect([linked?.id, others, bolt?.cells]).toEqual([FIRMS, [], { [FIRM]: 'Bolt' }]);
    const late = set.choices[0]?.options.choices[1];
    expect(late?.name).toBe('Late');
    expect(set.creates.map(({ cells }) => cells)).toEqual([
      { [STAGE]: late?.id, [LINK]: [ONE, bolt?.id] },
      { [STAGE]: late?.id, [LINK]: [bolt?.id] },
    ]);
  });

  it('delete each record once', async () => {
    const { set, report } = await plan({ kind: 'delete', table: 'Deals', recordIds: [ONE, TWO, ONE] });
    expect([set.deletes, report.recordIds]).toEqual([
      [ONE, TWO],
      [ONE, TWO],
    ]);
  });

  it('bring back what an entry deleted, without the cells of fields that have gone', async () => {
    const before = { [NAME]: 'back', [STAGE]: null, fldGone0000000000: 'lost' };
    const record = { id: ONE, n: 7, createdTime: '2026-01-01T00:00:00.000Z', createdBy: 'usrA' };
    const lookup = stored({
      log: {
        3: [{ kind: 'records', tableId: DEALS, deleted: [{ ...record, before }] }],
        4: [{ kind: 'records', tableId: DEALS, created: [] }],
        5: [{ kind: 'records', tableId: 'tblGone0000000000', deleted: [{ ...record, before }] }],
      },
    });
    const { set } = await plan({ kind: 'restore', seq: 3 }, lookup);
    expect(set.restores).toEqual([{ ...record, cells: { [NAME]: 'back' } }]);
    for (const seq of [4, 5, 6])
      await expect(plan({ kind: 'restore', seq }, lookup)).rejects.toEqual(refused('MODEL_ID_NOT_FOUND'));
  });

  it('bring back as the new type reads them the cells of a field that got another one', async () => {
    const texts = { [NAME]: 7, [STAGE]: 'Open', [COUNT]: 'seven', [FILES]: 'a file', [LINK]: ['recBolt'] };
    const record = { n: 7, createdTime: '2026-01-01T00:00:00.000Z', createdBy: null };
    const deleted = [
      { id: ONE, ...record, before: texts },
      { id: TWO, ...record, before: { [STAGE]: 'Lost' } },
    ];
    const as = (id: string, type: string) => ({ id, name: id, type }) as Field;
    const text = [STAGE, COUNT, FILES].map((id) => as(id, 'multilineText'));
    const number = { ...as(NAME, 'number'), options: { precision: 1 } } as Field;
    const lookup = stored({
      log: { 3: [{ kind: 'records', tableId: DEALS, deleted }] },
      convertedSince: [number, ...text, as(NAME, 'multilineText')],
    });
    const { set } = await plan({ kind: 'restore', seq: 3 }, lookup);
    expect(set.restores.map(({ cells }) => cells)).toEqual([
      { [NAME]: '7.0', [STAGE]: 'selOpen0000000000', [LINK]: ['recBolt'] },
      {},
    ]);
  });

  it('refuse cells of fields that the server fills, fields that are not there and tables that are not', async () => {
    const create = (cells: object, place = 'Deals') =>
      plan({ kind: 'create', table: place, form: 'public', records: [{ cells: { ...cells } }] });
    await expect(create({ Count: 1 })).rejects.toEqual(refused('INVALID_VALUE_FOR_COLUMN'));
    await expect(create({ Nobody: 1 })).rejects.toEqual(refused('UNKNOWN_FIELD_NAME'));
    await expect(create({}, 'Nowhere')).rejects.toEqual(refused('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND'));
  });

  it('say which records they take to be there', () => {
    const records = [{ id: ONE, cells: {} }];
    expect(expectedRecords({ kind: 'update', ...inDeals, records })).toEqual({
      table: 'Deals',
      recordIds: [ONE],
    });
    expect(expectedRecords({ kind: 'upsert', ...inDeals, mergeOn: ['Name'], records: [{ cells: {} }] })).toBe(
      null,
    );
    expect(expectedRecords({ kind: 'create', ...inDeals, records })).toBe(null);
  });

  it('are what the ops of browsers ask for, with raw cells', async () => {
    const op = { id: 'op-000001', tableId: DEALS };
    const raw = { [STAGE]: 'selOpen0000000000' };
    const create = commandOf({ ...op, kind: 'records.create', records: [{ id: ONE, cells: raw }] });
    expect((await plan(create)).set.creates).toEqual([{ id: ONE, cells: raw }]);
    const update = commandOf({ ...op, kind: 'records.update', records: [{ id: ONE, cells: raw }] });
    expect((await plan(update)).set.updates).toEqual([{ id: ONE, cells: raw }]);
    expect(commandOf({ ...op, kind: 'records.delete', recordIds: [ONE] })).toEqual({
      kind: 'delete',
      table: DEALS,
      recordIds: [ONE],
    });
    expect(commandOf({ id: op.id, kind: 'records.restore', seq: 3 })).toEqual({ kind: 'restore', seq: 3 });
  });
});
