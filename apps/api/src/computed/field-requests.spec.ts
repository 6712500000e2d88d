import { parseBaseFile } from '@pyairtable/core';
import { ApiHarness, type Answer, type Client } from '../testing/api-harness';
import { importFile } from '../testing/sample-base';

/** Requests that make and change computed fields. */
let api: ApiHarness;
let mia: Client;
let id: string;
/** Ids of fields as `Table.Name`. */
let ids: Record<string, string>;

const text = (name: string) => ({ name, type: 'singleLineText' });
const FILE = {
  name: 'Shop',
  tables: [
    {
      name: 'Orders',
      fields: [
        text('Order'),
        { name: 'Amount', type: 'currency', options: { precision: 2, symbol: '€' } },
        { name: 'Paid', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
        {
          name: 'Customer',
          type: 'multipleRecordLinks',
          options: { linkedTable: 'Customers', inverseName: 'Orders' },
        },
        {
          name: 'Sender',
          type: 'multipleRecordLinks',
          options: { linkedTable: 'Customers', inverseName: 'Sent' },
        },
      ],
      records: [
        { _k: 'o1', Order: 'one', Amount: 10, Paid: true, Customer: ['a'], Sender: ['b'] },
        { _k: 'o2', Order: 'two', Amount: 4, Customer: ['a'] },
      ],
    },
    {
      name: 'Customers',
      fields: [text('Customer'), text('Town')],
      records: [
        { _k: 'a', Customer: 'Acme', Town: 'Linz' },
        { _k: 'b', Customer: 'Bolt', Town: 'Graz' },
      ],
    },
  ],
};

const fields = (table: string) => `/v0/meta/bases/${id}/tables/${table}/fields`;
const own = (table: string, fieldId: string) => `/v1/bases/${id}/tables/${ids[table]}/fields/${fieldId}`;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
  ({ id } = await importFile(api, mia, FILE));
  ids = {};
  for (const table of (await mia.get(`/v0/meta/bases/${id}/tables`)).body.tables) {
    ids[table.name] = table.id;
    for (const field of table.fields) ids[`${table.name}.${field.name}`] = field.id;
  }
});

afterAll(() => api.stop());

let made = 0;
const make = async (table: string, type: string, options: object): Promise<Answer> =>
  mia.post(fields(table), { name: `Made ${made++}`, type, options });
const cellsOf = async (table: string, name: string): Promise<unknown[]> => {
  const { records } = (await mia.get(`/v0/${id}/${table}?fields[]=${encodeURIComponent(name)}`)).body;
  return records.map((record: { fields: Record<string, unknown> }) => record.fields[name]);
};

describe('a computed field', () => {
  it('of each type is made by the public API, which shows it as Airtable does', async () => {
    const formula = await make('Orders', 'formula', { formula: '{Amount} * 2' });
    expect(formula.body.options).toEqual({
      isValid: true,
      formula: `{${ids['Orders.Amount']}} * 2`,
      referencedFieldIds: [ids['Orders.Amount']],
      result: { type: 'number', options: { precision: 2 } },
    });
    const over = {
      recordLinkFieldId: ids['Customers.Orders'],
      fieldIdInLinkedTable: ids['Orders.Amount'],
    };
    const rollup = await make('Customers', 'rollup', { ...over, formula: 'SUM(values)', filter: '{Paid}' });
    expect(rollup.body.options).toEqual({
      ...over,
      isValid: true,
      referencedFieldIds: [],
      result: { type: 'currency', options: { precision: 2, symbol: '€' } },
    });
    const lookup = await make('Customers', 'multipleLookupValues', over);
    expect(lookup.body.options).toEqual({
      ...over,
      isValid: true,
      result: { type: 'currency', options: { precision: 2, symbol: '€' } },
    });
    const count = await make('Customers', 'count', { recordLinkFieldId: ids['Customers.Orders'] });
    expect(count.body.options).toEqual({ isValid: true, recordLinkFieldId: ids['Customers.Orders'] });
    expect(await cellsOf('Orders', formula.body.name)).toEqual([20, 8]);
    expect(await cellsOf('Customers', rollup.body.name)).toEqual([10, 0]);
    expect(await cellsOf('Customers', lookup.body.name)).toEqual([[10, 4], undefined]);
    expect(await cellsOf('Customers', count.body.name)).toEqual([2, 0]);
  });

  it('takes no values', async () => {
    const { body } = await make('Orders', 'formula', { formula: '1' });
    const answer = await mia.post(`/v0/${id}/Orders`, { fields: { [body.name]: 2 } });
    expect([answer.status, answer.body.error.type]).toEqual([422, 'INVALID_VALUE_FOR_COLUMN']);
  });

  it('may be the primary field of a new table, before what it reads', async () => {
    const table = await mia.post(`/v0/meta/bases/${id}/tables`, {
      name: 'People',
      fields: [
        { name: 'Name', type: 'formula', options: { formula: "{First} & ' ' & {Last}" } },
        text('First'),
        text('Last'),
      ],
    });
    expect(table.body.fields[0]).toMatchObject({ id: table.body.primaryFieldId, options: { isValid: true } });
    const record = await mia.post(`/v0/${id}/People`, { fields: { First: 'Ada', Last: 'Lo' } });
    expect(record.body.fields.Name).toBe('Ada Lo');
  });

  it('may be one of hundreds of a new table that read one another, in any order', async () => {
    const last = 249;
    const chain = Array.from({ length: last + 1 }, (_, n) => ({
      name: `F${n}`,
      type: 'formula',
      options: { formula: n === last ? '1' : `{F${n + 1}} + 1` },
    }));
    const table = await mia.post(`/v0/meta/bases/${id}/tables`, {
      name: 'Chain',
      fields: [text('Name'), ...chain],
    });
    expect(table.body.fields?.map(({ name }: { name: string }) => name)).toEqual([
      'Name',
      ...chain.map(({ name }) => name),
    ]);
    const refused = await mia.post(`/v0/meta/bases/${id}/tables`, {
      name: 'Rings',
      fields: [text('Name'), ...chain.slice(0, 3), { ...chain[3], options: { formula: '{F0}' } }],
    });
    expect([refused.status, refused.body.error.message]).toEqual([
      422,
      'Invalid options for Rings.F0: The field would be computed from itself: F0 → F1 → F2 → F3 → F0.',
    ]);
  });
});

describe('a wrong formula is refused with what is wrong, and where', () => {
  it.each([
    ['1 +', 'The formula ends where a value is expected.'],
    ['', 'The formula is empty.'],
    ['{Amout} * 2', 'There is no field named "Amout". Did you mean {Amount}?'],
    ['SUMM({Amount})', 'There is no function named SUMM. Did you mean SUM?'],
    ['1 + LEFT({Order})', 'LEFT needs 2 arguments; 1 given. Here: LEFT({Order}) LEFT(text, count)'],
    ['{Amount} {Order}', 'An operator is missing before this. Here: {Order} Join text with &.'],
    ["{Amount} & 'a", "This text has no closing quote. Here: 'a Add ' at the end of the text."],
  ])('%s', async (formula, reason) => {
    const answer = await mia.post(fields('Orders'), { name: 'Wrong', type: 'formula', options: { formula } });
    expect([answer.status, answer.body.error]).toEqual([
      422,
      {
        type: 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
        message: `Invalid options for Orders.Wrong: ${reason}`,
      },
    ]);
  });

  it.each<[string, () => [table: string, type: string, options: object], string]>([
    [
      'a condition',
      () => ['Customers', 'count', { recordLinkFieldId: ids['Customers.Orders'], filter: '{Paid} {Amount}' }],
      'Condition: An operator is missing before this. Here: {Amount} Join text with &.',
    ],
    [
      'a rollup that names a field',
      () => [
        'Customers',
        'rollup',
        {
          recordLinkFieldId: ids['Customers.Orders'],
          fieldIdInLinkedTable: ids['Orders.Amount'],
          formula: 'SUM({Amount})',
        },
      ],
      'There is no field named "Amount".',
    ],
    [
      'a link that is none',
      () => ['Customers', 'count', { recordLinkFieldId: ids['Customers.Town'] }],
      'The field “Town” is not a link.',
    ],
    [
      'a target in another table',
      () => [
        'Customers',
        'multipleLookupValues',
        { recordLinkFieldId: ids['Customers.Orders'], fieldIdInLinkedTable: ids['Customers.Town'] },
      ],
      'The field “Town” is not in the linked table.',
    ],
  ])('%s', async (_what, request, reason) => {
    const [table, type, options] = request();
    const answer = await mia.post(fields(table), { name: 'Wrong', type, options });
    expect([answer.status, answer.body.error.type]).toEqual([422, 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE']);
    expect(answer.body.error.message).toBe(`Invalid options for ${table}.Wrong: ${reason}`);
  });

  it.each([
    { formula: '1', result: { type: 'number' } },
    { formula: '1', isValid: true },
    { formula: 1 },
    {},
    null,
  ])('options that are no write form: %j', async (options) => {
    const answer = await mia.post(fields('Orders'), { name: 'Wrong', type: 'formula', options });
    expect([answer.status, answer.body.error.type]).toEqual([422, 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE']);
  });

  it('and leaves nothing behind', async () => {
    const { tables } = (await mia.get(`/v0/meta/bases/${id}/tables`)).body;
    const names = tables.flatMap((table: { fields: { name: string }[] }) =>
      table.fields.map(({ name }) => name),
    );
    expect(names).not.toContain('Wrong');
  });
});

describe('a change of a computed field', () => {
  it('gives a formula another text, by names or ids, by either API', async () => {
    const { body: field } = await make('Orders', 'formula', { formula: '{Amount}' });
    const byName = await mia.patch(own('Orders', field.id), { options: { formula: "{Order} & '!'" } });
    expect(byName.body.options).toMatchObject({
      formula: `{${ids['Orders.Order']}} & '!'`,
      result: { type: 'singleLineText' },
      isValid: true,
    });
    expect(await cellsOf('Orders', field.name)).toEqual(['one!', 'two!']);
    const byId = await mia.patch(`${fields('Orders')}/${field.id}`, {
      options: { formula: `{${ids['Orders.Amount']}} + 1` },
    });
    expect(byId.body.options).toMatchObject({ result: { type: 'number' }, isValid: true });
    expect(await cellsOf('Orders', field.name)).toEqual([11, 5]);
    const wrong = await mia.patch(`${fields('Orders')}/${field.id}`, { options: { formula: '{Nope}' } });
    expect([wrong.status, wrong.body.error.message]).toEqual([
      422,
      `Invalid options for Orders.${field.name}: There is no field named "Nope".`,
    ]);
    expect(await cellsOf('Orders', field.name)).toEqual([11, 5]);
  });

  it('by the public API is of a formula only', async () => {
    const { body: count } = await make('Customers', 'count', { recordLinkFieldId: ids['Customers.Orders'] });
    for (const [table, fieldId, options] of [
      ['Customers', count.id, { recordLinkFieldId: ids['Customers.Sent'] }],
      ['Customers', count.id, { formula: '1' }],
      ['Orders', ids['Orders.Amount'], { precision: 1, symbol: '$' }],
    ] as const) {
      const answer = await mia.patch(`${fields(table)}/${fieldId}`, { options });
      expect([answer.status, answer.body.error.type]).toEqual([422, 'INVALID_REQUEST_UNKNOWN']);
    }
  });

  it('takes another link, target, condition and format, and gives conditions and formats up', async () => {
    const { body: field } = await make('Customers', 'rollup', {
      recordLinkFieldId: ids['Customers.Orders'],
      fieldIdInLinkedTable: ids['Orders.Amount'],
      formula: 'SUM(values)',
    });
    const change = async (options: object) => {
      const answer = await mia.patch(own('Customers', field.id), { options });
      if (answer.status !== 200) throw new Error(answer.text);
      return [answer.body.options, await cellsOf('Customers', field.name)];
    };
    const percent = { type: 'percent', options: { precision: 1 } };
    expect((await change({ filter: '{Amount} > 5' }))[1]).toEqual([10, 0]);
    expect(await change({ format: percent })).toMatchObject([{ result: percent }, [10, 0]]);
    expect(await change({ filter: null, format: null })).toMatchObject([
      { result: { type: 'currency' } },
      [14, 0],
    ]);
    expect((await change({ recordLinkFieldId: ids['Customers.Sent'] }))[1]).toEqual([0, 10]);
    expect(
      await change({ fieldIdInLinkedTable: ids['Orders.Order'], formula: 'ARRAYJOIN(values)' }),
    ).toMatchObject([{ result: { type: 'singleLineText' } }, [undefined, 'one']]);
  });

  it('is refused where fields would be computed from one another, with the way round', async () => {
    const { body: a } = await mia.post(fields('Orders'), {
      name: 'A',
      type: 'multipleLookupValues',
      options: { recordLinkFieldId: ids['Orders.Customer'], fieldIdInLinkedTable: ids['Customers.Town'] },
    });
    const { body: b } = await mia.post(fields('Customers'), {
      name: 'B',
      type: 'rollup',
      options: {
        recordLinkFieldId: ids['Customers.Orders'],
        fieldIdInLinkedTable: a.id,
        formula: 'COUNTA(values)',
      },
    });
    const round = await mia.patch(own('Orders', a.id), { options: { fieldIdInLinkedTable: b.id } });
    expect(round.status).toBe(422);
    expect(round.body.error.message).toMatch(
      /^Invalid options for Orders\.A: The field would be computed from itself: (A → B → A|B → A → B)\.$/,
    );
    const { body: self } = await mia.post(fields('Orders'), {
      name: 'Self',
      type: 'formula',
      options: { formula: '1' },
    });
    const itself = await mia.patch(own('Orders', self.id), { options: { formula: '{Self} + 1' } });
    expect(itself.body.error.message).toContain('The field would be computed from itself: Self → Self.');
    expect(await cellsOf('Orders', 'A')).toEqual([['Linz'], ['Linz']]);
  });
});

describe('a field that names others of its table', () => {
  const NAMING = [
    ['lastModifiedTime', (fieldId: string) => ({ referencedFieldIds: [fieldId] })],
    ['lastModifiedBy', (fieldId: string) => ({ referencedFieldIds: [fieldId] })],
    ['aiText', (fieldId: string) => ({ prompt: ['About ', { field: { fieldId } }] })],
  ] as const;

  it.each(NAMING)('is refused what is not in the table: %s', async (type, options) => {
    for (const fieldId of ['fldAAAAAAAAAAAAAA', ids['Customers.Town'] as string]) {
      const refused = await make('Orders', type, options(fieldId));
      expect([refused.status, refused.body.error?.type]).toEqual([
        422,
        'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
      ]);
    }
    const mine = await make('Orders', type, options(ids['Orders.Amount'] as string));
    expect(mine.status).toBe(200);
    const changed = await mia.patch(own('Orders', mine.body.id), { options: options('fldAAAAAAAAAAAAAA') });
    expect(changed.status).toBe(422);
    const converted = await mia.post(`${own('Orders', ids['Orders.Paid'] as string)}/conversion`, {
      type,
      options: options('fldAAAAAAAAAAAAAA'),
    });
    expect(converted.status).toBe(422);
  });

  it('keeps what was deleted since, here and in a file of the base', async () => {
    const gone = await mia.post(fields('Orders'), { name: 'Gone', type: 'singleLineText' });
    const watching = await make('Orders', 'lastModifiedTime', { referencedFieldIds: [gone.body.id] });
    expect((await mia.delete(own('Orders', gone.body.id))).status).toBe(200);
    const { options } = (await mia.get(`/v1/bases/${id}`)).body.tables[0].fields.find(
      (field: { id: string }) => field.id === watching.body.id,
    );
    const same = await mia.patch(own('Orders', watching.body.id), {
      options: { referencedFieldIds: options.referencedFieldIds },
    });
    expect([same.status, options.referencedFieldIds]).toEqual([200, [gone.body.id]]);
    const file = await mia.get(`/v1/bases/${id}/export`);
    expect(parseBaseFile(file.body).ok).toBe(true);
  });
});
