import { readFileSync } from 'node:fs';
import { type Field, FIELD_TYPES } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';
import type { BasePlan } from './base-plan';
import { parseBaseFile } from './parse-base-file';
import { exported } from './testing/exported';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- files are taken apart and broken at will here.
type Json = Record<string, any>;

const rich = () =>
  JSON.parse(
    readFileSync(new URL('../../../../testing/data/rich-base.schema.json', import.meta.url), 'utf8'),
  ) as Json;

const SERVED: readonly string[] = FIELD_TYPES;

/** The sample base with the fields this release serves, without lookups of others. */
function served(): Json {
  const file = rich();
  for (const table of file['tables'] as Json[]) {
    const gone = new Set<string>();
    table['fields'] = (table['fields'] as Json[]).filter(({ type, name, options }) => {
      const known = SERVED.includes(type) && options?.['fieldInLinkedTable'] !== 'Logo';
      if (!known) gone.add(name);
      return known;
    });
    for (const record of table['records'] as Json[]) for (const name of gone) delete record[name];
    for (const view of table['views'] as Json[])
      view['sort'] = view['sort']?.filter((key: Json) => !gone.has(key['field']));
  }
  return file;
}

function planOf(file: unknown, users = {}): BasePlan {
  const outcome = parseBaseFile(file, { users });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error.slice(0, 5)));
  return outcome.value;
}

const errorsOf = (file: unknown) => {
  const outcome = parseBaseFile(file);
  return outcome.ok ? [] : outcome.error;
};

const tableOf = (plan: BasePlan, name: string) => {
  const table = plan.tables.find((found) => found.name === name);
  if (!table) throw new Error(`no table ${name}`);
  return table;
};

/** Cells of a record by field name. */
function cellsOf(plan: BasePlan, tableName: string, index: number): Record<string, unknown> {
  const { fields, records } = tableOf(plan, tableName);
  const cells = records[index]?.cells ?? {};
  return Object.fromEntries(fields.filter(({ id }) => id in cells).map(({ id, name }) => [name, cells[id]]));
}

describe('the sample base', () => {
  const plan = planOf(served(), {
    '@mia': { id: 'usrDemo0000000001', name: 'Demo', email: 'demo@home.example' },
  });

  it('has every table with its records, repeated rows written out', () => {
    const counts = Object.fromEntries(plan.tables.map(({ name, records }) => [name, records.length]));
    expect(counts).toEqual({
      Companies: 4,
      Contacts: 2,
      Deals: 4,
      Projects: 3,
      Tasks: 250,
      'Time entries': 40,
      Assets: 2,
      'Field zoo': 5,
      'Public holidays': 2,
    });
  });

  it('turns cells into raw form', () => {
    const type = tableOf(plan, 'Companies').fields.find(({ name }) => name === 'Type') as Field;
    const { choices } = fieldAs(type, 'multipleSelects', 'singleSelect').options;
    expect(cellsOf(plan, 'Companies', 0)).toMatchObject({
      Company: 'Acme Pumpen GmbH',
      Type: choices.find(({ name }) => name === 'Customer')?.['id'],
      'Credit limit': 50000,
      'Account manager': 'usrDemo0000000001',
    });
    expect(cellsOf(plan, 'Deals', 2)).toMatchObject({ Amount: 0, Probability: 0 });
    expect(cellsOf(plan, 'Companies', 3)).toEqual({});
  });

  it('cycles the lists of a repeated row and counts days on, from turn 0', () => {
    expect(cellsOf(plan, 'Tasks', 0)).toMatchObject({ Task: 'Task 0', 'Story points': 0, Due: '2026-01-05' });
    expect(cellsOf(plan, 'Tasks', 0)).not.toHaveProperty('Done');
    expect(cellsOf(plan, 'Tasks', 11)).toMatchObject({
      Task: 'Task 11',
      'Story points': 2,
      Due: '2026-01-16',
      Done: true,
    });
    expect(cellsOf(plan, 'Time entries', 39)).toMatchObject({ Day: '2026-02-20', Time: 27000, Rate: 110 });
  });

  it('pairs the two ends of every link and keeps each link once', () => {
    const nameOf = (id: string | null) =>
      plan.tables.flatMap((table) =>
        table.fields.filter((field) => field.id === id).map(({ name }) => `${table.name}.${name}`),
      )[0];
    const ends = plan.links.map(({ fieldId, inverseFieldId, pairs }) => [
      nameOf(fieldId),
      nameOf(inverseFieldId),
      pairs.length,
    ]);
    expect(ends).toEqual([
      ['Companies.Parent company', undefined, 1],
      ['Companies.Contacts', 'Contacts.Company', 2],
      ['Companies.Deals', 'Deals.Company', 3],
      ['Companies.Projects', 'Projects.Client', 2],
      ['Contacts.Deals', 'Deals.Contacts', 3],
      ['Deals.Project', 'Projects.Deal', 2],
      ['Projects.Tasks', 'Tasks.Project', 188],
      ['Projects.Depends on', undefined, 1],
      ['Tasks.Blocked by', undefined, 0],
      ['Tasks.Entries', 'Time entries.Task', 40],
      ['Field zoo.Self', undefined, 2],
    ]);
  });

  it('names what it does not keep', () => expect(plan.ignored).toEqual(['files', 'comments', 'webhooks']));

  it('gives the same plan again from its own export', () => {
    const again = planOf(exported(plan));
    expect(again).toEqual({ ...plan, ignored: [] });
  });

  it('works out every computed field, and warns of those that are not valid', () => {
    const options = (table: string, name: string) =>
      tableOf(plan, table).fields.find((field) => field.name === name)?.options as Json;
    expect(options('Companies', 'Won value')).toMatchObject({
      isValid: true,
      formula: 'SUM(values)',
      result: { type: 'number', options: { precision: 2 } },
    });
    expect(options('Tasks', 'Client industries')).toMatchObject({
      isValid: true,
      result: { type: 'multipleSelects' },
    });
    expect(options('Contacts', 'Full name')['formula']).toMatch(
      /^TRIM\(CONCATENATE\(\{fld\w{14}\}, ' ', \{fld\w{14}\}\)\)$/,
    );
    expect(options('Field zoo', 'F invalid')).toMatchObject({
      formula: '{Gone} + 1',
      isValid: false,
      result: null,
    });
    const at = tableOf(plan, 'Field zoo').fields.findIndex(({ name }) => name === 'F invalid');
    expect(plan.warnings).toEqual([
      {
        path: expect.stringMatching(`^tables\\[7\\]\\.fields\\[${at}\\]$`),
        message: expect.stringContaining('Gone'),
      },
    ]);
  });

  it('is refused as it is, with the path of every type not served yet', () => {
    const unserved = (rich().tables as Json[]).flatMap(({ fields }, table) =>
      (fields as Json[]).flatMap(({ type }, field) =>
        SERVED.includes(type) || type === 'manualSort'
          ? []
          : [{ path: `tables[${table}].fields[${field}].type`, message: `unknown field type "${type}"` }],
      ),
    );
    expect(errorsOf(rich())).toEqual(expect.arrayContaining(unserved.slice(0, 10)));
  });
});

/** A small valid file to break. */
const small = (): Json => ({
  id: 'appSmall000000001',
  name: 'Small',
  workspace: { id: 'wspSmall000000001', name: 'Home' },
  users: [{ key: '@mia', id: 'usrMia00000000001', name: 'Mia', email: 'mia@studio.example', role: 'owner' }],
  tables: [
    {
      id: 'tblOrders00000001',
      name: 'Orders',
      fields: [
        { id: 'fldName0000000001', name: 'Name', type: 'singleLineText' },
        {
          name: 'Stage',
          type: 'singleSelect',
          options: { choices: [{ id: 'selOpen0000000001', name: 'Open' }] },
        },
        {
          name: 'Lines',
          type: 'multipleRecordLinks',
          options: { linkedTable: 'Lines', inverseName: 'Order' },
        },
        { name: 'id', type: 'number', options: { precision: 0 } },
        { name: 'No.', type: 'autoNumber' },
        { name: 'Touched', type: 'lastModifiedTime', options: { fields: ['Stage'] } },
      ],
      views: [
        { id: 'viwAll00000000001', name: 'All', type: 'grid', sort: [{ field: 'Stage', direction: 'desc' }] },
      ],
      records: [
        { _k: 'a', _id: 'recOrderA00000001', id: 7, Name: 'A', Stage: 'Open', Lines: ['x', 'y'], 'No.': 3 },
        { _k: 'b', createdTime: '2026-01-02T03:04:05Z', createdBy: '@mia', Name: 'B', Lines: ['x'] },
      ],
    },
    {
      name: 'Lines',
      fields: [{ name: 'Line', type: 'singleLineText' }],
      records: [
        { _k: 'x', Line: 'X', Order: ['b'] },
        { _k: 'y', id: 'recLineY000000001', fields: { Line: 'Y' } },
      ],
    },
  ],
});

describe('a file with ids of its own', () => {
  it('keeps the ids, and mints those it lacks', () => {
    const plan = planOf({
      ...small(),
      tables: small()['tables'].map((table: Json, at: number) =>
        at
          ? {
              ...table,
              fields: [
                ...table['fields'],
                {
                  name: 'Order',
                  type: 'multipleRecordLinks',
                  options: { linkedTableId: 'tblOrders00000001' },
                },
              ],
            }
          : table,
      ),
    });
    expect(plan.workspace).toEqual({ id: 'wspSmall000000001', name: 'Home' });
    expect(plan.base.id).toBe('appSmall000000001');
    const orders = tableOf(plan, 'Orders');
    expect([orders.id, orders.primaryFieldId, orders.views[0]?.id]).toEqual([
      'tblOrders00000001',
      'fldName0000000001',
      'viwAll00000000001',
    ]);
    expect(orders.records[0]?.id).toBe('recOrderA00000001');
    expect(orders.records[1]).toMatchObject({
      createdTime: '2026-01-02T03:04:05.000Z',
      createdBy: 'usrMia00000000001',
    });
    expect(cellsOf(plan, 'Orders', 0)).toEqual({ Name: 'A', Stage: 'selOpen0000000001', id: 7, 'No.': 3 });
    expect(tableOf(plan, 'Lines').records[1]?.id).toBe('recLineY000000001');
    expect(tableOf(plan, 'Lines').records[0]?.id).toMatch(/^rec[0-9A-Za-z]{14}$/);
  });

  it('adds the other end of a link that stands on one side only', () => {
    const file = small();
    delete file['tables'][1]['records'][0]['Order'];
    const plan = planOf(file);
    const inverse = tableOf(plan, 'Lines').fields[1];
    expect(inverse).toMatchObject({
      name: 'Order',
      type: 'multipleRecordLinks',
      options: { linkedTableId: 'tblOrders00000001', inverseLinkFieldId: plan.links[0]?.fieldId },
    });
    expect(plan.links[0]?.inverseFieldId).toBe(inverse?.id);
    expect(plan.links[0]?.pairs.map(([own]) => own)).toEqual([
      'recOrderA00000001',
      'recOrderA00000001',
      tableOf(plan, 'Orders').records[1]?.id,
    ]);
  });
});

describe('people the caller knows', () => {
  const tom = { id: 'usrTom00000000001', name: 'Tom', email: 'Tom@studio.example' };

  it.each([['@tom'], ['usrTom00000000001'], ['tom@studio.example']])(
    'may be named by %s without being listed',
    (name) => {
      const file = small();
      delete file['tables'][1]['records'][0]['Order'];
      file['tables'][0]['records'][1]['createdBy'] = name;
      const plan = planOf(file, { '@tom': tom });
      expect(tableOf(plan, 'Orders').records[1]?.createdBy).toBe(tom.id);
      expect(plan.users.map(({ id }) => id)).toEqual(['usrMia00000000001', tom.id]);
    },
  );
});

describe('a faulty file', () => {
  const change = (edit: (file: Json) => void): Json => {
    const file = small();
    delete file['tables'][1]['records'][0]['Order'];
    edit(file);
    return file;
  };
  const orders = (file: Json): Json => file['tables'][0];

  it.each<[string, (file: Json) => void, string, string]>([
    [
      'an unknown field type',
      (file) => (orders(file)['fields'][1].type = 'colour'),
      'tables[0].fields[1].type',
      'unknown field type "colour"',
    ],
    [
      'a link to no table',
      (file) => (orders(file)['fields'][2].options.linkedTable = 'Nope'),
      'tables[0].fields[2].options.linkedTable',
      'no such table',
    ],
    [
      'a missing option',
      (file) => (orders(file)['fields'][3].options = {}),
      'tables[0].fields[3].options.precision',
      'is missing',
    ],
    [
      'an option of the wrong kind',
      (file) => (orders(file)['fields'][1].options.choices[0].color = 'mauve'),
      'tables[0].fields[1].options.choices[0].color',
      'is invalid',
    ],
    [
      'a watched field that is not there',
      (file) => (orders(file)['fields'][5].options.fields = ['Gone']),
      'tables[0].fields[5].options.fields[0]',
      'no such field',
    ],
    [
      'a next number that is none',
      (file) => (orders(file)['nextNumber'] = 0),
      'tables[0].nextNumber',
      'must be a whole number from 1 to 1000000000000',
    ],
    [
      'a next number from which a table could count on to inexact ones',
      (file) => (orders(file)['nextNumber'] = Number.MAX_SAFE_INTEGER),
      'tables[0].nextNumber',
      'must be a whole number from 1 to 1000000000000',
    ],
    [
      'one id for two things',
      (file) => (file['tables'][1].id = 'tblOrders00000001'),
      'tables[1].id',
      'id tblOrders00000001 is used twice',
    ],
    [
      'an id of the wrong kind',
      (file) => (orders(file).id = 'fldName0000000001'),
      'tables[0].id',
      'must be a table id: tbl and 14 letters or digits',
    ],
    [
      'two fields of one name',
      (file) => (orders(file)['fields'][1].name = 'name'),
      'tables[0].fields[1].name',
      '"name" is used twice',
    ],
    [
      'two tables of one name',
      (file) => (file['tables'][1].name = 'ORDERS'),
      'tables[1].name',
      '"ORDERS" is used twice',
    ],
    [
      'a time of a cell that is none',
      (file) => (orders(file)['records'][1].cellTimes = { Name: 'soon' }),
      'tables[0].records[1].cellTimes.Name',
      'must be an ISO time',
    ],
    [
      'a time of a cell of no field',
      (file) => (orders(file)['records'][1].cellTimes = { Naem: '2026-01-02T03:04:05Z' }),
      'tables[0].records[1].cellTimes.Naem',
      'no such field',
    ],
    [
      'two records of one key',
      (file) => (orders(file)['records'][1]._k = 'a'),
      'tables[0].records[1]._k',
      'key "a" is used twice',
    ],
    [
      'one record twice',
      (file) => (orders(file)['records'][1]._id = 'recOrderA00000001'),
      'tables[0].records[1]._id',
      'id recOrderA00000001 is used twice',
    ],
    [
      'a link to no record',
      (file) => (orders(file)['records'][0].Lines = ['x', 'gone']),
      'tables[0].records[0].Lines[1]',
      'no such record in Lines',
    ],
    [
      'a place among links that is none',
      (file) => {
        orders(file)['fields'].find(({ name }: Json) => name === 'Lines').id = 'fldLines000000001';
        file['links'] = { fldLines000000001: [['recOrderA00000001', 'recLineY000000001', -1]] };
      },
      'links.fldLines000000001[0]',
      'must have a whole number from 0 to 20000000 for a place',
    ],
    [
      'a cell of the wrong kind',
      (file) => (orders(file)['records'][0].id = 'seven'),
      'tables[0].records[0].id',
      'Field "id" cannot accept the provided value',
    ],
    [
      'a choice that is not there',
      (file) => (orders(file)['records'][0].Stage = 'Shut'),
      'tables[0].records[0].Stage',
      'Insufficient permissions to create new select option ""Shut""',
    ],
    [
      'a cell of no field',
      (file) => (orders(file)['records'][0]['What is this?'] = 1),
      'tables[0].records[0]["What is this?"]',
      'no such field',
    ],
    [
      'a value for a computed field',
      (file) =>
        orders(file)['fields'].push({ name: 'Made', type: 'createdTime' }) &&
        (orders(file)['records'][0].Made = '2026-01-01'),
      'tables[0].records[0].Made',
      'is computed and takes no value',
    ],
    [
      'one number for two records',
      (file) => (orders(file)['records'][1]['No.'] = 3),
      'tables[0].records[1]',
      'autoNumber 3 is used twice',
    ],
    [
      'a stranger',
      (file) => (orders(file)['records'][1].createdBy = '@tom'),
      'tables[0].records[1].createdBy',
      'no such user',
    ],
    [
      'a prompt about no field',
      (file) =>
        orders(file)['fields'].push({
          name: 'Sum',
          type: 'aiText',
          options: { prompt: [{ field: 'Gone' }] },
        }),
      'tables[0].fields[6].options.prompt[0].field',
      'no such field',
    ],
    [
      'a value for a button',
      (file) =>
        orders(file)['fields'].push({ name: 'Visit', type: 'button' }) &&
        (orders(file)['records'][0].Visit = 'x'),
      'tables[0].records[0].Visit',
      'is computed and takes no value',
    ],
    [
      'an attachment of another cell',
      (file) =>
        orders(file)['fields'].push({ name: 'Files', type: 'multipleAttachments' }) &&
        (orders(file)['records'][0].Files = [{ id: 'attOther000000001' }]),
      'tables[0].records[0].Files',
      'no such attachment',
    ],
    [
      'a stranger among people',
      (file) =>
        orders(file)['fields'].push({ name: 'Team', type: 'multipleCollaborators' }) &&
        (orders(file)['records'][0].Team = ['@mia', '@tom']),
      'tables[0].records[0].Team[1]',
      'no such user',
    ],
    [
      'a time that is none',
      (file) => (orders(file)['records'][1].createdTime = 'noon'),
      'tables[0].records[1].createdTime',
      'must be an ISO time',
    ],
    [
      'a view that sorts by more keys than a view holds',
      (file) => (orders(file)['views'][0].sort = Array.from({ length: 21 }, () => ({ field: 'Stage' }))),
      'tables[0].views[0].sort',
      'must have at most 20',
    ],
    [
      'a view with a column too narrow',
      (file) => (orders(file)['views'][0].columnWidths = { Stage: 47 }),
      'tables[0].views[0].columnWidths.Stage',
      'must be a whole number from 48 to 1200',
    ],
    [
      'a view with a summary that there is not',
      (file) => (orders(file)['views'][0].summaries = { Stage: 'mode' }),
      'tables[0].views[0].summaries.Stage',
      'must be one of sum, average, median, min, max, range, histogram, earliest, latest, dayRange, filled, empty, percentFilled, percentEmpty, unique',
    ],
    [
      'a view that sorts by nothing',
      (file) => (orders(file)['views'][0].sort[0].field = 'Gone'),
      'tables[0].views[0].sort[0].field',
      'no such field',
    ],
    [
      'an unknown kind of view',
      (file) => (orders(file)['views'][0].type = 'list'),
      'tables[0].views[0].type',
      'unknown view type',
    ],
    [
      'a primary field that cannot be one',
      (file) => (orders(file)['primaryField'] = 'Stage'),
      'tables[0].fields[1].type',
      'a field of type singleSelect cannot be the primary field',
    ],
    [
      'an inverse that is no link',
      (file) => (orders(file)['fields'][2].options.inverseName = 'Line'),
      'tables[0].fields[2].options.inverseName',
      '"Line" is not a link back to this field',
    ],
    [
      'a person listed twice',
      (file) => file['users'].push({ key: '@mia', name: 'M', email: 'm@studio.example' }),
      'users[1]',
      'this person is listed twice',
    ],
    [
      'too many repeats',
      (file) => file['tables'][1].records.push({ _repeat: 1e9, Line: 'x' }),
      'tables[1].records[2]._repeat',
      'must be a whole number from 1 to 100000',
    ],
    [
      'a table without fields',
      (file) => (file['tables'][1].fields = []),
      'tables[1].fields',
      'must have at least 1',
    ],
    ['tables that are missing', (file) => delete file['tables'], 'tables', 'must be a list'],
    [
      'a blank name of a workspace without an id',
      (file) => (file['workspace'] = ' '),
      'workspace',
      'must be a text that is not blank',
    ],
    ['a name that is missing', (file) => delete file['name'], 'name', 'must be a text that is not blank'],
    [
      'a text with NUL',
      (file) => (orders(file)['description'] = 'a\0b'),
      'tables[0].description',
      'holds a character that cannot be stored',
    ],
  ])('is refused with the path of %s', (_what, edit, path, message) => {
    expect(errorsOf(change(edit))).toContainEqual({ path, message });
  });

  it('is refused even when it is no object at all', () => {
    for (const file of [
      null,
      1,
      'base',
      [],
      {},
      { name: 'x', tables: {} },
      { name: 'x', tables: [null, { fields: [null] }] },
    ]) {
      expect(errorsOf(file).length).toBeGreaterThan(0);
    }
  });

  it('names all that is wrong at once, up to a hundred places', () => {
    const errors = errorsOf(
      change(
        (file) => ((orders(file)['records'][0].Stage = 'Shut'), (orders(file)['fields'][3].options = {})),
      ),
    );
    expect(errors.map(({ path }) => path)).toEqual([
      'tables[0].fields[3].options.precision',
      'tables[0].records[0].Stage',
    ]);
    expect(
      errorsOf(change((file) => (file['tables'][1].records = Array(500).fill({ Gone: 1 })))),
    ).toHaveLength(100);
  });
});
