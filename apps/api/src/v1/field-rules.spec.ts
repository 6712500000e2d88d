import { randomUUID } from 'node:crypto';
import type { Field, FieldRulesChange } from '@pyairtable/contracts';
import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

const FIELDS = [
  { name: 'Name', type: 'singleLineText' },
  { name: 'Code', type: 'singleLineText' },
  { name: 'Count', type: 'number', options: { precision: 0 } },
  { name: 'Day', type: 'date', options: { dateFormat: { name: 'iso' } } },
  { name: 'Done', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
  { name: 'Stage', type: 'singleSelect', options: { choices: [{ name: 'Open' }, { name: 'Done' }] } },
  { name: 'Tags', type: 'multipleSelects', options: { choices: [{ name: 'a' }] } },
  { name: 'Owner', type: 'singleCollaborator' },
  { name: 'Made', type: 'createdTime' },
  { name: 'Files', type: 'multipleAttachments' },
];

describe('rules of a field', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let url: string;
  let fields: Field[];

  const field = (name: string) => fields.find((one) => one.name === name) as Field;
  const path = (name: string) => `/v1/bases/${baseId}/tables/${tableId}/fields/${field(name).id}`;
  const rule = (name: string, rules: FieldRulesChange | object) => mia.patch(path(name), { rules });
  const create = (...records: object[]) =>
    mia.post(url, { records: records.map((cells) => ({ fields: cells })) });
  const ids = ({ body }: Answer) => (body.records as { id: string }[]).map(({ id }) => id);
  const cells = ({ body }: Answer) => (body.records as { fields: object }[]).map((record) => record.fields);
  const op = (rest: object) => mia.post(`/v1/bases/${baseId}/ops`, { id: randomUUID(), tableId, ...rest });
  const seq = async () => (await mia.get(`/v1/bases/${baseId}`)).body.seq as number;
  const refused = (message: string | RegExp, type = 'INVALID_VALUE_FOR_COLUMN') =>
    expect.objectContaining({
      status: 422,
      body: { error: expect.objectContaining({ type, message: expect.stringMatching(message) }) },
    });

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
  });
  afterAll(() => api?.stop());
  beforeEach(async () => {
    const base = await api.base(mia, [{ name: 'Deals', fields: FIELDS }]);
    baseId = base.id;
    tableId = base.tables[0].id;
    fields = base.tables[0].fields;
    url = `/v0/${baseId}/Deals`;
  });

  it('come with the fields of a new table', async () => {
    const { body: table } = await mia.post(`/v1/bases/${baseId}/tables`, {
      name: 'Orders',
      fields: [
        { name: 'Code', type: 'singleLineText', rules: { unique: true, required: true } },
        { name: 'Stage', type: 'singleLineText', rules: { default: 'Open' } },
      ],
    });
    expect(table.fields.map(({ rules }: Field) => rules)).toEqual([
      { unique: true, required: true },
      { default: 'Open' },
    ]);
    const add = () => mia.post(`/v0/${baseId}/Orders`, { fields: { Code: 'A' } });
    expect((await add()).body.fields).toEqual({ Code: 'A', Stage: 'Open' });
    expect((await add()).status).toBe(422);
  });

  it('are told with the field, stay when others are set, and are taken away one by one', async () => {
    expect((await rule('Code', { unique: true, default: 'x' })).body.rules).toEqual({
      unique: true,
      default: 'x',
    });
    expect((await rule('Code', { required: true, default: null })).body.rules).toEqual({
      unique: true,
      required: true,
    });
    await mia.patch(path('Code'), { name: 'Number' });
    const shown = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0].fields[1];
    expect([shown.name, shown.rules]).toEqual(['Number', { unique: true, required: true }]);
    expect((await rule('Code', { unique: false, required: false })).body).not.toHaveProperty('rules');
  });

  it('are not part of the public meta API', async () => {
    await rule('Code', { required: true });
    const meta = `/v0/meta/bases/${baseId}/tables`;
    expect((await mia.get(meta)).text).not.toContain('rules');
    const changed = await mia.patch(`${meta}/${tableId}/fields/${field('Code').id}`, { description: 'd' });
    expect([changed.status, changed.text.includes('rules')]).toEqual([200, false]);
    const body = { name: 'New', type: 'number', options: { precision: 0 }, rules: { required: true } };
    expect((await mia.post(`${meta}/${tableId}/fields`, body)).status).toBe(422);
  });

  it('come with a new field too', async () => {
    const [old] = ids(await create({ Name: 'before' }));
    const made = await mia.post(`/v1/bases/${baseId}/tables/${tableId}/fields`, {
      name: 'Seat',
      type: 'number',
      options: { precision: 0 },
      rules: { default: 7, unique: true },
    });
    expect([made.status, made.body.rules]).toEqual([201, { default: 7, unique: true }]);
    expect((await mia.get(`${url}/${old}`)).body.fields).not.toHaveProperty('Seat');
    expect(cells(await create({}))).toEqual([expect.objectContaining({ Seat: 7 })]);
    expect(await create({})).toEqual(refused('"Seat" is unique'));
  });

  describe('a default', () => {
    it('is the cell of new records that are made without one, however they are made', async () => {
      const { options } = field('Stage') as Extract<Field, { type: 'singleSelect' }>;
      await rule('Count', { default: 3 });
      await rule('Done', { default: true });
      await rule('Day', { default: '2026-02-03' });
      await rule('Stage', { default: options.choices[1]?.id });
      const wanted = { Count: 3, Done: true, Day: '2026-02-03', Stage: 'Done' };
      expect(cells(await create({}, { Count: 4 }, { Count: null, Done: false }))).toEqual([
        expect.objectContaining(wanted),
        expect.objectContaining({ ...wanted, Count: 4 }),
        expect.objectContaining({ Day: '2026-02-03', Stage: 'Done' }),
      ]);
      const made = await op({ kind: 'records.create', records: [{ cells: {} }] });
      expect((await mia.get(`${url}/${made.body.recordIds[0]}`)).body.fields).toMatchObject(wanted);
      const upserted = await mia.patch(url, {
        performUpsert: { fieldsToMergeOn: ['Name'] },
        records: [{ fields: { Name: 'new' } }],
      });
      expect(cells(upserted)).toEqual([expect.objectContaining({ Name: 'new', ...wanted })]);
    });

    it('makes no more of a small request than a large one may bring', async () => {
      const { body: made } = await mia.post(`/v1/bases/${baseId}/tables`, {
        name: 'Long',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          ...['A', 'B'].map((name) => ({
            name,
            type: 'multilineText',
            rules: { default: 'x'.repeat(10_000) },
          })),
        ],
      });
      const many = (count: number) => ({
        kind: 'records.create',
        tableId: made.id,
        records: Array.from({ length: count }, () => ({ cells: {} })),
      });
      const message = 'defaults of table "Long" are too long for so many records: make at most 419 at a time';
      expect(await op(many(1_000))).toEqual(refused(message, 'INVALID_REQUEST_UNKNOWN'));
      expect((await op(many(419))).status).toBe(200);
      expect(await rule('Code', { default: 'x'.repeat(10_001) })).toEqual(
        refused('', 'INVALID_REQUEST_UNKNOWN'),
      );
    });

    it('may name a choice that comes with it, and is kept by its id', async () => {
      const body = {
        name: 'Level',
        type: 'singleSelect',
        options: { choices: [{ name: 'Low' }, { name: 'High' }] },
        rules: { default: 'High' },
      };
      const made = await mia.post(`/v1/bases/${baseId}/tables/${tableId}/fields`, body);
      const [, high] = made.body.options.choices as { id: string }[];
      expect(made.body.rules).toEqual({ default: high?.id });
      const { choices } = (field('Tags') as Extract<Field, { type: 'multipleSelects' }>).options;
      const changed = await mia.patch(path('Tags'), {
        options: { choices: [...choices, { name: 'b' }] },
        rules: { default: ['b', choices[0]?.id] },
      });
      const added = changed.body.options.choices[1].id;
      expect(changed.body.rules).toEqual({ default: [added, choices[0]?.id] });
      expect(cells(await create({}))).toEqual([expect.objectContaining({ Level: 'High', Tags: ['b', 'a'] })]);
    });

    it('leaves records that there are as they are', async () => {
      const [id] = ids(await create({ Name: 'old' }));
      await rule('Count', { default: 3 });
      expect((await mia.patch(`${url}/${id}`, { fields: { Name: 'b' } })).body.fields).not.toHaveProperty(
        'Count',
      );
    });

    it('can be whoever makes the record', async () => {
      const ben = await api.client();
      await api.share(baseId, ben.userId, 'edit');
      await rule('Owner', { default: 'currentUser' });
      const { body } = await ben.post(url, { fields: {} });
      expect(body.fields.Owner.id).toBe(ben.userId);
    });

    it('is left out once it is no cell of the field any more', async () => {
      const { options } = field('Stage') as Extract<Field, { type: 'singleSelect' }>;
      await rule('Stage', { default: options.choices[1]?.id });
      await mia.patch(path('Stage'), { options: { choices: options.choices.slice(0, 1) } });
      expect(cells(await create({ Name: 'a' }))).toEqual([
        expect.not.objectContaining({ Stage: expect.anything() }),
      ]);
    });

    it.each([
      ['Count', 'three'],
      ['Day', '2026-02-31'],
      ['Stage', 'selNobody00000000'],
      ['Owner', 'usrNobody00000000'],
    ])('of %s is refused when it is no cell of it: %s', async (name, value) => {
      expect(await rule(name, { default: value })).toEqual(refused(''));
    });
  });

  describe('a required cell', () => {
    beforeEach(() => rule('Code', { required: true }));

    it('is not left empty by a create, whichever way it is made', async () => {
      const before = await seq();
      const required = refused('Field "Code" is required');
      expect(await create({ Name: 'a' })).toEqual(required);
      expect(await create({ Code: 'a' }, { Code: '' })).toEqual(required);
      expect(await op({ kind: 'records.create', records: [{ cells: {} }] })).toEqual(required);
      expect(
        await mia.patch(url, {
          performUpsert: { fieldsToMergeOn: ['Name'] },
          records: [{ fields: { Name: 'new' } }],
        }),
      ).toEqual(required);
      expect(await seq()).toBe(before);
      expect((await create({ Code: 'a' })).status).toBe(200);
      await rule('Code', { default: 'none' });
      expect((await create({ Name: 'a' })).status).toBe(200);
    });

    it('is not emptied by an update or a replacement', async () => {
      const [id] = ids(await create({ Name: 'a', Code: 'c' }));
      const required = refused('Field "Code" is required');
      expect(await mia.patch(`${url}/${id}`, { fields: { Code: null } })).toEqual(required);
      expect(await mia.put(`${url}/${id}`, { fields: { Name: 'b' } })).toEqual(required);
      const emptied = { id, cells: { [field('Code').id]: null } };
      const answer = await op({ kind: 'records.update', records: [emptied] });
      expect(answer).toEqual(required);
      expect(answer.body.error.details).toEqual({ fieldId: field('Code').id });
      expect((await mia.get(`${url}/${id}`)).body.fields.Code).toBe('c');
    });

    it('that was empty before stays until it is written', async () => {
      await rule('Code', { required: false });
      const [id] = ids(await create({ Name: 'old' }));
      await rule('Code', { required: true });
      expect((await mia.patch(`${url}/${id}`, { fields: { Name: 'b' } })).status).toBe(200);
      expect(await mia.patch(`${url}/${id}`, { fields: { Code: null } })).toEqual(refused('is required'));
      expect((await mia.patch(`${url}/${id}`, { fields: { Code: 'now' } })).status).toBe(200);
    });
  });

  describe('a unique cell', () => {
    const long = 'x'.repeat(50_000);
    beforeEach(() => rule('Code', { unique: true }));

    it('is held by one record, however long; empty ones are not counted', async () => {
      expect((await create({ Code: 'a' }, { Code: long }, {}, {})).status).toBe(200);
      const before = await seq();
      for (const code of ['a', long])
        expect(await create({ Code: 'other' }, { Code: code })).toEqual(refused('Field "Code" is unique'));
      const [id] = ids(await create({ Code: 'b' }));
      expect(await mia.patch(`${url}/${id}`, { fields: { Code: 'a' } })).toEqual(refused('"Code" is unique'));
      expect((await mia.patch(`${url}/${id}`, { fields: { Code: 'A' } })).status).toBe(200);
      expect(await seq()).toBe(before + 2);
    });

    it('is told by the field to browsers, and their other edits at that moment are carried out', async () => {
      const [first, ...others] = ids(
        await create({ Code: 'a' }, { Code: 'b' }, { Code: 'c' }, { Code: 'd' }),
      );
      const edit = (id: string | undefined, code: string) =>
        op({ kind: 'records.update', records: [{ id, cells: { [field('Code').id]: code } }] });
      const answers = await Promise.all([
        edit(first, 'one'),
        ...others.map((id, at) => edit(id, ['two', 'two', 'three'][at] as string)),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 422]);
      const failed = answers.find(({ status }) => status === 422)?.body.error;
      expect(failed).toMatchObject({
        type: 'INVALID_VALUE_FOR_COLUMN',
        details: { fieldId: field('Code').id },
      });
    });

    it('can be exchanged between records in one write', async () => {
      const [a, b] = ids(await create({ Code: 'a' }, { Code: 'b' }));
      const exchanged = await mia.patch(url, {
        records: [
          { id: a, fields: { Code: 'b' } },
          { id: b, fields: { Code: 'a' } },
        ],
      });
      expect(cells(exchanged)).toEqual(
        [{ Code: 'b' }, { Code: 'a' }].map((own) => expect.objectContaining(own)),
      );
    });

    it('does not come back with a record when another holds it by then', async () => {
      const [id] = ids(await create({ Code: 'a' }));
      await mia.delete(`${url}/${id}`);
      const deleted = await seq();
      await create({ Code: 'a' });
      expect(await op({ kind: 'records.restore', seq: deleted, tableId: undefined })).toEqual(
        refused('"Code" is unique'),
      );
    });

    it('is not asked for where values repeat, which are counted', async () => {
      await create({ Count: 1 }, { Count: 1 }, { Count: 2 }, { Count: 3 }, { Count: 3 }, {}, {});
      const answer = await rule('Count', { unique: true });
      expect(answer).toEqual(refused('2 values are held by several records', 'INVALID_REQUEST_UNKNOWN'));
      expect(answer.body.error.details).toMatchObject({ repeated: 2 });
      expect(
        (await mia.get(path('Count').replace(/\/tables.*/, ''))).body.tables[0].fields[2],
      ).not.toHaveProperty('rules');
    });

    it('may repeat again once the rule is gone, and the field can be deleted under it', async () => {
      await create({ Code: 'a' });
      await rule('Code', { unique: false });
      expect((await create({ Code: 'a' })).status).toBe(200);
      await rule('Count', { unique: true });
      const doomed = await mia.post(`/v1/bases/${baseId}/tables/${tableId}/fields`, {
        name: 'Other code',
        type: 'singleLineText',
        rules: { unique: true },
      });
      for (const id of [field('Count').id, doomed.body.id])
        expect((await mia.delete(path('Count').replace(field('Count').id, id))).status).toBe(200);
    });

    it('is kept where the table is written anew for room', async () => {
      await create({ Code: 'a', Count: 1 });
      await rule('Count', { unique: true });
      const place = `"${baseId}"."${tableId}"`;
      const names = Array.from({ length: 1_500 }, (_, at) => `worn_${at}`);
      await api.sql(`ALTER TABLE ${place} ${names.map((name) => `ADD COLUMN ${name} integer`).join(', ')}`);
      await api.sql(`ALTER TABLE ${place} ${names.map((name) => `DROP COLUMN ${name}`).join(', ')}`);
      const fieldsUrl = `/v1/bases/${baseId}/tables/${tableId}/fields`;
      expect((await mia.post(fieldsUrl, { name: 'New', type: 'email' })).status).toBe(201);
      expect(await create({ Code: 'a' })).toEqual(refused('"Code" is unique'));
      expect(await create({ Count: 1 })).toEqual(refused('"Count" is unique'));
      expect((await rule('Code', { unique: false })).status).toBe(200);
      expect((await create({ Code: 'a' })).status).toBe(200);
    });
  });

  it('stay with a field that becomes another, as far as they fit its cells', async () => {
    const rules = async (name: string, type: string, options?: object) => {
      const answer = await mia.post(`${path(name)}/conversion`, { type, options });
      expect(answer.status).toBe(200);
      return answer.body.field.rules;
    };
    await create({ Code: '1', Count: 1 }, { Code: '01', Count: 2 });
    await rule('Code', { unique: true, required: true, default: 'none' });
    expect(await rules('Code', 'phoneNumber')).toEqual({ unique: true, required: true, default: 'none' });
    expect(await create({ Code: '01' })).toEqual(refused('"Code" is unique'));
    const told = async (name: string, request: object) =>
      (await mia.post(`${path(name)}/conversion`, { preview: true, ...request })).body.report.lostRules;
    expect(await told('Code', { type: 'email' })).toEqual([]);
    expect(await told('Code', { type: 'number', options: { precision: 0 } })).toEqual(['default', 'unique']);
    expect(await told('Code', { type: 'autoNumber' })).toEqual(['default', 'required', 'unique']);
    // As numbers the two are one.
    expect(await rules('Code', 'number', { precision: 0 })).toEqual({ required: true });
    expect((await create({ Code: 1 })).status).toBe(200);
    await rule('Count', { unique: true, default: 3 });
    expect(await rules('Count', 'checkbox', { icon: 'check', color: 'redBright' })).toBeUndefined();
    expect((await mia.get(`/v1/bases/${baseId}`)).body.tables[0].fields[2]).not.toHaveProperty('rules');
  });

  it('go along in a base file, where what is unique must be', async () => {
    await rule('Code', { unique: true, required: true, default: 'none' });
    const { options } = field('Stage') as Extract<Field, { type: 'singleSelect' }>;
    await rule('Stage', { default: options.choices[1]?.id });
    await rule('Owner', { default: 'currentUser' });
    await create({ Code: 'a' }, { Code: 'b' });
    const file = (await mia.get(`/v1/bases/${baseId}/export`)).body;
    expect((await mia.delete(`/v1/bases/${baseId}`)).status).toBe(204);
    expect((await mia.delete(`/v1/trash/${baseId}`)).status).toBe(204);
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const bring = (changed: object) =>
      operator.post('/v1/admin/bases/import', { file: changed, ownerId: mia.userId, users: {} });
    const [table] = file.tables;
    const records = table.records.map((record: object) => ({ ...record, Code: 'same' }));
    expect((await bring({ ...file, tables: [{ ...table, records }] })).body.error.message).toContain(
      'tables[0].records[1]: field "Code" is unique, and its value is used twice',
    );
    const rules = { default: 'x'.repeat(10_001) };
    const long = table.fields.map((one: Field) => (one.name === 'Name' ? { ...one, rules } : one));
    expect((await bring({ ...file, tables: [{ ...table, fields: long }] })).body.error.message).toContain(
      'rules.default: is too long for a default',
    );
    expect((await bring(file)).status).toBe(201);
    const brought = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0].fields as Field[];
    expect(brought.map(({ rules }) => rules)).toEqual(
      fields.map(
        ({ name }) =>
          ({
            Code: { unique: true, required: true, default: 'none' },
            Stage: { default: options.choices[1]?.id },
            Owner: { default: 'currentUser' },
          })[name],
      ),
    );
    expect(await create({ Code: 'a' })).toEqual(refused('"Code" is unique'));
  });

  it.each([
    ['Made', { required: true }, 'cannot be required'],
    ['Made', { default: '2026-01-01T00:00:00.000Z' }, 'cannot have a default'],
    ['Tags', { unique: true }, 'cannot be unique'],
    ['Done', { unique: true }, 'cannot be unique'],
    ['Code', { unique: 'yes' }, ''],
    ['Files', { default: [{ url: 'https://example.com/a' }] }, ''],
    ['Code', { other: true }, ''],
  ])('are refused where they have no meaning: %s %j', async (name, rules, message) => {
    expect(await rule(name, rules)).toEqual(refused(message, 'INVALID_REQUEST_UNKNOWN'));
  });

  it('are not for editors to change', async () => {
    const ben = await api.client();
    await api.share(baseId, ben.userId, 'edit');
    expect((await ben.patch(path('Code'), { rules: { required: true } })).status).toBe(403);
  });
});
