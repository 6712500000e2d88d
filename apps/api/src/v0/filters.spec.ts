import { ApiHarness, type Client } from '../testing/api-harness';
import { type Cells, importFile, type ImportedBase } from '../testing/sample-base';

let api: ApiHarness;
let mia: Client;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
});

afterAll(() => api.stop());

const text = { type: 'singleLineText' };
const number = { type: 'number', options: { precision: 8 } };
const formula = (source: string) => ({ type: 'formula', options: { formula: source } });
const named = (fields: Record<string, object>) =>
  Object.entries(fields).map(([name, field]) => ({ name, ...field }));

/** A base of one table T. */
const table = (fields: Record<string, object>, records: Cells[]): Promise<ImportedBase> =>
  importFile(api, mia, { name: 'Filters', tables: [{ name: 'T', fields: named(fields), records }] });

const filter = (source: string) => `filterByFormula=${encodeURIComponent(source)}`;

describe('filters as clients send them', () => {
  it('name hundreds of records in a body, whose pages follow one another though the offset stands in the query', async () => {
    const base = await table({ Name: text }, [{ _repeat: 600, Name: 'row {i}' }]);
    const ids = (await base.records('T')).map(({ id }) => id);
    const body = {
      filterByFormula: `OR(${ids
        .slice(0, 450)
        .map((id) => `RECORD_ID()='${id}'`)
        .join(',')})`,
      maxRecords: 120,
    };
    const url = `/v0/${base.id}/T/listRecords`;
    const first = await mia.post(url, body);
    const second = await mia.post(`${url}?offset=${encodeURIComponent(first.body.offset)}`, body);
    const found = [first, second].flatMap(({ body: { records } }) =>
      records.map(({ id }: { id: string }) => id),
    );
    expect(found).toEqual(ids.slice(0, 120));
    expect(second.body).not.toHaveProperty('offset');
    expect([first.statements, second.statements]).toEqual([1, 1]);
  });

  it('go on over the pages of a sorted list though the structure changes between them', async () => {
    const base = await table({ Name: text, N: number }, [{ _repeat: 10, Name: 'row {i}', N: [3, 1, 2] }]);
    const url = `/v0/${base.id}/T?pageSize=4&sort[0][field]=N&${filter('{N} < 3')}`;
    const first = await mia.get(url);
    const { tables } = (await mia.get(`/v0/meta/bases/${base.id}/tables`)).body;
    await mia.post(`/v0/meta/bases/${base.id}/tables/${tables[0].id}/fields`, { name: 'More', ...text });
    const second = await mia.get(`${url}&offset=${encodeURIComponent(first.body.offset)}`);
    const numbers = [first, second].flatMap(({ body }) =>
      body.records.map(({ fields }: { fields: Cells }) => fields['N']),
    );
    expect(numbers).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('find what changed since a time whose text does not fit the format it is read by', async () => {
    const times = ['10:20:29', '10:20:30', '10:20:31'];
    const base = await table(
      { Name: text, Made: { type: 'createdTime' }, Changed: { type: 'lastModifiedTime', options: {} } },
      times.map((Name) => ({
        Name,
        createdTime: `2026-03-15T${Name}Z`,
        modifiedTime: `2026-03-15T${Name}Z`,
      })),
    );
    for (const field of ['Made', 'Changed']) {
      const since = `IS_AFTER({${field}}, DATETIME_PARSE("2026-03-15T10:20:30Z", "YYYY-MM-DD HH:mm:ss"))`;
      const found = await base.records('T', filter(since));
      expect(found.map(({ fields }) => fields['Name'])).toEqual(['10:20:31']);
      const [shown] = await base.records('T', `maxRecords=1&fields[]=${field}`);
      expect(shown?.fields).toEqual({ [field]: '2026-03-15T10:20:29.000Z' });
    }
  });

  describe('with texts in quotes', () => {
    const texts = ["O'Brien", 'He said "no"', 'C:\\', 'a", ""="'];
    let base: ImportedBase;
    beforeAll(async () => {
      base = await table(
        { Name: text },
        texts.map((Name) => ({ Name })),
      );
    });

    it.each([
      [`{Name}='O\\'Brien'`, texts[0]],
      [`{Name}="He said \\"no\\""`, texts[1]],
      [`{Name}='C:\\\\'`, texts[2]],
      [`{Name}="a\\", \\"\\"=\\""`, texts[3]],
      [`OR({Name}="a\\", \\"\\"=\\"")`, texts[3]],
    ])('match one record: %s', async (source, found) => {
      expect((await base.records('T', filter(source))).map(({ fields }) => fields['Name'])).toEqual([found]);
    });

    it('name a field by its id', async () => {
      const { tables } = (await mia.get(`/v0/meta/bases/${base.id}/tables`)).body;
      const found = await base.records('T', filter(`{${tables[0].primaryFieldId}}='C:\\\\'`));
      expect(found).toHaveLength(1);
    });

    it.each([
      [`{Name}="He said "no""`, 'Invalid formula. Please check your formula text.'],
      ['{idd}=recAbc1', 'Unknown field names: idd, recabc1'],
    ])('are refused where they are wrong: %s', async (source, reason) => {
      const answer = await mia.get(`/v0/${base.id}/T?${filter(source)}`);
      expect([answer.status, answer.body.error]).toEqual([
        422,
        {
          type: 'INVALID_FILTER_BY_FORMULA',
          message: `The formula for filtering records is invalid: ${reason}`,
        },
      ]);
    });
  });
});

describe('formulas over a thousand records', () => {
  const ROWS = 1_000;
  const at = <T>(list: readonly T[], index: number) => list[index % list.length] as T;
  const [xs, ys] = [
    [6, 0, null, -3, 1.5],
    [2, 0, null],
  ];
  const [dates, done, as, bs] = [
    ['2026-01-05', null],
    [true, false],
    ['p', 'p', null, null],
    ['q', null],
  ];
  let base: ImportedBase;
  let all: Cells[];

  beforeAll(async () => {
    base = await table(
      {
        Name: text,
        X: number,
        Y: number,
        D: { type: 'date', options: { dateFormat: { name: 'iso' } } },
        Done: { type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
        a: text,
        b: text,
        Ratio: formula('{X}/{Y}'),
        Dated: formula('IF({D}="","a","b")'),
        Ticked: formula('{Done}=TRUE()'),
        Half: formula('AND({a}!="",{b}="")'),
      },
      [{ _repeat: ROWS, Name: 'row {i}', X: xs, Y: ys, D: dates, Done: done, a: as, b: bs }],
    );
    all = (await base.records('T')).map(({ fields }) => fields);
  });

  const ratio = (index: number): unknown => {
    const value = (at(xs, index) ?? 0) / (at(ys, index) ?? 0);
    return Number.isFinite(value) ? value : { specialValue: String(value) };
  };
  const right: Record<string, (index: number) => unknown> = {
    Ratio: ratio,
    Dated: (index) => (at(dates, index) === null ? 'a' : 'b'),
    Ticked: (index) => Number(at(done, index)),
    Half: (index) => Number(at(as, index) !== null && at(bs, index) === null),
  };

  it.each(Object.keys(right))('are wrong in the bad rows only, and never without a value: %s', (name) => {
    expect(all.map((cells) => cells[name])).toEqual(Array.from({ length: ROWS }, (_, n) => right[name]?.(n)));
  });

  it.each(Object.keys(right))('sort and filter all records by it: %s', async (name) => {
    const sorted = await base.records('T', `sort[0][field]=${name}`);
    expect(sorted).toHaveLength(ROWS);
    const values = sorted.map(({ fields }) => JSON.stringify(fields[name]));
    // Equal values stand together.
    expect(values.filter((value, index) => value !== values[index - 1])).toHaveLength(new Set(values).size);
    const backwards = await base.records('T', `sort[0][field]=${name}&sort[0][direction]=desc`);
    expect(backwards.map(({ fields }) => JSON.stringify(fields[name]))).toEqual(values.reverse());
    const kept = await base.records('T', filter(`{${name}}`));
    const truthy = (value: unknown) =>
      typeof value === 'object' ? JSON.stringify(value) !== '{"specialValue":"NaN"}' : Boolean(value);
    expect(kept.map(({ fields }) => fields)).toEqual(all.filter((cells) => truthy(cells[name])));
  });

  it('write great numbers as text with an exponent', async () => {
    const big = await table({ Name: text, N: number, T: formula("{N} & ''") }, [{ N: 1e21 }, { N: 1e-7 }]);
    expect((await big.records('T')).map(({ fields }) => fields)).toEqual([
      { N: 1e21, T: '1e+21' },
      { N: 1e-7, T: '1e-7' },
    ]);
  });
});

it('keep the records to pick from to those that a view shows, in its order', async () => {
  const views = [
    { name: 'All' },
    { name: 'Large', filter: '{N} > 1', sort: [{ field: 'N', direction: 'desc' }] },
  ];
  const records = [1, 2, 3, 4].map((N) => ({ Name: N === 3 ? 'other' : `row ${N}`, N }));
  const tables = [{ name: 'T', fields: named({ Name: text, N: number }), views, records }];
  const base = await importFile(api, mia, { name: 'Picked from', tables });
  const [{ id, views: shown }] = (await mia.get(`/v1/bases/${base.id}`)).body.tables;
  const titles = async (query: string) => {
    const { body } = await mia.get(`/v1/bases/${base.id}/tables/${id}/titles?${query}`);
    return body.records.map(({ title }: { title: string }) => title);
  };
  expect(await titles('q=row')).toEqual(['row 1', 'row 2', 'row 4']);
  expect(await titles(`q=row&view=${shown[1].id}`)).toEqual(['row 4', 'row 2']);
  expect(await titles(`view=${shown[1].id}&limit=2`)).toEqual(['row 4', 'other']);
  expect((await mia.get(`/v1/bases/${base.id}/tables/${id}/titles?view=viwGone0000000000`)).status).toBe(422);
});
