import { newId } from '@pyairtable/kernel';
import Airtable from 'airtable';
import { ApiHarness, type Client } from '../testing/api-harness';
import { type Cells, importFile, type ImportedBase, sampleFile } from '../testing/sample-base';

let api: ApiHarness;
let mia: Client;
let base: ImportedBase;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client({ name: 'Mia Berg', email: 'mia@studio.example' });
  base = await importFile(api, mia, sampleFile());
});

afterAll(() => api.stop());

const cells = async (table: string, query = ''): Promise<Cells[]> =>
  (await base.records(table, query)).map(({ fields }) => fields);

const formula = (text: string) => `filterByFormula=${encodeURIComponent(text)}`;

const NAN = { specialValue: 'NaN' };
const INFINITE = { specialValue: 'Infinity' };
const ERROR = { error: '#ERROR!' };
const HOURS = 70_201 / 3_600;

describe('the sample base', () => {
  it('is imported whole, with a warning about the one formula that is wrong', () => {
    expect(base.imported).toMatchObject({ tables: 9, records: 312 });
    expect(base.imported.warnings).toEqual([
      { path: expect.stringMatching(/^tables\[7\]\.fields/), message: expect.stringContaining('Gone') },
    ]);
  });

  it('is the same base again once it was exported and imported', async () => {
    const file = (await mia.get(`/v1/bases/${base.id}/export`)).body;
    const again = await importFile(api, mia, { ...file, id: newId('base') });
    expect(again.imported.warnings).toEqual(base.imported.warnings);
    for (const { name } of file.tables) expect(await again.records(name)).toEqual(await base.records(name));
    const schema = async (id: string) => (await mia.get(`/v0/meta/bases/${id}/tables`)).body;
    expect(await schema(again.id)).toEqual(await schema(base.id));
  });

  it('rolls up the deals and contacts of companies', async () => {
    const [acme, nord, brau, blank] = await base.records('Companies');
    expect(acme?.fields).toMatchObject({
      'Won value': 48250.5,
      'Average odds': 0.5,
      'Contact count': 1,
      'Health score': 96.5,
      'Deal stages': 'Won / Lost',
      'Next close': '2026-02-14',
      Domain: 'acme-pumpen.example',
    });
    expect(nord?.fields).toMatchObject({
      'Credit limit': 0,
      'Won value': 0,
      'Parent company': [acme?.id],
      Domain: 'nordwind.example',
    });
    expect(nord?.fields).not.toHaveProperty('Health score');
    expect(brau?.fields).toMatchObject({ Company: "Bräu's {Haus} & Söhne", 'Contact count': 0 });
    expect(blank?.fields).toMatchObject({ 'Won value': 0, 'Average odds': NAN, 'Contact count': 0 });
  });

  it('names contacts by a formula, and looks up their company', async () => {
    const [lee, jo] = await cells('Contacts');
    expect(lee).toMatchObject({
      'Full name': "Lee O'Hara",
      'Company type': ['Customer'],
      Manager: [{ id: mia.userId, email: 'mia@studio.example', name: 'Mia Berg' }],
    });
    expect(jo).toMatchObject({ 'Full name': 'Jo', 'Company type': ['Prospect'] });
    expect(jo).not.toHaveProperty('Manager');
    expect(jo).not.toHaveProperty('Age');
  });

  it('keeps zeros of deals, and lists what they look up in the order of their links', async () => {
    const [d1, d2, d3, d4] = await cells('Deals');
    expect(d1).toMatchObject({
      'Won amount': 48250.5,
      Code: 'D-0001',
      Industries: ['Energy', 'Public sector'],
    });
    expect(d2).toMatchObject({
      Weighted: 42600,
      Code: 'D-0002',
      'Contact e-mails': ['jo@nordwind.example', 'lee@acme-pumpen.example'],
    });
    expect(d3).toMatchObject({ Amount: 0, Probability: 0, Weighted: 0 });
    expect(d4).toMatchObject({ Amount: -99.99, Weighted: -99.99 * 0.05 });
    expect(d4).not.toHaveProperty('Industries');
  });

  it('chains formulas and rollups from time entries up to projects', async () => {
    const tasks = await cells('Tasks');
    expect(tasks).toHaveLength(250);
    for (const task of tasks.slice(0, 5)) {
      expect(task['Entry count']).toBe(8);
      expect(task['Hours logged']).toBeCloseTo(HOURS, 9);
    }
    expect(tasks[5]).toMatchObject({ 'Entry count': 0, 'Hours logged': 0 });
    const [p1, p2, p3] = await cells('Projects');
    expect(p1).toMatchObject({
      'End (calc)': '2026-02-23',
      'Task count': 63,
      'Open tasks': 63,
      Progress: 0,
      'Client industries': ['Energy', 'Public sector'],
    });
    expect(p1?.['Hours']).toBeCloseTo(2 * HOURS, 9);
    expect(p1?.['Burn rate']).toBeCloseTo((2 * HOURS) / 30, 9);
    expect(p2?.['Burn rate']).toEqual(INFINITE);
    expect(p3?.['Burn rate']).toBeCloseTo(HOURS / 5, 9);
    expect(p3).not.toHaveProperty('Client industries');
  });

  it('looks up over two links', async () => {
    const tasks = await base.records('Tasks');
    const [acme] = await base.records('Companies');
    expect(tasks[0]?.fields).toMatchObject({
      'Client name': [acme?.id],
      'Client industries': ['Energy', 'Public sector'],
      'Project status': ['Running'],
    });
    expect(tasks[3]?.fields).not.toHaveProperty('Project');
    expect(tasks[3]?.fields).not.toHaveProperty('Client industries');
  });

  it('names time entries by their day and task', async () => {
    const entries = await cells('Time entries');
    expect(entries[5]).toMatchObject({ Label: '2026-01-17 Task 0', Hours: 1800.5 / 3600 });
  });
});

describe('the field zoo', () => {
  it('shows every kind of value and fault', async () => {
    const [z1, z2, , , z5] = await base.records('Field zoo');
    expect(z1?.fields).toMatchObject({
      'Self count': 2,
      'F int': 7,
      'F float': 1 / 3,
      'F text': 'xall set',
      'F date': '2026-04-01',
      'F datetime': '2026-03-02T01:00:00.000Z',
      'F bool': 1,
      'F error': ERROR,
      'F NaN': NAN,
      'F inf': INFINITE,
      'F neg inf': { specialValue: '-Infinity' },
      'F id': z1?.id,
      'F switch': 'many',
      'F array': 'all set|zeros',
      'F invalid': ERROR,
      'L int': [7, 5],
      'L error': [ERROR, ERROR],
      'L text': ['all set', 'zeros'],
      'L check': [true],
      'L colour': ['grayDark1'],
      'L date': ['2026-03-01'],
      'R sum': 7,
      'R avg': 3.5,
      'R max date': '2026-03-01',
      'R countall': 2,
      'R counta': 2,
      'R join': 'all set; zeros',
      'R error': ERROR,
    });
    expect(z1?.fields).not.toHaveProperty('F blank');
    expect(z2?.fields).toMatchObject({ 'F int': 5, 'Self count': 0, 'R sum': 0 });
    expect(z5?.fields['F id']).toBe(z5?.id);
    const schema = await mia.get(`/v0/meta/bases/${base.id}/tables`);
    const zoo = schema.body.tables.find(({ name }: { name: string }) => name === 'Field zoo');
    const computed = zoo.fields
      .filter(({ name }: { name: string }) => /^(F|L|R|Self count)/.test(name) && !/^F(loat|iles)/.test(name))
      .map(({ name }: { name: string }) => name);
    expect(computed).toEqual(expect.arrayContaining(Object.keys(z5?.fields ?? {})));
  });

  it('says in its schema which formula is not valid', async () => {
    const schema = await mia.get(`/v0/meta/bases/${base.id}/tables`);
    const zoo = schema.body.tables.find(({ name }: { name: string }) => name === 'Field zoo');
    const invalid = zoo.fields.find(({ name }: { name: string }) => name === 'F invalid');
    expect(invalid.options).toMatchObject({ isValid: false, result: null });
  });

  it('writes cells as texts in the zone and language asked for', async () => {
    const query = 'cellFormat=string&timeZone=Europe/Vienna&userLocale=de';
    const [z1] = await cells('Field zoo', query);
    expect(z1).toMatchObject({
      'Date european': '1/3/2026',
      'DT utc 24': '2026-03-01 23:30',
      'DT client 12': '2.3.2026 12:30am',
      'D .SSS': '0:00:01.125',
      'Pct 0': '50%',
      'CB check': 'checked',
      Self: 'all set, zeros',
      'F bool': '1',
      'F NaN': 'NaN',
      'F inf': 'Infinity',
      'F error': '#ERROR!',
      'L int': '7, 5',
    });
  });
});

describe('the schema of the sample base', () => {
  type Options = { isValid?: boolean; result?: { type: string } | null } & Record<string, unknown>;
  type Field = { name: string; type: string; options?: Options };
  const fieldsOf = async (): Promise<{ table: string; fields: Field[] }[]> => {
    const { tables } = (await mia.get(`/v0/meta/bases/${base.id}/tables`)).body;
    return tables.map(({ name, fields }: { name: string; fields: Field[] }) => ({ table: name, fields }));
  };
  const TEXT = 'string';
  const KINDS: Record<string, string> = {
    number: 'number',
    currency: 'number',
    percent: 'number',
    duration: 'number',
    rating: 'number',
    checkbox: 'boolean',
    multipleAttachments: 'object',
    singleCollaborator: 'object',
    multipleCollaborators: 'object',
  };
  const isFault = (value: unknown) =>
    typeof value === 'object' && value !== null && ('error' in value || 'specialValue' in value);

  it('says of every computed field what its cells hold', async () => {
    for (const { table, fields } of await fieldsOf()) {
      const records = await cells(table);
      for (const { name, type, options } of fields) {
        if (!['formula', 'rollup', 'multipleLookupValues', 'count'].includes(type)) continue;
        const shown = type === 'count' ? 'number' : (options?.result?.type ?? 'invalid');
        const kind = KINDS[shown] ?? TEXT;
        for (const record of records) {
          const cell = record[name];
          if (cell === undefined || isFault(cell)) continue;
          expect([table, name, options?.isValid, Array.isArray(cell)]).toEqual([
            table,
            name,
            true,
            type === 'multipleLookupValues',
          ]);
          const values = Array.isArray(cell) ? cell.filter((value) => !isFault(value)) : [cell];
          for (const value of values) expect([table, name, typeof value]).toEqual([table, name, kind]);
        }
      }
    }
  });

  it('has the options that clients require of each type', async () => {
    const required: Record<string, string[]> = {
      multipleRecordLinks: ['isReversed', 'linkedTableId', 'prefersSingleRecordLink'],
      count: ['isValid'],
      formula: ['isValid', 'formula', 'referencedFieldIds', 'result'],
      rollup: ['isValid', 'recordLinkFieldId', 'fieldIdInLinkedTable', 'referencedFieldIds', 'result'],
      multipleLookupValues: ['isValid', 'recordLinkFieldId', 'fieldIdInLinkedTable', 'result'],
      lastModifiedTime: ['isValid', 'referencedFieldIds', 'result'],
      multipleAttachments: ['isReversed'],
      singleSelect: ['choices'],
      multipleSelects: ['choices'],
      checkbox: ['color', 'icon'],
      rating: ['color', 'icon', 'max'],
      dateTime: ['timeZone', 'dateFormat', 'timeFormat'],
      currency: ['precision', 'symbol'],
      duration: ['durationFormat'],
    };
    for (const { table, fields } of await fieldsOf())
      for (const { name, type, options } of fields)
        for (const key of required[type] ?? [])
          expect([table, name, Object.keys(options ?? {})]).toEqual([
            table,
            name,
            expect.arrayContaining([key]),
          ]);
  });
});

describe('queries that clients run on the sample base', () => {
  it('show a view as it filters and sorts', async () => {
    expect((await cells('Companies', 'view=Customers')).map(({ Company }) => Company)).toEqual([
      'Acme Pumpen GmbH',
    ]);
    expect((await cells('Deals', 'view=Open')).map(({ Deal }) => Deal)).toEqual([
      'Wind park portal',
      'Refund',
    ]);
  });

  it('sort by a choice and a number over three pages', async () => {
    const sort = 'sort[0][field]=State&sort[1][field]=Story points&sort[1][direction]=desc';
    const url = `/v0/${base.id}/Tasks?${encodeURI(sort)}`;
    const sizes: number[] = [];
    for (let offset = ''; ;) {
      const page = await mia.get(`${url}${offset}`);
      sizes.push(page.body.records.length);
      if (page.body.offset === undefined) break;
      offset = `&offset=${encodeURIComponent(page.body.offset)}`;
    }
    expect(sizes).toEqual([100, 100, 50]);
    const states = ['Todo', 'Doing', 'Review', 'Done'];
    const key = (task: Cells) => states.indexOf(String(task['State'])) * 100 - Number(task['Story points']);
    const keys = (await cells('Tasks', encodeURI(sort))).map(key);
    expect(keys).toEqual([...keys].sort((a, b) => a - b));
  });

  it('filter by a formula over formulas, lists, links and dates', async () => {
    const urgent = await cells('Tasks', formula("AND({Is open}=1, FIND('urgent', ARRAYJOIN({Tags})))"));
    expect(urgent).toHaveLength(63);
    expect(new Set(urgent.map(({ State }) => State))).toEqual(new Set(['Doing']));
    expect((await cells('Deals', formula("{Company}='Acme Pumpen GmbH'"))).map(({ Deal }) => Deal)).toEqual([
      'Pump telemetry',
      'Cancelled idea',
    ]);
    const late = await cells('Tasks', formula("IS_AFTER({Due}, '2026-03-01')"));
    expect(late.map(({ Due }) => Due).sort()[0]).toBe('2026-03-02');
    expect(late).toHaveLength(250 - 56);
  });

  it('answer fields by id, and 499 records named by their ids', async () => {
    const schema = await mia.get(`/v0/meta/bases/${base.id}/tables`);
    const tasks = schema.body.tables.find(({ name }: { name: string }) => name === 'Tasks');
    const hours = tasks.fields.find(({ name }: { name: string }) => name === 'Hours logged');
    const [first] = await cells('Tasks', `fields[]=${hours.id}&returnFieldsByFieldId=true&maxRecords=1`);
    expect(Object.keys(first ?? {})).toEqual([hours.id]);
    const ids = (await base.records('Tasks')).map(({ id }) => id);
    const named = [...ids, ...ids].slice(0, 499).map((id) => `RECORD_ID()='${id}'`);
    const answer = await mia.post(`/v0/${base.id}/Tasks/listRecords`, {
      filterByFormula: `OR(${named.join(',')})`,
      maxRecords: 120,
    });
    expect([answer.status, answer.body.records.length]).toEqual([200, 100]);
  });

  it('run in the unmodified airtable client', async () => {
    const endpointUrl = await api.app.listen({ host: '127.0.0.1', port: 0 });
    const table = new Airtable({ apiKey: mia.token, endpointUrl }).base(base.id)('Tasks');
    const urgent = await table
      .select({
        filterByFormula: "AND({Is open}, FIND('urgent', {Tags}), {Entry count} > 0)",
        sort: [{ field: 'Hours logged', direction: 'desc' }, { field: 'No.' }],
        fields: ['Task', 'Client name', 'Hours logged'],
      })
      .all();
    expect(urgent.map((record) => record.get('Task'))).toEqual(['Task 1']);
    expect(urgent[0]?.get('Hours logged')).toBeCloseTo(HOURS, 9);
    const everything = await table.select().all();
    expect(everything).toHaveLength(250);
  });

  it('find companies to update by name and website, and make choices by typecast', async () => {
    const upsert = await mia.patch(`/v0/${base.id}/Companies`, {
      performUpsert: { fieldsToMergeOn: ['Company', 'Website'] },
      records: [
        { fields: { Company: 'Acme Pumpen GmbH', Website: 'https://acme-pumpen.example', Phone: '1' } },
        { fields: { Company: 'Acme Pumpen GmbH', Website: 'https://other.example' } },
      ],
    });
    expect(upsert.body).toMatchObject({
      updatedRecords: [expect.any(String)],
      createdRecords: [expect.any(String)],
    });
    const [task] = await base.records('Tasks');
    const answer = await mia.patch(`/v0/${base.id}/Tasks/${task?.id}`, {
      fields: { Tags: 'backend, brand new' },
      typecast: true,
    });
    expect(answer.body.fields.Tags).toEqual(['backend', 'brand new']);
  });

  it('clear what a PUT leaves out, and the other side of links with it', async () => {
    const [d1] = await base.records('Deals');
    const answer = await mia.put(`/v0/${base.id}/Deals/${d1?.id}`, { fields: { Deal: 'Pump telemetry' } });
    expect(Object.keys(answer.body.fields).sort()).toEqual(
      ['Code', 'Deal', 'Deal no.', 'Overdue', 'Summary (AI)', 'Weighted', 'Won amount'].sort(),
    );
    const [acme] = await cells('Companies');
    expect(acme).toMatchObject({ Deals: [expect.any(String)], 'Won value': 0 });
  });
});
