import { randomUUID } from 'node:crypto';
import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

/** What is sent, how JSON writes it, and the cell as text with precision 0 and 8. */
const NUMBERS: [value: number, json: string, whole: string, fine: string][] = [
  [999999999999999, '999999999999999', '999999999999999', '999999999999999.00000000'],
  [1e15, '1000000000000000', '1000000000000000', '1000000000000000.00000000'],
  [1234567890123456, '1234567890123456', '1234567890123456', '1234567890123456.00000000'],
  [9007199254740991, '9007199254740991', '9007199254740991', '9007199254740991.00000000'],
  [-9007199254740992, '-9007199254740992', '-9007199254740992', '-9007199254740992.00000000'],
  [1e20, '100000000000000000000', '100000000000000000000', '100000000000000000000.00000000'],
  [1e21, '1e+21', '1000000000000000000000', '1000000000000000000000.00000000'],
  [1e-7, '1e-07', '0', '0.00000010'],
  [0.1 + 0.2, '0.30000000000000004', '0', '0.30000000'],
  [123456789012.345, '123456789012.345', '123456789012', '123456789012.34500000'],
  [-0, '0', '0', '0.00000000'],
];

interface Field {
  id: string;
  name: string;
}

describe('very large and very small numbers', () => {
  let api: ApiHarness;
  let mia: Client;
  let base: Answer['body'];
  let url: string;
  let fields: Field[];

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    base = await api.base(mia, [
      {
        name: 'T',
        fields: [
          { name: 'N', type: 'number', options: { precision: 0 } },
          { name: 'Fine', type: 'number', options: { precision: 8 } },
          { name: 'Money', type: 'currency', options: { precision: 2, symbol: '€' } },
          { name: 'Part', type: 'percent', options: { precision: 0 } },
          { name: 'Time', type: 'duration', options: { durationFormat: 'h:mm' } },
        ],
      },
    ]);
    url = `/v0/${base.id}/T`;
    fields = base.tables[0].fields;
  });
  afterAll(() => api?.stop());

  /** The numbers under the key as they are written in the text. */
  const written = (text: string, key: string): string[] =>
    [...text.matchAll(new RegExp(`"${key}":\\s*([^,}\\]]+)`, 'g'))].map(([, number]) => number as string);

  const lastEntry = async (): Promise<string> => {
    const [entry] = await api.sql<{ text: string }>(
      `SELECT changes::text AS text FROM "${base.id}".change ORDER BY seq DESC LIMIT 1`,
    );
    return entry?.text ?? '';
  };

  it.each(NUMBERS)('%d is written as %s wherever JSON is made of it', async (value, json, whole, fine) => {
    const cells = Object.fromEntries(fields.map(({ name }) => [name, value]));
    const created = await mia.post(url, { fields: cells });
    expect(created.status).toBe(200);
    const { id } = created.body;
    const rows = `/v1/bases/${base.id}/tables/${base.tables[0].id}/rows`;
    const byId = fields.map((field) => field.id);
    const answers = [
      created,
      await mia.get(`${url}/${id}`),
      await mia.get(url),
      await mia.get(`${url}?sort[0][field]=N`),
      await mia.post(`${url}/listRecords`, { returnFieldsByFieldId: true }),
      await mia.get(`${rows}/${id}`),
      await mia.get(`${rows}?view=${base.tables[0].views[0].id}&start=0&limit=100`),
      await mia.post(`${rows}/read`, { ids: [id], fields: byId }),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      for (const field of fields)
        expect([...written(text, field.name), ...written(text, field.id)]).toEqual([json]);
    }
    // Logged and exported numbers are written by PostgreSQL's jsonb and by JSON.stringify, which differ in exponents.
    const exported = await mia.get(`/v1/bases/${base.id}/export`);
    const logged = await lastEntry();
    for (const text of [exported.text, logged]) {
      const numbers = fields.flatMap((field) => written(text, field.id).concat(written(text, field.name)));
      expect(new Set(numbers.map(Number))).toEqual(new Set([value + 0]));
      if (Number.isInteger(value) && Math.abs(value) < 1e21)
        expect(new Set(numbers)).toEqual(new Set([json]));
    }
    const shown = await mia.post(`${url}/listRecords`, {
      cellFormat: 'string',
      timeZone: 'UTC',
      userLocale: 'en',
    });
    expect(shown.body.records[0].fields).toMatchObject({ N: whole, Fine: fine });
    await mia.delete(`${url}/${id}`);
  });

  it('come back from an op, and by what was read, without a change', async () => {
    const [, { id: fine = '' } = {}] = fields;
    const op = {
      id: randomUUID(),
      kind: 'records.create',
      tableId: base.tables[0].id,
      records: NUMBERS.map(([value]) => ({ cells: { [fine]: value } })),
    };
    expect((await mia.post(`/v1/bases/${base.id}/ops`, op)).status).toBe(200);
    const before = await mia.get(url);
    const echo = await mia.patch(url, {
      records: before.body.records
        .map(({ id, fields: own }: { id: string; fields: object }) => ({ id, fields: own }))
        .slice(0, 10),
    });
    expect(echo.status).toBe(200);
    const after = await mia.get(url);
    expect(after.text).toBe(before.text);
    expect(after.body.records.map((record: Answer['body']) => record.fields.Fine)).toEqual(
      NUMBERS.map(([value]) => value + 0),
    );
  });

  it('are summed, grouped, remembered and foretold without exponent', async () => {
    const table = `/v1/bases/${base.id}/tables/${base.tables[0].id}`;
    const N = fields.find(({ name }) => name === 'N')?.id as string;
    const { records } = (await mia.post(url, { records: [{ fields: { N: 1e15 } }, { fields: { N: 2e15 } }] }))
      .body;
    const kinds = ['sum', 'max', 'range', 'histogram'];
    const summed = await Promise.all(
      kinds.map((kind) => mia.post(`${table}/summaries`, { summaries: { [N]: kind } })),
    );
    const { id: view } = (
      await mia.post(`${table}/views`, {
        groups: [{ fieldId: N, direction: 'asc' }],
        summaries: { [N]: 'sum' },
      })
    ).body;
    const formula = { type: 'formula', options: { formula: `{${N}} * 2` }, recordIds: [records[1].id] };
    const answers = [
      ...summed,
      await mia.get(`${table}/groups?view=${view}`),
      await mia.get(`${table}/records/${records[0].id}/history`),
      await mia.post(`${table}/fields/preview`, formula),
      await mia.post(`${table}/fields/${N}/conversion`, {
        type: 'date',
        options: { dateFormat: { name: 'iso' } },
        preview: true,
      }),
    ];
    for (const { status, text } of answers) {
      expect(status, text).toBe(200);
      expect(text).toMatch(/\b[1234]000000000000000\b/);
      expect(text).not.toMatch(/\de\+?\d/);
    }
    await mia.delete(`${url}?records[]=${records[0].id}&records[]=${records[1].id}`);
    await mia.delete(`${table}/views/${view}`);
  });

  it('are titles without exponent', async () => {
    const made = await mia.post(`/v0/meta/bases/${base.id}/tables`, {
      name: 'L',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'To', type: 'multipleRecordLinks', options: { linkedTableId: base.tables[0].id } },
      ],
    });
    expect(made.status).toBe(200);
    const target = await mia.post(url, { fields: { N: 1234567890123456 } });
    const linked = await mia.post(`/v0/${base.id}/L`, { fields: { To: [target.body.id] } });
    const row = await mia.get(`/v1/bases/${base.id}/tables/${made.body.id}/rows/${linked.body.id}`);
    expect(JSON.stringify(row.body)).toContain('"title":"1234567890123456"');
  });
});
