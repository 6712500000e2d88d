import { ApiHarness, type Client } from '../testing/api-harness';
import { type Cells, importFile, type ImportedBase } from '../testing/sample-base';

let api: ApiHarness;
let mia: Client;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
});

afterAll(() => api.stop());

const ERROR = { error: '#ERROR!' };

interface Field {
  id: string;
  name: string;
  type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- options are read as they come; the assertions say their shape.
  options: any;
}
interface Table {
  id: string;
  fields: Field[];
  views: { id: string; name: string }[];
}

const field = (name: string, type: string, options?: object) => ({
  name,
  type,
  ...(options ? { options } : {}),
});
const formula = (name: string, source: string) => field(name, 'formula', { formula: source });
const lookup = (name: string, recordLinkField: string, fieldInLinkedTable: string) =>
  field(name, 'multipleLookupValues', { recordLinkField, fieldInLinkedTable });

/** Orders of customers, their lines, and what is computed of them over one and two links. */
const FILE = {
  name: 'Orders',
  tables: [
    {
      name: 'Orders',
      fields: [
        field('Order', 'singleLineText'),
        field('Amount', 'number', { precision: 2 }),
        field('Due', 'date', { dateFormat: { name: 'iso' } }),
        field('Lines', 'multipleRecordLinks', { linkedTable: 'Lines', inverseName: 'Order' }),
        formula('Twice', '{Amount} * 2'),
        field('Total', 'rollup', {
          recordLinkField: 'Lines',
          fieldInLinkedTable: 'Share',
          formula: 'SUM(values)',
        }),
        field('Large', 'count', { recordLinkField: 'Lines', filter: '{Share} >= 10' }),
      ],
      views: [
        { name: 'All' },
        { name: 'Sorted', sort: [{ field: 'Twice', direction: 'desc' }], filter: '{Twice} > 0' },
      ],
      records: [
        { _k: 'o1', Order: 'one', Amount: 10, Due: '2026-01-31' },
        { _k: 'o2', Order: 'two', Amount: 4 },
        { _k: 'o3', Order: 'three' },
      ],
    },
    {
      name: 'Lines',
      fields: [
        field('Line', 'singleLineText'),
        field('Order', 'multipleRecordLinks', { linkedTable: 'Orders', inverseName: 'Lines' }),
        lookup('L', 'Order', 'Amount'),
        lookup('L twice', 'Order', 'Twice'),
        formula('Bare', '{L}'),
        formula('Double', '{L}*2'),
        formula('Choice', 'IF({L},{L},0)'),
        formula('Share', 'SUM({L}) / 2'),
        field('Parts', 'multipleRecordLinks', { linkedTable: 'Parts', inverseName: 'Line' }),
      ],
      records: [
        { Line: 'a', Order: ['o1'], Parts: ['p'] },
        { Line: 'b', Order: ['o1', 'o2'] },
        { Line: 'c', Order: ['o3'] },
        { Line: 'd' },
      ],
    },
    {
      name: 'Parts',
      fields: [
        field('Part', 'singleLineText'),
        field('Line', 'multipleRecordLinks', { linkedTable: 'Lines', inverseName: 'Parts' }),
        lookup('LL', 'Line', 'L'),
        lookup('LB', 'Line', 'Bare'),
      ],
      records: [{ _k: 'p', Part: 'p' }],
    },
  ],
};

class Orders {
  private constructor(
    private readonly base: ImportedBase,
    readonly tables: Record<string, Table>,
  ) {}

  static async make(): Promise<Orders> {
    const base = await importFile(api, mia, FILE);
    const made = new Orders(base, {});
    await made.reload();
    return made;
  }

  get id() {
    return this.base.id;
  }

  async reload(): Promise<void> {
    const { tables } = (await mia.get(`/v0/meta/bases/${this.id}/tables`)).body as {
      tables: (Table & { name: string })[];
    };
    for (const table of tables) this.tables[table.name] = table;
  }

  field(table: string, name: string): Field {
    const found = this.tables[table]?.fields.find((one) => one.name === name);
    if (!found) throw new Error(`no field ${table}.${name}`);
    return found;
  }

  private url(table: string, name: string): string {
    return `/v1/bases/${this.id}/tables/${this.tables[table]?.id}/fields/${this.field(table, name).id}`;
  }

  async change(table: string, name: string, change: unknown) {
    const answer = await mia.patch(this.url(table, name), change);
    await this.reload();
    return answer;
  }

  async remove(table: string, name: string): Promise<void> {
    const answer = await mia.delete(this.url(table, name));
    if (answer.status !== 200) throw new Error(answer.text);
    await this.reload();
  }

  async cells(table: string, query = ''): Promise<Cells[]> {
    return (await this.base.records(table, query)).map(({ fields }) => fields);
  }

  records = (table: string, query = '') => this.base.records(table, query);
}

describe('schema and cells of computed fields', () => {
  it('agree over lookups: always lists, of the innermost kind, and formulas over them one value', async () => {
    const orders = await Orders.make();
    expect(orders.field('Lines', 'L').options).toMatchObject({
      isValid: true,
      result: { type: 'number', options: { precision: 2 } },
    });
    expect(orders.field('Parts', 'LL').options.result).toEqual({ type: 'number', options: { precision: 2 } });
    const lines = await orders.cells('Lines');
    expect(lines.map(({ L }) => L)).toEqual([[10], [10, 4], undefined, undefined]);
    expect((await orders.cells('Parts'))[0]).toMatchObject({ LL: [10] });
    const kinds = { number: 'number', singleLineText: 'string' } as const;
    for (const name of ['Bare', 'Double', 'Choice', 'Share']) {
      const { type } = orders.field('Lines', name).options.result as { type: keyof typeof kinds };
      for (const cells of lines) expect(['undefined', kinds[type], 'object']).toContain(typeof cells[name]);
      expect(lines.some((cells) => Array.isArray(cells[name]))).toBe(false);
    }
    expect(lines[0]).toMatchObject({ Bare: '10', Double: 20, Choice: '10', Share: 5 });
  });
});

describe('a field whose input is deleted', () => {
  let orders: Orders;
  beforeAll(async () => {
    orders = await Orders.make();
    await orders.remove('Orders', 'Amount');
  });

  it('is not valid, and so is what reads it', () => {
    const invalid = { isValid: false, result: null };
    expect(orders.field('Orders', 'Twice').options).toMatchObject(invalid);
    expect(orders.field('Lines', 'L').options).toMatchObject(invalid);
  });

  it('holds faults that lists, single records and windows go on to answer', async () => {
    const all = await orders.records('Orders');
    expect(all.map(({ fields }) => fields['Twice'])).toEqual([ERROR, ERROR, ERROR]);
    const one = await mia.get(`/v0/${orders.id}/Orders/${all[0]?.id}`);
    expect([one.status, one.body.fields.Twice]).toEqual([200, ERROR]);
    expect((await orders.cells('Lines'))[0]).toMatchObject({ Line: 'a' });
    expect((await orders.cells('Parts'))[0]).toMatchObject({ Part: 'p' });
    const texts = await orders.cells('Orders', 'cellFormat=string&timeZone=UTC&userLocale=en');
    expect(texts[0]).toMatchObject({ Twice: '#ERROR!' });
    const { id, fields, views } = orders.tables['Orders'] as Table;
    const shown: number[] = [];
    for (const view of views) {
      const window = await mia.get(
        `/v1/bases/${orders.id}/tables/${id}/rows?start=0&limit=10&view=${view.id}`,
      );
      expect([view.name, window.status]).toEqual([view.name, 200]);
      const twice = fields.find(({ name }) => name === 'Twice')?.id as string;
      for (const { cells } of window.body.rows) expect(cells[twice]).toEqual(ERROR);
      shown.push(window.body.total);
    }
    expect(Math.max(...shown)).toBe(all.length);
  });

  it.each(['Orders', 'Lines', 'Parts'])('is sorted and filtered by without a failure: %s', async (table) => {
    for (const { id, type } of orders.tables[table]?.fields ?? []) {
      if (type === 'multipleRecordLinks') continue;
      const sorted = await mia.get(`/v0/${orders.id}/${table}?sort[0][field]=${id}`);
      expect([id, sorted.status]).toEqual([id, 200]);
      const kept = await mia.get(
        `/v0/${orders.id}/${table}?filterByFormula=${encodeURIComponent(`{${id}}`)}`,
      );
      expect([id, kept.status]).toEqual([id, 200]);
    }
    const views = orders.tables[table]?.views ?? [];
    for (const { id } of views)
      expect((await mia.get(`/v0/${orders.id}/${table}?view=${id}`)).status).toBe(200);
  });

  it('lets records be made, changed and deleted', async () => {
    const made = await mia.post(`/v0/${orders.id}/Orders`, { fields: { Order: 'four' } });
    expect([made.status, made.body.fields.Twice]).toEqual([200, ERROR]);
    const line = await mia.post(`/v0/${orders.id}/Lines`, { fields: { Line: 'e', Order: [made.body.id] } });
    expect(line.status).toBe(200);
    const changed = await mia.patch(`/v0/${orders.id}/Orders/${made.body.id}`, { fields: { Order: 'vier' } });
    expect([changed.status, changed.body.fields]).toEqual([
      200,
      expect.objectContaining({ Order: 'vier', Twice: ERROR, Lines: [line.body.id] }),
    ]);
    expect((await mia.delete(`/v0/${orders.id}/Orders/${made.body.id}`)).status).toBe(200);
  });

  it('is valid again once its formula names what is there', async () => {
    const answer = await orders.change('Orders', 'Twice', { options: { formula: 'LEN({Order}) * 2' } });
    expect(answer.body.options).toMatchObject({ isValid: true });
    expect((await orders.cells('Orders'))[0]).toMatchObject({ Twice: 6 });
    expect((await orders.cells('Lines'))[0]).toMatchObject({ 'L twice': [6] });
  });
});

describe('a link that is deleted', () => {
  it('leaves what was computed over it on both sides not valid, and every read answered', async () => {
    const orders = await Orders.make();
    await orders.remove('Orders', 'Lines');
    for (const [table, name] of [
      ['Orders', 'Total'],
      ['Orders', 'Large'],
      ['Lines', 'L'],
    ] as const)
      expect([name, orders.field(table, name).options.isValid]).toEqual([name, false]);
    expect(await orders.cells('Orders')).toMatchObject([
      { Order: 'one', Twice: 20, Total: ERROR, Large: ERROR },
      { Order: 'two' },
      { Order: 'three' },
    ]);
    const lines = await orders.cells('Lines');
    expect(lines.map(({ Line }) => Line)).toEqual(['a', 'b', 'c', 'd']);
    expect(lines[0]).toMatchObject({ L: ERROR, Bare: ERROR });
    const file = (await mia.get(`/v1/bases/${orders.id}/export`)).body;
    expect(file.tables).toHaveLength(3);
  });

  it('goes with its table, and leaves the same', async () => {
    const orders = await Orders.make();
    const answer = await mia.delete(`/v1/bases/${orders.id}/tables/${orders.tables['Lines']?.id}`);
    expect(answer.status).toBe(200);
    await orders.reload();
    expect(orders.field('Orders', 'Total').options).toMatchObject({ isValid: false, result: null });
    expect((await orders.cells('Orders'))[0]).toMatchObject({ Total: ERROR, Large: ERROR, Twice: 20 });
    expect((await orders.cells('Parts'))[0]).toMatchObject({ Part: 'p', LL: ERROR, LB: ERROR });
  });
});

describe('a field that is renamed', () => {
  it('breaks no formula, lookup, condition, sort or filter of a view', async () => {
    const orders = await Orders.make();
    const before = [await orders.cells('Lines'), (await orders.cells('Orders', 'view=Sorted')).length];
    await orders.change('Orders', 'Amount', { name: '{ odd } name' });
    await orders.change('Orders', 'Twice', { name: 'Doubled' });
    await orders.change('Lines', 'Share', { name: 'Amount' });
    const lines = await orders.cells('Lines');
    expect(
      lines.map(({ Amount: Share, ...cells }) => ({ ...cells, ...(Share === undefined ? {} : { Share }) })),
    ).toEqual(before[0]);
    expect(await orders.cells('Orders')).toMatchObject([
      { '{ odd } name': 10, Doubled: 20, Total: 12, Large: 0 },
      { '{ odd } name': 4, Doubled: 8, Total: 7 },
      { Order: 'three' },
    ]);
    expect((await orders.cells('Orders', 'view=Sorted')).map(({ Doubled }) => Doubled)).toEqual([20, 8]);
    // A name that is free again belongs to nobody's formula.
    await mia.post(`/v0/meta/bases/${orders.id}/tables/Orders/fields`, {
      name: 'Amount',
      type: 'singleLineText',
    });
    expect((await orders.cells('Orders'))[0]).toMatchObject({ Doubled: 20 });
  });
});
