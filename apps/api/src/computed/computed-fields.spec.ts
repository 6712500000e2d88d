import { ApiHarness, type Client } from '../testing/api-harness';

let api: ApiHarness;
let mia: Client;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
});

afterAll(() => api.stop());

interface Field {
  id: string;
  name: string;
  options: Record<string, unknown>;
}

/** Deals of companies: amounts of either, linked both ways. */
async function deals() {
  const base = await api.base(mia, [
    {
      name: 'Companies',
      fields: [
        { name: 'Company', type: 'singleLineText' },
        {
          name: 'Type',
          type: 'singleSelect',
          options: { choices: [{ name: 'Customer' }, { name: 'Prospect' }] },
        },
      ],
    },
    {
      name: 'Deals',
      fields: [
        { name: 'Deal', type: 'singleLineText' },
        { name: 'Amount', type: 'currency', options: { precision: 2, symbol: '€' } },
        { name: 'Close', type: 'date', options: { dateFormat: { name: 'iso' } } },
        { name: 'Done', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
      ],
    },
  ]);
  const [companies, sales] = base.tables as { id: string; fields: Field[] }[];
  const make = async (table: string, field: unknown): Promise<Field> => {
    const answer = await mia.post(`/v0/meta/bases/${base.id}/tables/${table}/fields`, field);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  };
  const link = await make(sales?.id as string, {
    name: 'Company',
    type: 'multipleRecordLinks',
    options: { linkedTableId: companies?.id },
  });
  const inverse = link.options['inverseLinkFieldId'] as string;
  const id = (table: { fields: Field[] } | undefined, name: string) =>
    table?.fields.find((field) => field.name === name)?.id as string;
  return {
    base: base.id as string,
    companies: companies?.id as string,
    deals: sales?.id as string,
    link: link.id,
    inverse,
    company: (name: string) => id(companies, name),
    deal: (name: string) => id(sales, name),
    make,
    create: async (table: string, records: Record<string, unknown>[]) => {
      const answer = await mia.post(`/v0/${base.id}/${table}`, {
        records: records.map((fields) => ({ fields })),
      });
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.body.records as { id: string; fields: Record<string, unknown> }[];
    },
    fields: async (table: string, query = '') => {
      const answer = await mia.get(`/v0/${base.id}/${table}${query}`);
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.body.records.map((record: { fields: unknown }) => record.fields);
    },
  };
}

describe('computed fields', () => {
  it('compute formulas, lookups, rollups and counts as they are read', async () => {
    const { make, create, fields, companies, deals: sales, link, inverse, company, deal } = await deals();
    await make(sales, { name: 'Twice', type: 'formula', options: { formula: '{Amount} * 2' } });
    await make(sales, {
      name: 'Late',
      type: 'formula',
      options: { formula: "DATEADD({Close}, 1, 'month')" },
    });
    await make(sales, {
      name: 'Kind',
      type: 'multipleLookupValues',
      options: { recordLinkFieldId: link, fieldIdInLinkedTable: company('Type') },
    });
    await make(companies, { name: 'Deal count', type: 'count', options: { recordLinkFieldId: inverse } });
    await make(companies, {
      name: 'Won',
      type: 'rollup',
      options: { recordLinkFieldId: inverse, fieldIdInLinkedTable: deal('Amount'), formula: 'SUM(values)' },
    });
    await make(companies, {
      name: 'Names',
      type: 'multipleLookupValues',
      options: { recordLinkFieldId: inverse, fieldIdInLinkedTable: deal('Deal') },
    });
    const [acme] = await create(companies, [{ Company: 'Acme', Type: 'Customer' }, { Company: 'Bolt' }]);
    const made = await create(sales, [
      { Deal: 'one', Amount: 10.5, Close: '2026-01-31', Company: [acme?.id] },
      { Deal: 'two', Amount: 4, Company: [acme?.id] },
      { Deal: 'three' },
    ]);
    expect(made[0]?.fields).toEqual({
      Deal: 'one',
      Amount: 10.5,
      Close: '2026-01-31',
      Company: [acme?.id],
      Twice: 21,
      Late: '2026-02-28',
      Kind: ['Customer'],
    });
    expect(await fields(sales)).toMatchObject([
      { Deal: 'one', Twice: 21 },
      { Deal: 'two', Twice: 8, Late: { error: '#ERROR!' }, Kind: ['Customer'] },
      { Deal: 'three', Twice: 0, Late: { error: '#ERROR!' } },
    ]);
    expect(await fields(companies)).toEqual([
      {
        Company: 'Acme',
        Type: 'Customer',
        Deals: expect.any(Array),
        'Deal count': 2,
        Won: 14.5,
        Names: ['one', 'two'],
      },
      { Company: 'Bolt', 'Deal count': 0, Won: 0 },
    ]);
    expect(await fields(companies, '?sort[0][field]=Won&sort[0][direction]=asc')).toMatchObject([
      { Company: 'Bolt' },
      { Company: 'Acme' },
    ]);
  });

  it('say to our own clients why they are not valid, and forget it once they are', async () => {
    const { base, make, deals: sales, deal } = await deals();
    const twice = await make(sales, { name: 'Twice', type: 'formula', options: { formula: '{Amount} * 2' } });
    await mia.delete(`/v1/bases/${base}/tables/${sales}/fields/${deal('Amount')}`);
    const shown = async (path: string) => {
      const { tables } = (await mia.get(path)).body as { tables: { fields: Field[] }[] };
      return tables.flatMap(({ fields: all }) => all).find(({ id }) => id === twice.id)?.options;
    };
    const invalid = { isValid: false, result: null };
    expect(await shown(`/v1/bases/${base}`)).toMatchObject({
      ...invalid,
      reason: 'The field “Amount” that the formula names is not there any more.',
    });
    expect(await shown(`/v0/meta/bases/${base}/tables`)).not.toHaveProperty('reason');
    const mended = await mia.patch(`/v1/bases/${base}/tables/${sales}/fields/${twice.id}`, {
      options: { formula: '1 + 1' },
    });
    expect(mended.body).toMatchObject({ options: { isValid: true } });
    expect(mended.body.options).not.toHaveProperty('reason');
  });

  it('name what they miss as it was called last', async () => {
    const { base, make, companies, deals: sales, link, inverse, company, deal } = await deals();
    const over = { recordLinkFieldId: inverse, fieldIdInLinkedTable: deal('Amount') };
    await make(sales, { name: 'Twice', type: 'formula', options: { formula: '{Amount} * 2' } });
    await make(companies, { name: 'Amounts', type: 'multipleLookupValues', options: over });
    await make(companies, { name: 'Sum', type: 'rollup', options: { ...over, formula: 'SUM(values)' } });
    await make(companies, {
      name: 'Large',
      type: 'count',
      options: { recordLinkFieldId: inverse, filter: '{Amount} > 5' },
    });
    await make(sales, {
      name: 'Kind',
      type: 'multipleLookupValues',
      options: { recordLinkFieldId: link, fieldIdInLinkedTable: company('Type') },
    });
    const reasons = async () => {
      const { tables } = (await mia.get(`/v1/bases/${base}`)).body as { tables: { fields: Field[] }[] };
      const reasonsOf = tables.flatMap(({ fields }) => fields).map((f) => [f.name, f.options?.['reason']]);
      return Object.fromEntries(reasonsOf.filter(([, reason]) => reason !== undefined));
    };
    const amount = `/v1/bases/${base}/tables/${sales}/fields/${deal('Amount')}`;
    const { seq } = (await mia.delete(amount)).body;
    await mia.post(`/v1/bases/${base}/trash/${seq}/restore`);
    expect(await reasons()).toEqual({});
    await mia.patch(amount, { name: 'Net' });
    await mia.delete(amount);
    await make(sales, { name: 'Net', type: 'number', options: { precision: 0 } });
    const missing = {
      Twice: 'The field “Net” that the formula names is not there any more.',
      Amounts: 'The field “Net” is not in the linked table.',
      Sum: 'The field “Net” is not in the linked table.',
      Large: 'Condition: The field “Net” that the formula names is not there any more.',
    };
    expect(await reasons()).toEqual(missing);
    await mia.post(`/v1/bases/${base}/tables/${sales}/fields/${link}/conversion`, { type: 'singleLineText' });
    expect(await reasons()).toEqual({
      Twice: missing.Twice,
      Amounts: 'The field “Deals” is not a link.',
      Sum: 'The field “Deals” is not a link.',
      Large: 'The field “Deals” is not a link.',
      Kind: 'The field “Company” is not a link.',
    });
    await mia.delete(`/v1/bases/${base}/tables/${sales}/fields/${link}`);
    expect((await reasons())['Kind']).toBe('The link field “Company” is not there.');
  });
});

it('answers a write with what records show of one another by when they were changed', async () => {
  const { base, make, create, deals: sales } = await deals();
  const next = { name: 'Next', type: 'multipleRecordLinks', options: { linkedTableId: sales } };
  const recordLinkFieldId = (await make(sales, next)).id;
  const filter = "IS_AFTER(LAST_MODIFIED_TIME(), '2025-01-01')";
  await make(sales, { name: 'Fresh', type: 'count', options: { recordLinkFieldId, filter } });
  const [one, two] = (await create(sales, [{}, {}])).map(({ id }) => id);
  await mia.patch(`/v0/${base}/${sales}/${one}`, { fields: { Next: [two] } });
  await api.sql(`UPDATE "${base}"."${sales}" SET modified_at = '2020-01-01'`);
  const records = [one, two].map((id) => ({ id, fields: { Amount: 7 } }));
  const { body } = await mia.patch(`/v0/${base}/${sales}`, { records });
  expect(body.records.map(({ fields }: { fields: { Fresh: number } }) => fields.Fresh)).toEqual([1, 0]);
});

describe('filters and sorts', () => {
  it('keep and order records by stored and by computed cells, page by page', async () => {
    const { base, make, create, companies, deals: sales, inverse, link, company, deal } = await deals();
    await make(companies, {
      name: 'Won',
      type: 'rollup',
      options: { recordLinkFieldId: inverse, fieldIdInLinkedTable: deal('Amount'), formula: 'SUM(values)' },
    });
    await make(companies, { name: 'Big', type: 'formula', options: { formula: '{Won} >= 20' } });
    await make(sales, {
      name: 'Kind',
      type: 'multipleLookupValues',
      options: { recordLinkFieldId: link, fieldIdInLinkedTable: company('Type') },
    });
    const made = await create(
      companies,
      Array.from({ length: 8 }, (_, n) => ({ Company: `C${n}`, Type: n % 2 ? 'Customer' : 'Prospect' })),
    );
    await create(
      sales,
      made.map(({ id }, n) => ({ Deal: `D${n}`, Amount: n * 5, Done: n === 3, Company: [id] })),
    );
    const names = async (table: string, query: string, name: string): Promise<string[]> => {
      const found: string[] = [];
      for (let offset: string | undefined; ;) {
        const answer = await mia.get(
          `/v0/${base}/${table}?${query}&pageSize=3${offset ? `&offset=${encodeURIComponent(offset)}` : ''}`,
        );
        if (answer.status !== 200) throw new Error(answer.text);
        found.push(
          ...answer.body.records.map((record: { fields: Record<string, string> }) => record.fields[name]),
        );
        offset = answer.body.offset;
        if (!offset) return found;
      }
    };
    const filter = (formula: string) => `filterByFormula=${encodeURIComponent(formula)}`;
    expect(await names(companies, filter('{Big}'), 'Company')).toEqual(['C4', 'C5', 'C6', 'C7']);
    expect(
      await names(companies, `${filter('{Won} < 20')}&sort[0][field]=Won&sort[0][direction]=desc`, 'Company'),
    ).toEqual(['C3', 'C2', 'C1', 'C0']);
    expect(await names(sales, filter(`{Kind}='Customer'`), 'Deal')).toEqual(['D1', 'D3', 'D5', 'D7']);
    expect(await names(sales, filter(`{Company}='C3'`), 'Deal')).toEqual(['D3']);
    expect(await names(sales, filter('{Done}'), 'Deal')).toEqual(['D3']);
    expect(await names(sales, filter(`AND({Amount} > 10, FIND('Cust', {Kind}))`), 'Deal')).toEqual([
      'D3',
      'D5',
      'D7',
    ]);
    expect(
      await names(sales, 'sort[0][field]=Kind&sort[1][field]=Amount&sort[1][direction]=desc', 'Deal'),
    ).toEqual(['D7', 'D5', 'D3', 'D1', 'D6', 'D4', 'D2', 'D0']);
  });

  it('order links and lookups by the first entries that differ, each as its field orders it, empty ones first', async () => {
    const { base, make, create, companies, deals: sales, inverse, deal } = await deals();
    for (const name of ['Amount', 'Close', 'Done'])
      await make(companies, {
        name: `Its ${name}`,
        type: 'multipleLookupValues',
        options: { recordLinkFieldId: inverse, fieldIdInLinkedTable: deal(name) },
      });
    const cells: Record<string, unknown>[] = [
      { Amount: -5, Close: '2024-02-01' },
      { Deal: 'b', Amount: -10, Close: '2024-01-31' },
      { Deal: 'a', Amount: 9, Close: '2023-12-24', Done: true },
      { Deal: 'A, b', Amount: 100 },
    ];
    const made = await create(sales, cells);
    const deals4 = made.map(({ id }) => id);
    await create(
      companies,
      [[0], [1], [2], [3], [1, 0], [1, 2], [2, 0]].map((at) => ({
        Company: at.join(''),
        Deals: at.map((one) => deals4[one]),
      })),
    );
    const sorted = async (field: string) => {
      const { body } = await mia.get(`/v0/${base}/${companies}?sort[0][field]=${encodeURIComponent(field)}`);
      return body.records.map(({ fields }: { fields: { Company: string } }) => fields.Company);
    };
    expect(await sorted('Deals')).toEqual(['0', '2', '20', '3', '1', '10', '12']);
    expect(await sorted('Its Amount')).toEqual(['1', '10', '12', '0', '2', '20', '3']);
    expect(await sorted('Its Close')).toEqual(['3', '2', '20', '1', '12', '10', '0']);
    expect(await sorted('Its Done')).toEqual(['0', '1', '3', '10', '2', '12', '20']);
  });

  it('order lookups of texts by what they say, whatever that is', async () => {
    const { base, make, create, companies, deals: sales, inverse, deal } = await deals();
    const options = { recordLinkFieldId: inverse, fieldIdInLinkedTable: deal('Deal') };
    await make(companies, { name: 'Names', type: 'multipleLookupValues', options });
    const texts = ['d', 'e', 'f', 'n'];
    const made = await create(
      sales,
      texts.map((Deal) => ({ Deal })),
    );
    await create(
      companies,
      made.map(({ id }) => ({ Deals: [id] })),
    );
    const { body } = await mia.get(`/v0/${base}/${companies}?sort[0][field]=Names`);
    expect(body.records.map(({ fields }: { fields: { Names: string[] } }) => fields.Names)).toEqual(
      texts.map((text) => [text]),
    );
  });

  it.each([
    ['{Nope} = 1', 'The formula for filtering records is invalid: Unknown field names: nope'],
    ['1 +', 'The formula for filtering records is invalid: Invalid formula. Please check your formula text.'],
  ])('are refused where a formula is wrong: %s', async (formula, message) => {
    const { base, deals: sales } = await deals();
    const answer = await mia.post(`/v0/${base}/${sales}/listRecords`, { filterByFormula: formula });
    expect([answer.status, answer.body.error]).toEqual([422, { type: 'INVALID_FILTER_BY_FORMULA', message }]);
  });
});

it('answers a write with what the records show of one another by then', async () => {
  const { base, make, create, deals: sales, deal } = await deals();
  const next = await make(sales, {
    name: 'Next',
    type: 'multipleRecordLinks',
    options: { linkedTableId: sales },
  });
  await make(sales, {
    name: 'Following',
    type: 'rollup',
    options: { recordLinkFieldId: next.id, fieldIdInLinkedTable: deal('Amount'), formula: 'SUM(values)' },
  });
  await make(sales, { name: 'Names', type: 'formula', options: { formula: "'to ' & {Next}" } });
  const [one, two] = await create(sales, [
    { Deal: 'one', Amount: 1 },
    { Deal: 'two', Amount: 2 },
  ]);
  await mia.patch(`/v0/${base}/${sales}/${one?.id}`, { fields: { Next: [two?.id] } });
  const answer = await mia.patch(`/v0/${base}/${sales}`, {
    records: [
      { id: one?.id, fields: { Amount: 10 } },
      { id: two?.id, fields: { Amount: 20, Deal: 'zwei' } },
    ],
  });
  expect(answer.body.records[0].fields).toMatchObject({ Amount: 10, Following: 20, Names: 'to zwei' });
});

it('shows the records of a link once, whatever looks through it and in the end asks nothing of them', async () => {
  const { make, create, fields, deals: sales } = await deals();
  const next = { name: 'Next', type: 'multipleRecordLinks', options: { linkedTableId: sales } };
  const { id: link } = await make(sales, next);
  const over = (target: string) => ({ recordLinkFieldId: link, fieldIdInLinkedTable: target });
  const name = await make(sales, { name: 'Name', type: 'formula', options: { formula: '{Deal}' } });
  // Texts are no numbers: none is counted, whoever is linked.
  const numbers = await make(sales, {
    name: 'Numbers',
    type: 'rollup',
    options: { ...over(name.id), formula: 'COUNT(values)' },
  });
  await make(sales, { name: 'Theirs', type: 'multipleLookupValues', options: over(numbers.id) });
  const [one, two, three] = await create(sales, [{ Deal: 'one' }, { Deal: 'two' }, { Deal: 'three' }]);
  const linked = [one?.id, two?.id, three?.id];
  const [four] = await create(sales, [{ Deal: 'four', Next: linked }]);
  await create(sales, [{ Deal: 'five', Next: [four?.id] }]);
  expect((await fields(sales)).slice(3)).toMatchObject([
    { Deal: 'four', Next: linked, Theirs: [0, 0, 0] },
    { Deal: 'five', Next: [four?.id], Theirs: [0] },
  ]);
});

it('titles links to numbers as formulas write them', async () => {
  const base = await api.base(mia, [
    { name: 'Sizes', fields: [{ name: 'Size', type: 'number', options: { precision: 0 } }] },
    { name: 'Things', fields: [{ name: 'Thing', type: 'singleLineText' }] },
  ]);
  const [sizes, things] = base.tables as { id: string }[];
  const options = { linkedTableId: sizes?.id };
  await mia.post(`/v0/meta/bases/${base.id}/tables/${things?.id}/fields`, {
    name: 'Sizes',
    type: 'multipleRecordLinks',
    options,
  });
  const texts = ['1e-7', '0.0001', '1e+23', '1000000000000000', '-2.5'];
  const records = texts.map((text) => ({ fields: { Size: Number(text) } }));
  const made = await mia.post(`/v0/${base.id}/${sizes?.id}`, { records });
  const ids = made.body.records.map(({ id }: { id: string }) => id);
  await mia.post(`/v0/${base.id}/${things?.id}`, { fields: { Sizes: ids } });
  const { body } = await mia.get(`/v1/bases/${base.id}/tables/${things?.id}/rows`);
  const [cell] = Object.values(body.rows[0].cells) as { title: string }[][];
  expect(cell?.map(({ title }) => title)).toEqual(texts);
});
