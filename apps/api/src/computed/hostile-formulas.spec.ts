import fc from 'fast-check';
import { ApiHarness, type Client } from '../testing/api-harness';

let api: ApiHarness;
let mia: Client;
let url: string;
let fieldsUrl: string;
let table: string;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
  const base = await api.base(mia, [
    {
      name: 'Things',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'Size', type: 'number', options: { precision: 2 } },
        { name: 'Ünï "côdé" {curly\\}', type: 'singleLineText' },
        { name: 'Day', type: 'date', options: { dateFormat: { name: 'iso' } } },
      ],
    },
  ]);
  table = base.tables[0].id;
  url = `/v0/${base.id}/${table}`;
  fieldsUrl = `/v0/meta/bases/${base.id}/tables/${table}/fields`;
  await mia.post(url, {
    records: [
      { fields: { Name: 'one', Size: 1.5, Day: '2026-01-31' } },
      { fields: { Name: "O'Brien", Size: 1e308 } },
      { fields: {} },
    ],
  });
});

afterAll(() => api.stop());

const nested = (open: string, inner: string, close: string, depth: number) =>
  open.repeat(depth) + inner + close.repeat(depth);

const HOSTILE: Record<string, string> = {
  'parentheses a thousand deep': nested('(', '{Size}', ')', 999),
  'calls a thousand deep': nested('IF({Size},', '1', ',0)', 990),
  'minus signs a thousand deep': `${'-'.repeat(990)}{Size}`,
  'parentheses too deep': nested('(', '1', ')', 5_000),
  'five hundred ids': `OR(${Array.from({ length: 500 }, (_, n) => `RECORD_ID()='rec${String(n).padStart(14, '0')}'`).join(',')})`,
  'a chain of ten thousand': Array.from({ length: 10_000 }, () => '{Size}').join('+'),
  'a literal as long as it may be': `{Name}='${'x'.repeat(99_000)}'`,
  'too long a text': `{Name}='${'x'.repeat(100_001)}'`,
  'a repetition without end': "REPT(REPT(REPT('x', 1000000), 1000000), 1000000)",
  'a pattern that explodes': "REGEX_MATCH({Name} & REPT('a', 5000), '(a+)+$')",
  'numbers past all bounds': '1e308 * 1e308 - 1e308 * 1e308 = {Size} / 0',
  'dates past all bounds': "DATEADD({Day}, 1e300, 'years')",
  'an unknown function': 'EVAL({Name})',
  'an open quote': "{Name} = 'x",
  'SQL in a literal': `{Name} = '''; DROP TABLE x; --'`,
  'SQL in a name': `{"; DROP TABLE x; --}`,
  'a name with everything': '{Ünï "côdé" {curly\\}} = BLANK()',
  'control characters': '{Name} = "\u0000\u0001\u2028"',
};

describe('hostile filters', () => {
  it.each(Object.entries(HOSTILE))(
    '%s are answered or refused, never an error of the server',
    async (_, formula) => {
      const answer = await mia.post(`${url}/listRecords`, { filterByFormula: formula });
      expect([200, 422]).toContain(answer.status);
      if (answer.status === 422) expect(answer.body.error.type).toMatch(/^INVALID_/);
    },
  );

  it('of any text at all are answered or refused', async () => {
    const piece = fc.constantFrom(
      ...[
        '{Size}',
        '{Name}',
        '{Day}',
        '"a"',
        '1',
        '-',
        '+',
        '&',
        '(',
        ')',
        ',',
        '=',
        'IF(',
        'SUM(',
        '{',
        '}',
        "'",
        '\\',
        ' ',
      ],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(text, async (formula) => {
        const answer = await mia.post(`${url}/listRecords`, { filterByFormula: formula });
        expect([200, 422], answer.text).toContain(answer.status);
      }),
      { numRuns: 150 },
    );
  });
});

describe('hostile formula fields', () => {
  it.each(Object.entries(HOSTILE))(
    '%s are made or refused, and the table can be read after',
    async (name, formula) => {
      const made = await mia.post(fieldsUrl, { name, type: 'formula', options: { formula } });
      expect([200, 422], made.text.slice(0, 300)).toContain(made.status);
      const read = await mia.get(url);
      expect([read.status, read.body.records.length]).toEqual([200, 3]);
    },
  );

  it('in a chain of many are read in one statement', async () => {
    for (let n = 0; n < 60; n++) {
      const before = n === 0 ? '{Size}' : `{Chain ${n - 1}}`;
      const made = await mia.post(fieldsUrl, {
        name: `Chain ${n}`,
        type: 'formula',
        options: { formula: `${before} + ${before}` },
      });
      expect(made.status).toBe(200);
    }
    await mia.get(url);
    const { body, statements } = await mia.get(`${url}?fields[]=Chain%2059&fields[]=Name`);
    expect(statements).toBe(1);
    const one = body.records.find((record: { fields: { Name?: string } }) => record.fields.Name === 'one');
    expect(one.fields['Chain 59']).toBe(1.5 * 2 ** 60);
  });
});

it('leaves a table readable whose formulas are too many behind one another to be computed together', async () => {
  const before = (n: number) => `{F${n - 1}}`;
  const chain = Array.from({ length: 100 }, (_, n) => ({
    name: `F${n}`,
    type: 'formula',
    options: { formula: n === 0 ? '1' : `IF(${before(n)} > 3, ${before(n)} - 1, ${before(n)} & "x")` },
  }));
  const base = await api.base(mia, [
    { name: 'Chain', fields: [{ name: 'Name', type: 'singleLineText' }, ...chain] },
  ]);
  const made = await mia.post(`/v0/${base.id}/Chain`, { fields: { Name: 'a' } });
  expect(made.body.fields).toMatchObject({ F1: '1x', F2: '1xx', F99: { error: '#ERROR!' } });
  expect((await mia.get(`/v0/${base.id}/Chain`)).body.records[0].fields).toEqual(made.body.fields);
});

describe('lookups of lookups', () => {
  it('end where they look through too many links, with the reason', async () => {
    const base = await api.base(mia, [{ name: 'Nodes', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    const [nodes] = base.tables;
    const own = `/v0/meta/bases/${base.id}/tables/${nodes.id}/fields`;
    const next = await mia.post(own, {
      name: 'Next',
      type: 'multipleRecordLinks',
      options: { linkedTableId: nodes.id },
    });
    let target = nodes.fields[0].id;
    const statuses: number[] = [];
    for (let n = 1; n <= 11; n++) {
      const made = await mia.post(own, {
        name: `L${n}`,
        type: 'multipleLookupValues',
        options: { recordLinkFieldId: next.body.id, fieldIdInLinkedTable: target },
      });
      statuses.push(made.status);
      if (made.status === 200) target = made.body.id;
      else
        expect(made.body.error.message).toBe(
          'Invalid options for Nodes.L11: The field looks through more than 10 links behind one another.',
        );
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 422]);
    const made = await mia.post(`/v0/${base.id}/${nodes.id}`, { fields: { Name: 'a' } });
    await mia.patch(`/v0/${base.id}/${nodes.id}/${made.body.id}`, { fields: { Next: [made.body.id] } });
    const { body } = await mia.get(`/v0/${base.id}/${nodes.id}`);
    expect(body.records[0].fields.L10).toEqual(['a']);
  });

  it('end as soon where what they look up is titles of links', async () => {
    const nodes = Array.from({ length: 13 }, (_, n) => ({
      name: `Nodes ${n}`,
      fields: [{ name: 'Title', type: 'formula', options: { formula: '"x"' } }],
    }));
    const base = await api.base(mia, nodes);
    const tables = base.tables as { id: string; fields: { id: string }[] }[];
    const fields = (n: number) => `/v0/meta/bases/${base.id}/tables/${tables[n]?.id}/fields`;
    const link = async (n: number) => {
      const options = { linkedTableId: tables[n + 1]?.id };
      return (await mia.post(fields(n), { name: 'Next', type: 'multipleRecordLinks', options })).body.id;
    };
    let behind = await link(11);
    const statuses: number[] = [];
    for (let n = 10; n >= 0; n--) {
      const next = await link(n);
      const options = { recordLinkFieldId: next, fieldIdInLinkedTable: behind };
      await mia.post(fields(n), { name: 'Over', type: 'multipleLookupValues', options });
      const title = await mia.patch(`${fields(n)}/${tables[n]?.fields[0]?.id}`, {
        options: { formula: '{Over} & ""' },
      });
      statuses.push(title.status);
      behind = next;
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 422]);
  });
});
