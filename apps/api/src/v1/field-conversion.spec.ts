import { randomUUID } from 'node:crypto';
import { fieldTypes } from '@pyairtable/field-types';
import { ApiHarness, type Client } from '../testing/api-harness';

let api: ApiHarness;
let mia: Client;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
});

afterAll(() => api.stop());

interface Made {
  id: string;
  name: string;
}

/** A table of one record per cell, in a field `Cell` of the type. */
async function tableOf(type: string, options: unknown, cells: readonly unknown[]) {
  const base = await api.base(mia, [
    {
      name: 'Cells',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'Cell', type, ...(options ? { options } : {}) },
      ],
    },
  ]);
  const [{ id: table, fields }] = base.tables as [{ id: string; fields: Made[] }];
  const records = cells.map((cell, n) => ({
    fields: { Name: `${n}`, ...(cell === null ? {} : { Cell: cell }) },
  }));
  await mia.post(`/v0/${base.id}/${table}`, { records, typecast: true });
  const field = fields.find(({ name }) => name === 'Cell') as Made;
  const url = `/v1/bases/${base.id}/tables/${table}/fields/${field.id}/conversion`;
  return {
    base: base.id as string,
    url,
    table,
    field: field.id,
    convert: (body: unknown) => mia.post(url, body),
    cells: async () => {
      const { body } = await mia.get(`/v0/${base.id}/${table}`);
      return body.records.map(({ fields: own }: { fields: { Cell?: unknown } }) => own.Cell ?? null);
    },
  };
}

const PRECISE = { precision: 2 };
const ISO = { dateFormat: { name: 'iso' } };

describe('a field that gets another type', () => {
  it.each([
    ['singleLineText', undefined, ['12', '1.5', 'many', null], 'number', PRECISE, [12, 1.5, null, null]],
    ['number', PRECISE, [1.5, 0, null], 'singleLineText', undefined, ['1.50', '0.00', null]],
    ['number', PRECISE, [1.237, null], 'currency', { precision: 2, symbol: '€' }, [1.237, null]],
    [
      'number',
      PRECISE,
      [3, 7, 2.5],
      'rating',
      { icon: 'star', max: 5, color: 'yellowBright' },
      [3, null, null],
    ],
    ['singleLineText', undefined, ['2026-03-01', 'soon'], 'date', ISO, ['2026-03-01', null]],
    ['date', ISO, ['2026-03-01', null], 'singleLineText', undefined, ['2026-03-01', null]],
    [
      'singleLineText',
      undefined,
      ['red', 'blue', 'red', null],
      'singleSelect',
      { choices: [] },
      ['red', 'blue', 'red', null],
    ],
    [
      'singleLineText',
      undefined,
      ['a, b', 'b', null],
      'multipleSelects',
      { choices: [] },
      [['a', 'b'], ['b'], null],
    ],
    [
      'multipleSelects',
      { choices: [{ name: 'a' }, { name: 'b, c' }] },
      [['a', 'b, c'], null],
      'singleLineText',
      undefined,
      ['a, "b, c"', null],
    ],
    [
      'checkbox',
      { icon: 'check', color: 'greenBright' },
      [true, null],
      'number',
      { precision: 0 },
      [1, null],
    ],
    [
      'number',
      PRECISE,
      [2, 0, null],
      'checkbox',
      { icon: 'check', color: 'greenBright' },
      [true, null, null],
    ],
    ['multilineText', undefined, ['one\ntwo', null], 'singleLineText', undefined, ['one\ntwo', null]],
    ['richText', undefined, ['**a**\n', null], 'singleLineText', undefined, ['**a**', null]],
    ['multilineText', undefined, ['a', null], 'richText', undefined, ['a\n', null]],
    ['singleLineText', undefined, ['12', null], 'barcode', undefined, [{ text: '12' }, null]],
    ['barcode', undefined, [{ text: '12', type: 'ean8' }], 'number', { precision: 0 }, [12]],
    [
      'url',
      undefined,
      ['https://ex.org/a', 'nothing'],
      'multipleAttachments',
      undefined,
      [[{ id: expect.any(String), url: 'https://ex.org/a', filename: 'a' }], null],
    ],
    ['singleLineText', undefined, ['x'], 'button', { label: 'Go' }, [{ label: 'Go', url: null }]],
  ])('%s %j of %j becomes %s', async (type, options, cells, to, toOptions, wanted) => {
    const { convert, cells: shown } = await tableOf(type, options, cells);
    const request = { type: to, ...(toOptions ? { options: toOptions } : {}) };
    const preview = await convert({ ...request, preview: true });
    expect(preview.status).toBe(200);
    expect(await shown()).toEqual(cells);
    const done = await convert(request);
    expect([done.status, done.body.field.type]).toEqual([200, to]);
    expect(done.body.report).toEqual(preview.body.report);
    expect(await shown()).toEqual(wanted);
    const lost = cells.filter((cell, at) => cell !== null && cell !== 0 && wanted[at] === null).length;
    expect(done.body.report.lost).toBeGreaterThanOrEqual(lost);
  });

  it('is told beforehand what would be lost, with samples and the choices that would be made', async () => {
    const { convert } = await tableOf('singleLineText', undefined, ['12', 'many', '3.456']);
    const { body } = await convert({ type: 'number', options: { precision: 1 }, preview: true });
    expect(body.report).toEqual({
      kept: 0,
      changed: 2,
      lost: 1,
      samples: [
        { before: '12', after: '12.0' },
        { before: 'many', after: '' },
        { before: '3.456', after: '3.5' },
      ],
      newChoices: [],
      newRecords: { count: 0, titles: [] },
      lostRules: [],
      dependents: [],
      views: [],
    });
    const select = await convert({
      type: 'singleSelect',
      options: { choices: [{ name: '12' }] },
      preview: true,
    });
    expect(select.body.report).toMatchObject({ kept: 3, lost: 0, newChoices: ['many', '3.456'] });
  });

  it('keeps a formula for good when it becomes a stored field, and forgets cells when it becomes a formula', async () => {
    const { convert, cells } = await tableOf('number', PRECISE, [1, 2, null]);
    expect((await convert({ type: 'formula', options: { formula: '{Name} & "!"' } })).body.report.lost).toBe(
      2,
    );
    expect(await cells()).toEqual(['0!', '1!', '2!']);
    expect((await convert({ type: 'singleLineText' })).body.report).toMatchObject({ kept: 3, lost: 0 });
    expect(await cells()).toEqual(['0!', '1!', '2!']);
  });

  it('takes what a formula of the time says as it is read, once', async () => {
    const { convert, cells } = await tableOf('formula', { formula: 'NOW() & " " & {Name}' }, [null, null]);
    const answer = await convert({ type: 'singleSelect', options: { choices: [] } });
    expect([answer.status, (await cells()).map((cell: unknown) => typeof cell)]).toEqual([
      200,
      ['string', 'string'],
    ]);
  });

  it('leaves titles on both sides when a link becomes text', async () => {
    const base = await api.base(mia, [
      { name: 'Firms', fields: [{ name: 'Name', type: 'singleLineText' }] },
      { name: 'Deals', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ]);
    const [firms, deals] = base.tables as [{ id: string }, { id: string }];
    const link = await mia.post(`/v0/meta/bases/${base.id}/tables/${deals.id}/fields`, {
      name: 'Firm',
      type: 'multipleRecordLinks',
      options: { linkedTableId: firms.id },
    });
    const made = await mia.post(`/v0/${base.id}/${firms.id}`, {
      records: [{ fields: { Name: 'Acme, Inc' } }, { fields: { Name: 'Bolt' } }],
    });
    await mia.post(`/v0/${base.id}/${deals.id}`, {
      records: [{ fields: { Name: 'one', Firm: made.body.records.map(({ id }: Made) => id) } }],
    });
    const url = `/v1/bases/${base.id}/tables/${deals.id}/fields/${link.body.id}/conversion`;
    expect((await mia.post(url, { type: 'singleLineText' })).status).toBe(200);
    const shown = async (table: string) =>
      (await mia.get(`/v0/${base.id}/${table}`)).body.records.map(
        ({ fields }: { fields: unknown }) => fields,
      );
    expect(await shown(deals.id)).toEqual([{ Name: 'one', Firm: '"Acme, Inc", Bolt' }]);
    expect(await shown(firms.id)).toEqual([
      { Name: 'Acme, Inc', Deals: 'one' },
      { Name: 'Bolt', Deals: 'one' },
    ]);
  });

  it('fills what the server fills', async () => {
    const { convert, cells } = await tableOf('singleLineText', undefined, ['x', null]);
    expect((await convert({ type: 'autoNumber' })).body.report).toMatchObject({ lost: 1 });
    expect(await cells()).toEqual([1, 2]);
  });

  it('goes on behind the numbers that it fills in', async () => {
    const { base, table, convert, cells } = await tableOf('singleLineText', undefined, ['x', null]);
    await convert({ type: 'autoNumber' });
    await mia.post(`/v0/${base}/${table}`, { fields: {} });
    expect(await cells()).toEqual([1, 2, 3]);
  });

  it.each([
    ['number', PRECISE],
    ['date', ISO],
    ['multipleSelects', { choices: [] }],
    ['multipleAttachments', undefined],
  ])('is read by formulas, filters and views at once, as a %s too', async (type, options) => {
    const { base, table, field, convert } = await tableOf('singleLineText', undefined, ['12', null]);
    const [view] = (await mia.get(`/v1/bases/${base}`)).body.tables[0].views;
    await mia.patch(`/v1/bases/${base}/tables/${table}/views/${view.id}`, {
      filterFormula: `{${field}} = BLANK()`,
    });
    const formula = { type: 'formula', options: { formula: `IF({${field}}, {${field}} & "!", "none")` } };
    await mia.post(`/v0/meta/bases/${base}/tables/${table}/fields`, { name: 'Told', ...formula });
    const reads = [
      `/v0/${base}/${table}`,
      `/v0/${base}/${table}?view=${view.id}`,
      `/v0/${base}/${table}?filterByFormula=Told%3D%22none%22`,
      `/v1/bases/${base}/tables/${table}/rows`,
    ];
    for (const read of reads) {
      await convert({ type: 'singleLineText' });
      expect((await mia.get(read)).status).toBe(200);
      await convert({ type, ...(options ? { options } : {}) });
      expect([read, (await mia.get(read)).status]).toEqual([read, 200]);
    }
  });

  it('makes as many choices as a select has, and is refused with one text more', async () => {
    const { base, table, field, convert } = await tableOf('singleLineText', undefined, ['0']);
    const add = (from: number, count: number) =>
      mia.post(`/v1/bases/${base}/ops`, {
        id: randomUUID(),
        kind: 'records.create',
        tableId: table,
        records: Array.from({ length: count }, (_, at) => ({ cells: { [field]: `${from + at}` } })),
      });
    for (let from = 1; from < 9_501; from += 500) await add(from, 500);
    await add(9_501, 499);
    const request = { type: 'singleSelect', options: { choices: [] } };
    const { body } = await convert({ ...request, preview: true });
    expect([body.report.newChoices.length, body.report.kept]).toEqual([10_000, 10_000]);
    await add(10_000, 1);
    const refused = await convert(request);
    expect([refused.status, refused.body.error?.type]).toEqual([422, 'INVALID_REQUEST_UNKNOWN']);
  });

  it('is told beforehand and carried out once under an Idempotency-Key', async () => {
    const { url, cells } = await tableOf('singleLineText', undefined, ['1', 'x']);
    const keyed = () => api.client({ sub: mia.userId }, { 'idempotency-key': randomUUID() });
    const request = { type: 'number', options: { precision: 0 } };
    const preview = await (await keyed()).post(url, { ...request, preview: true });
    expect([preview.status, preview.body.report?.lost]).toEqual([200, 1]);
    expect(await cells()).toEqual(['1', 'x']);
    const sender = await keyed();
    const first = await sender.post(url, request);
    expect([first.status, (await sender.post(url, request)).text]).toEqual([200, first.text]);
    expect(await cells()).toEqual([1, null]);
  });

  it.each([
    [
      { type: 'multipleRecordLinks', options: { linkedTableId: 'tblAAAAAAAAAAAAAA' } },
      'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
    ],
    [{ type: 'multipleRecordLinks', options: {} }, 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE'],
    [{ type: 'number' }, 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE'],
    [{ type: 'number', options: PRECISE, stray: 1 }, 'INVALID_REQUEST_UNKNOWN'],
    [{}, 'INVALID_REQUEST_UNKNOWN'],
  ])('is refused %j, and nothing is changed', async (body, type) => {
    const { convert, cells } = await tableOf('singleLineText', undefined, ['x']);
    const answer = await convert(body);
    expect([answer.status, answer.body.error.type]).toEqual([422, type]);
    expect(await cells()).toEqual(['x']);
  });
});

describe('an edit that was on its way while a field became text', () => {
  const send = (base: string, op: object) => mia.post(`/v1/bases/${base}/ops`, { id: randomUUID(), ...op });
  const optionsOf = async (base: string, field: string) => {
    const { tables } = (await mia.get(`/v0/meta/bases/${base}/tables`)).body;
    return tables[0].fields.find(({ id }: Made) => id === field).options;
  };

  it.each([{ type: 'singleLineText' }, { type: 'multilineText' }])(
    'leaves the name of the choice, not its id: %j',
    async (to) => {
      const choices = [{ name: 'red' }, { name: 'green' }];
      const { base, table, field, convert, cells } = await tableOf('singleSelect', { choices }, [
        'red',
        null,
      ]);
      const [, green] = (await optionsOf(base, field)).choices;
      const [first] = (await mia.get(`/v0/${base}/${table}`)).body.records;
      expect((await convert(to)).status).toBe(200);
      const update = { kind: 'records.update', records: [{ id: first.id, cells: { [field]: green.id } }] };
      expect((await send(base, { ...update, tableId: table })).status).toBe(200);
      const create = { kind: 'records.create', records: [{ cells: { [field]: green.id } }] };
      expect((await send(base, { ...create, tableId: table })).status).toBe(200);
      expect(await cells()).toEqual(['green', null, 'green']);
    },
  );

  const DATE = { dateFormat: { name: 'us' } };
  const OPTIONS = { choices: [{ name: 'red' }, { name: 'a, b' }] };
  /** Options and a cell of each type that people fill. */
  const FILLED: Record<string, [unknown, unknown]> = {
    singleLineText: [undefined, ' a '],
    multilineText: [undefined, 'a\nb'],
    richText: [undefined, '**a**\n'],
    email: [undefined, 'a@ex.org'],
    url: [undefined, 'https://ex.org/a'],
    phoneNumber: [undefined, '+1 23'],
    number: [{ precision: 2 }, 1.5],
    currency: [{ precision: 2, symbol: '€' }, 1234.5],
    percent: [{ precision: 1 }, 0.25],
    duration: [{ durationFormat: 'h:mm' }, 4860],
    rating: [{ icon: 'star', max: 5, color: 'yellowBright' }, 3],
    checkbox: [{ icon: 'check', color: 'greenBright' }, true],
    date: [DATE, '2026-03-01'],
    dateTime: [
      { ...DATE, timeFormat: { name: '12hour' }, timeZone: 'America/Anchorage' },
      '2026-03-01T12:30:00.000Z',
    ],
    singleSelect: [OPTIONS, 'red'],
    multipleSelects: [OPTIONS, ['a, b', 'red']],
    singleCollaborator: [undefined, 'me'],
    multipleCollaborators: [undefined, ['me']],
    barcode: [undefined, { text: '12', type: 'ean8' }],
    multipleAttachments: [undefined, [{ url: 'https://ex.org/a.png' }]],
    multipleRecordLinks: ['Others', ['One', 'Two, too']],
  };

  it('is tried for every type that people fill', () => {
    const filled = Object.values(fieldTypes).filter(({ computed }) => !computed);
    expect(Object.keys(FILLED).sort()).toEqual(filled.map(({ name }) => name).sort());
  });

  it.each(Object.keys(FILLED))('leaves what the conversion made of the others: %s', async (type) => {
    const [options, sample] = FILLED[type] as [unknown, unknown];
    const text = { name: 'Name', type: 'singleLineText' };
    const base = await api.base(mia, [
      { name: 'Cells', fields: [text, { name: 'Plain', type: 'multilineText' }] },
      { name: 'Others', fields: [text] },
    ]);
    const [{ id: table }, { id: others }] = base.tables as Made[] as [Made, Made];
    const url = `/v0/${base.id}/${table}`;
    const settings = options === 'Others' ? { linkedTableId: others } : options;
    const added = await mia.post(`/v0/meta/bases/${base.id}/tables/${table}/fields`, {
      name: 'Cell',
      type,
      ...(settings ? { options: settings } : {}),
    });
    const { id: field } = added.body as Made;
    const people = (cell: unknown): unknown =>
      Array.isArray(cell) ? cell.map(people) : cell === 'me' ? { id: mia.userId } : cell;
    const cell = type.endsWith('ollaborator') || type.endsWith('ollaborators') ? people(sample) : sample;
    const records = [{ fields: { Name: 'there', Cell: cell } }, { fields: { Name: 'late' } }];
    const made = await mia.post(url, { records, typecast: true });
    expect([made.status, made.body]).toEqual([200, expect.anything()]);
    const log = (await mia.get(`/v1/bases/${base.id}/changes?after=0&limit=500`)).body.changes;
    const created = log.flatMap(({ changes }: { changes: { created?: { cells: object }[] }[] }) =>
      changes.flatMap(({ created: some = [] }) => some.map(({ cells }) => cells)),
    );
    const raw = created.map((cells: Record<string, unknown>) => cells[field]).find(Boolean);
    const [there, late] = made.body.records as [Made, Made];
    const conversion = `/v1/bases/${base.id}/tables/${table}/fields/${field}/conversion`;
    const to = type === 'singleLineText' ? 'multilineText' : 'singleLineText';
    expect((await mia.post(conversion, { type: to })).status).toBe(200);
    const update = {
      kind: 'records.update',
      tableId: table,
      fieldTypes: { [field]: type },
      records: [{ id: late.id, cells: { [field]: raw } }],
    };
    const sent = await send(base.id, update);
    expect([sent.status, sent.body]).toEqual([200, expect.anything()]);
    const shown = async ({ id }: Made) => (await mia.get(`${url}/${id}`)).body.fields.Cell;
    expect(await shown(there)).toEqual(expect.stringMatching(/\S/));
    expect(await shown(late)).toBe(await shown(there));
  });

  it('leaves what is typed as it is where its sender knew that the field is a text', async () => {
    const { base, table, field, convert, cells } = await tableOf(
      'dateTime',
      { ...ISO, timeFormat: { name: '24hour' }, timeZone: 'utc' },
      [null],
    );
    expect((await convert({ type: 'singleLineText' })).status).toBe(200);
    const [{ id }] = (await mia.get(`/v0/${base}/${table}`)).body.records;
    const typed = '2026-03-01T12:30:00.000Z';
    const fieldTypes = { [field]: 'singleLineText' };
    const records = [{ id, cells: { [field]: typed } }];
    expect((await send(base, { kind: 'records.update', tableId: table, fieldTypes, records })).status).toBe(
      200,
    );
    expect(await cells()).toEqual([typed]);
  });

  it('is read by the new type, and refused where that makes nothing of it', async () => {
    const { base, table, field, convert, cells } = await tableOf('singleLineText', undefined, [null]);
    expect((await convert({ type: 'number', options: { precision: 0 } })).status).toBe(200);
    const [{ id }] = (await mia.get(`/v0/${base}/${table}`)).body.records;
    const put = (cell: string) =>
      send(base, {
        kind: 'records.update',
        tableId: table,
        fieldTypes: { [field]: 'singleLineText' },
        records: [{ id, cells: { [field]: cell } }],
      });
    expect((await put('12')).status).toBe(200);
    const refused = await put('many');
    expect([refused.status, refused.body.error.type]).toEqual([422, 'INVALID_VALUE_FOR_COLUMN']);
    expect(await cells()).toEqual([12]);
  });

  it('leaves the name of the person, and what was typed where the field never had another type', async () => {
    const { base, table, field, convert, cells } = await tableOf('singleCollaborator', undefined, [null]);
    const [{ id }] = (await mia.get(`/v0/${base}/${table}`)).body.records;
    expect((await convert({ type: 'singleLineText' })).status).toBe(200);
    const put = (cell: string) =>
      send(base, { kind: 'records.update', tableId: table, records: [{ id, cells: { [field]: cell } }] });
    expect((await put(mia.userId)).status).toBe(200);
    const [shown] = await cells();
    expect(shown).not.toBe(mia.userId);
    expect(shown).toEqual(expect.stringMatching(/\S/));
    expect((await put('selAAAAAAAAAAAAAA')).status).toBe(200);
    expect(await cells()).toEqual(['selAAAAAAAAAAAAAA']);
  });
});

describe('a record that was deleted before a field got another type', () => {
  it.each([
    ['singleLineText', undefined, '7 apples', 'number', PRECISE, null],
    ['singleLineText', undefined, '7', 'number', PRECISE, 7],
    ['singleLineText', undefined, 'soon', 'date', ISO, null],
    ['singleLineText', undefined, 'a text', 'autoNumber', undefined, 2],
    ['singleLineText', undefined, 'a text', 'formula', { formula: '1' }, 1],
    ['singleLineText', undefined, 'a text', 'multipleAttachments', undefined, null],
    ['singleLineText', undefined, 'a', 'singleSelect', { choices: [{ name: 'a' }] }, 'a'],
    ['number', PRECISE, 7, 'checkbox', { icon: 'check', color: 'greenBright' }, true],
    ['multipleSelects', { choices: [{ name: 'p' }, { name: 'q' }] }, ['q'], 'singleLineText', undefined, 'q'],
  ])('comes back from %s %j %j as %s holds it', async (type, options, cell, to, toOptions, after) => {
    const { base, table, convert, cells } = await tableOf(type, options, [cell]);
    const op = async (rest: object) =>
      (await mia.post(`/v1/bases/${base}/ops`, { id: randomUUID(), ...rest })).body;
    const { records } = (await mia.get(`/v0/${base}/${table}`)).body;
    const { seq } = await op({ kind: 'records.delete', tableId: table, recordIds: [records[0].id] });
    await convert({ type: to, ...(toOptions ? { options: toOptions } : {}) });
    expect(await op({ kind: 'records.restore', seq })).toMatchObject({ recordIds: [records[0].id] });
    expect(await cells()).toEqual([after]);
  });

  it('comes back with the titles of what it linked to where the link became text', async () => {
    const text = { name: 'Name', type: 'singleLineText' };
    const { id: base, tables } = await api.base(mia, [
      { name: 'Deals', fields: [text] },
      { name: 'People', fields: [text] },
    ]);
    const [deals, people] = tables as [Made, Made];
    const made = await mia.post(`/v0/meta/bases/${base}/tables/${deals.id}/fields`, {
      name: 'Who',
      type: 'multipleRecordLinks',
      options: { linkedTableId: people.id },
    });
    const url = `/v0/${base}/${deals.id}`;
    const fields = { Name: 'gone', Who: ['Smith, John', 'Ann', 'Bob'] };
    const { id } = (await mia.post(url, { fields, typecast: true })).body;
    const deleted = await mia.post(`/v1/bases/${base}/ops`, {
      id: randomUUID(),
      kind: 'records.delete',
      tableId: deals.id,
      recordIds: [id],
    });
    const [bob] = (await mia.get(`/v0/${base}/${people.id}?filterByFormula={Name}='Bob'`)).body.records;
    await mia.delete(`/v0/${base}/${people.id}/${bob.id}`);
    const conversion = `/v1/bases/${base}/tables/${deals.id}/fields/${made.body.id}/conversion`;
    expect((await mia.post(conversion, { type: 'singleLineText' })).status).toBe(200);
    const { seq } = deleted.body;
    expect((await mia.post(`/v1/bases/${base}/trash/${seq}/restore`)).status).toBe(200);
    const [back] = (await mia.get(url)).body.records;
    expect(back.fields).toEqual({ Name: 'gone', Who: '"Smith, John", Ann' });
  });

  it('is numbered when it comes back by a field that has begun to number records since', async () => {
    const { base, table } = await tableOf('singleLineText', undefined, ['a', 'b']);
    const op = async (rest: object) =>
      (await mia.post(`/v1/bases/${base}/ops`, { id: randomUUID(), ...rest })).body;
    const { records } = (await mia.get(`/v0/${base}/${table}`)).body;
    const { seq } = await op({ kind: 'records.delete', tableId: table, recordIds: [records[0].id] });
    await mia.post(`/v0/meta/bases/${base}/tables/${table}/fields`, { name: 'Number', type: 'autoNumber' });
    await op({ kind: 'records.restore', seq });
    const shown = (await mia.get(`/v0/${base}/${table}?fields[]=Number`)).body.records;
    const numbers = shown.map(({ fields }: { fields: { Number: number } }) => fields.Number);
    expect([numbers.length, new Set(numbers).size, numbers.every(Number.isInteger)]).toEqual([2, 2, true]);
  });
});

it('is told beforehand as of one moment, whatever others make of it meanwhile', async () => {
  const { convert } = await tableOf('singleLineText', undefined, ['yes', 'yes', null]);
  const checkbox = { type: 'checkbox', options: { icon: 'check', color: 'greenBright' } };
  const others = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const to = turn % 2 === 0 ? checkbox : { type: 'singleLineText' };
      expect((await convert(to)).status).toBe(200);
    }
  };
  let over = false;
  const converted = others().finally(() => (over = true));
  const look = async () => {
    while (!over) {
      const answer = await convert({
        type: 'lastModifiedTime',
        options: { referencedFieldIds: [] },
        preview: true,
      });
      expect([answer.status, answer.body.report?.lost], answer.text).toEqual([200, 2]);
    }
  };
  await Promise.all([converted, ...Array.from({ length: 4 }, look)]);
});
