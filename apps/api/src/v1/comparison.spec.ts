import type { Comparison } from '@pyairtable/contracts';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('two moments of a base, compared', () => {
  let api: ApiHarness;
  let mia: Client;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client({ name: 'Mia' });
  });
  afterAll(() => api?.stop());

  const text = (name: string) => ({ name, type: 'singleLineText' });
  async function newBase() {
    const base = await api.base(mia, [{ name: 'T', fields: [text('Name'), text('Note')] }]);
    const [table] = base.tables;
    const [name, note] = (table.fields as { id: string }[]).map(({ id }) => id) as [string, string];
    const url = `/v1/bases/${base.id}`;
    const records = ['a', 'b', 'c'].map((Name) => ({ fields: { Name } }));
    const made = (await mia.post(`/v0/${base.id}/T`, { records })).body.records as { id: string }[];
    const ids = made.map(({ id }) => id) as [string, string, string];
    return { url, rows: `/v0/${base.id}/T`, table, name, note, ids, seq: 2 };
  }
  const compare = async (url: string, query: string): Promise<Comparison> => {
    const answer = await mia.get(`${url}/comparison?${query}`);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.body;
  };

  it('tell which records were added, changed and removed, with the cells that are other, and no more', async () => {
    const { url, rows, table, name, note, ids, seq } = await newBase();
    const [changed, removed, same] = ids;
    await mia.patch(`${rows}/${changed}`, { fields: { Name: 'x', Note: 'n' } });
    await mia.patch(`${rows}/${changed}`, { fields: { Name: 'y' } });
    await mia.patch(`${rows}/${removed}`, { fields: { Note: 'gone' } });
    await mia.delete(`${rows}/${removed}`);
    await mia.patch(`${rows}/${same}`, { fields: { Name: 'other' } });
    await mia.patch(`${rows}/${same}`, { fields: { Name: 'c' } });
    const added = (await mia.post(rows, { fields: { Name: 'new' } })).body.id;
    const passing = (await mia.post(rows, { fields: { Name: 'passing' } })).body.id;
    await mia.delete(`${rows}/${passing}`);
    const told = await compare(url, `from=${seq}`);
    expect(told).toMatchObject({
      from: seq,
      to: seq + 9,
      structure: [],
      hasMoreStructure: false,
      next: null,
    });
    expect(new Set(told.records)).toEqual(
      new Set([
        {
          id: changed,
          tableId: table.id,
          change: 'changed',
          cells: [
            { fieldId: name, before: 'a', after: 'y' },
            { fieldId: note, before: null, after: 'n' },
          ],
        },
        {
          id: removed,
          tableId: table.id,
          change: 'removed',
          cells: [{ fieldId: name, before: 'b', after: null }],
        },
        {
          id: added,
          tableId: table.id,
          change: 'added',
          cells: [{ fieldId: name, before: null, after: 'new' }],
        },
      ]),
    );
    expect(told.titles).toEqual({ [changed]: 'y', [added]: 'new' });
    expect((await compare(url, `from=${seq}&to=${seq + 1}`)).records).toMatchObject([
      { id: changed, cells: [{ after: 'x' }, { after: 'n' }] },
    ]);
    expect((await compare(url, `from=${seq}&to=${seq}`)).records).toEqual([]);
  });

  it('tell of a record that was deleted and came back what is other of it', async () => {
    const { url, rows, name, ids, seq } = await newBase();
    const [id] = ids;
    await mia.delete(`${rows}/${id}`);
    await mia.post(`${url}/trash/${seq + 1}/restore`);
    expect((await compare(url, `from=${seq}`)).records).toEqual([]);
    await mia.patch(`${rows}/${id}`, { fields: { Name: 'z' } });
    expect((await compare(url, `from=${seq}`)).records).toMatchObject([
      { id, change: 'changed', cells: [{ fieldId: name, before: 'a', after: 'z' }] },
    ]);
    expect((await compare(url, `from=${seq + 1}`)).records).toMatchObject([{ id, change: 'added' }]);
  });

  it('tell of tables, fields and views, and of no cell that a change of type made', async () => {
    const { url, rows, table, note, ids, seq } = await newBase();
    const at = `${url}/tables/${table.id}`;
    await mia.patch(`${rows}/${ids[0]}`, { fields: { Note: '12' } });
    await mia.patch(`${at}/fields/${note}`, { name: 'Points' });
    await mia.post(`${at}/fields/${note}/conversion`, { type: 'number', options: { precision: 0 } });
    const more = (await mia.post(`${at}/fields`, text('More'))).body.id;
    const passing = (await mia.post(`${at}/fields`, text('Passing'))).body.id;
    await mia.delete(`${at}/fields/${passing}`);
    const view = (await mia.post(`${at}/views`, { name: 'Sorted' })).body.id;
    const second = (await mia.post(`${url}/tables`, { name: 'Second', fields: [text('Name')] })).body.id;
    const told = await compare(url, `from=${seq}`);
    expect(told.records).toEqual([]);
    expect(told.structure.map(({ kind, name, change }) => `${kind} ${name} ${change}`).sort()).toEqual([
      'field More added',
      'field Name added',
      'field Points changed',
      'table Second added',
      expect.stringMatching(/^view .* added$/),
      'view Sorted added',
    ]);
    const differenceOf = (one: string) => told.structure.find(({ id }) => id === one);
    expect(differenceOf(note)?.aspects.sort()).toEqual(['cells', 'name', 'options', 'type']);
    expect(differenceOf(more)).toMatchObject({ kind: 'field', tableId: table.id, aspects: [] });
    expect(differenceOf(second)).toMatchObject({ kind: 'table', tableId: second });
    await mia.delete(`${at}/views/${view}`);
    expect((await compare(url, `from=${told.to}`)).structure).toMatchObject([
      { kind: 'view', id: view, name: 'Sorted', change: 'removed' },
    ]);
  });

  it('tell of what was written behind a change of type', async () => {
    const { url, rows, table, note, ids, seq } = await newBase();
    const at = `${url}/tables/${table.id}`;
    await mia.patch(`${rows}/${ids[0]}`, { fields: { Note: '12' } });
    await mia.patch(`${rows}/${ids[1]}`, { fields: { Note: '13' } });
    await mia.post(`${at}/fields/${note}/conversion`, { type: 'number', options: { precision: 0 } });
    await mia.patch(`${rows}/${ids[0]}`, { fields: { Note: 99 } });
    expect((await compare(url, `from=${seq}`)).records).toMatchObject([
      { id: ids[0], change: 'changed', cells: [{ fieldId: note, before: 12, after: 99 }] },
    ]);
  });

  it('tell of no record of a table that is gone, and of no cell of a field that is', async () => {
    const { url, rows, table, note, name, ids } = await newBase();
    await mia.post(`${url}/tables`, { name: 'Second', fields: [text('Name')] });
    const second = `${rows.slice(0, -1)}Second`;
    const made = (await mia.post(second, { fields: { Name: 'x' } })).body.id;
    const from = (await mia.get(`${url}/moments?limit=1`)).body.moments[0].seq;
    await mia.patch(`${second}/${made}`, { fields: { Name: 'y' } });
    await mia.patch(`${rows}/${ids[0]}`, { fields: { Name: 'y', Note: 'n' } });
    await mia.patch(`${rows}/${ids[1]}`, { fields: { Note: 'n' } });
    await mia.delete(`${url}/tables/${table.id}/fields/${note}`);
    const { tables } = (await mia.get(url)).body;
    await mia.delete(`${url}/tables/${tables.find((one: { name: string }) => one.name === 'Second').id}`);
    expect((await compare(url, `from=${from}`)).records).toMatchObject([
      { id: ids[0], change: 'changed', cells: [{ fieldId: name, before: 'a', after: 'y' }] },
    ]);
  });

  it('are compared page by page, with the same few statements however much there is', async () => {
    const { url, rows, ids, seq } = await newBase();
    for (const id of ids) await mia.patch(`${rows}/${id}`, { fields: { Name: id } });
    const told: string[] = [];
    const statements = new Set<number>();
    for (let after = ''; ;) {
      const page = await mia.get(`${url}/comparison?from=${seq}&limit=1${after && `&after=${after}`}`);
      statements.add(page.statements);
      told.push(...page.body.records.map(({ id }: { id: string }) => id));
      if (page.body.next === null) break;
      after = page.body.next;
    }
    expect([told, statements.size]).toEqual([[...ids].sort(), 1]);
    const whole = await mia.get(`${url}/comparison?from=${seq}`);
    expect([whole.body.records.length, statements.has(whole.statements)]).toEqual([3, true]);
  });

  it('are compared in pages that end early where cells are large', async () => {
    const { url, rows, seq } = await newBase();
    for (let batch = 0; batch < 12; batch++) {
      const records = Array.from({ length: 10 }, () => ({ fields: { Note: 'x'.repeat(90_000) } }));
      expect((await mia.post(rows, { records })).status).toBe(200);
    }
    const first = await compare(url, `from=${seq}&limit=200`);
    expect(first.records.length).toBeLessThan(100);
    const second = await compare(url, `from=${seq}&limit=200&after=${first.next}`);
    expect(second.next).toBeNull();
    expect(new Set([...first.records, ...second.records].map(({ id }) => id)).size).toBe(120);
  });

  it('are those that are kept, in their order, and of one life of the base', async () => {
    const { url, seq } = await newBase();
    const refused = async (query: string) => (await mia.get(`${url}/comparison?${query}`)).body.error.type;
    expect(await refused(`from=0`)).toBe('MOMENT_NOT_KEPT');
    expect(await refused(`from=1&to=99`)).toBe('MOMENT_NOT_KEPT');
    expect(await refused(`from=${seq}&to=1`)).toBe('INVALID_REQUEST_UNKNOWN');
    expect(await refused('to=1')).toBe('INVALID_REQUEST_UNKNOWN');
    const { seq: back } = (await mia.post(`${url}/restore`, { moment: { seq: 1 } })).body;
    expect(await refused(`from=${seq}`)).toBe('MOMENT_NOT_KEPT');
    expect((await compare(url, `from=${back}`)).records).toEqual([]);
  });
});
