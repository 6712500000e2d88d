import { ApiHarness, type Client } from '../testing/api-harness';

let api: ApiHarness;
let mia: Client;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
});

afterAll(() => api.stop());

type Cell = string | number | boolean | string[] | null;
const PRECISE = { precision: 2 };
const ISO = { dateFormat: { name: 'iso' } };
const YES = { icon: 'check', color: 'greenBright' };
const choicesOf = (...names: string[]) => ({ choices: names.map((name) => ({ name })) });

/** A table of a record per cell, in a field `Cell`, and what is done with it. */
async function tableOf(type: string, options: unknown, cells: readonly Cell[]) {
  const base = await api.base(mia, [
    {
      name: 'Cells',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'Cell', type, ...(options ? { options } : {}) },
      ],
    },
  ]);
  const [{ id: table, fields, views }] = base.tables;
  const field = fields[1].id as string;
  const at = `/v0/${base.id}/${table}`;
  const records = cells.map((cell) => ({ fields: cell === null ? {} : { Cell: cell } }));
  const made = await mia.post(at, { records, typecast: true });
  const own = `/v1/bases/${base.id}/tables/${table}`;
  return {
    base: base.id as string,
    field,
    table: table as string,
    view: `${own}/views/${views[0].id}`,
    ids: made.body.records.map(({ id }: { id: string }) => id) as string[],
    write: (record: string, cell: Cell) =>
      mia.patch(`${at}/${record}`, { fields: { Cell: cell }, typecast: true }),
    create: (cell: Cell) => mia.post(at, { fields: cell === null ? {} : { Cell: cell }, typecast: true }),
    rename: (record: string) => mia.patch(`${at}/${record}`, { fields: { Name: 'renamed' } }),
    remove: (record: string) => mia.delete(`${at}/${record}`),
    change: (body: object) => mia.patch(`${own}/fields/${field}`, body),
    convert: async (to: string, others?: unknown): Promise<number> => {
      const body = { type: to, ...(others ? { options: others } : {}) };
      const answer = await mia.post(`${own}/fields/${field}/conversion`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return answer.body.seq;
    },
    undo: (seq: number | string) => mia.post(`${own}/fields/${field}/conversion/${seq}/undo`),
    shown: async () => {
      const { body } = await mia.get(`/v1/bases/${base.id}`);
      return body.tables[0];
    },
    cells: async (): Promise<Cell[]> => {
      const { body } = await mia.get(at);
      return body.records.map(({ fields: those }: { fields: { Cell?: Cell } }) => those.Cell ?? null);
    },
  };
}

describe('a conversion that is taken back', () => {
  it.each<[string, unknown, Cell[], string, unknown]>([
    ['singleLineText', undefined, ['12', '1.50', 'many', null], 'number', PRECISE],
    ['number', PRECISE, [1.237, 0, null], 'singleLineText', undefined],
    ['singleLineText', undefined, ['2026-03-01', 'soon', null], 'date', ISO],
    ['singleLineText', undefined, ['red', 'blue, red', null], 'multipleSelects', choicesOf('red')],
    ['multipleSelects', choicesOf('a', 'b'), [['a', 'b'], ['b'], null], 'singleSelect', choicesOf()],
    ['singleSelect', choicesOf('red', 'blue'), ['red', 'blue', null], 'checkbox', YES],
    ['multilineText', undefined, ['a\nb', 'c', null], 'email', undefined],
    ['singleLineText', undefined, ['kept', null], 'createdTime', undefined],
  ])('gives %s back what its cells were (%#)', async (type, options, cells, to, others) => {
    const { convert, undo, cells: now, shown } = await tableOf(type, options, cells);
    const [, before] = (await shown()).fields;
    const seq = await convert(to, others);
    const undone = await undo(seq);
    expect([undone.status, undone.body.field]).toEqual([200, before]);
    expect((await shown()).fields[1]).toEqual(before);
    expect(await now()).toEqual(cells);
  });

  it('keeps what was written since, in the former type, and records that were made', async () => {
    const { ids, write, create, convert, undo, cells } = await tableOf('singleLineText', undefined, [
      'twelve',
      '3',
      '4',
      '5',
    ]);
    const seq = await convert('number', PRECISE);
    await write(ids[0] as string, 12);
    await write(ids[2] as string, null);
    await create(7);
    await undo(seq);
    expect(await cells()).toEqual(['12.00', '3', null, '5', '7.00']);
  });

  it('is done again by taking that back', async () => {
    const { ids, write, convert, undo, cells, shown } = await tableOf('singleLineText', undefined, [
      'a',
      '2',
    ]);
    const seq = await convert('number', PRECISE);
    const [, number] = (await shown()).fields;
    const { body } = await undo(seq);
    await write(ids[0] as string, '9');
    const again = await undo(body.seq);
    expect([again.status, again.body.field]).toEqual([200, number]);
    expect(await cells()).toEqual([9, 2]);
  });

  it('makes choices of those that cells have been given since, or that are called something else by now', async () => {
    const { ids, write, change, convert, undo, cells, shown } = await tableOf(
      'singleSelect',
      choicesOf('red', 'blue'),
      ['red', 'blue'],
    );
    const seq = await convert('multipleSelects', choicesOf());
    const [, field] = (await shown()).fields;
    const choices = field.options.choices.map((choice: { name: string }) =>
      choice.name === 'red' ? { ...choice, name: 'crimson' } : choice,
    );
    expect((await change({ options: { choices } })).status).toBe(200);
    await write(ids[1] as string, 'new');
    await undo(seq);
    expect(await cells()).toEqual(['crimson', 'new']);
  });

  it('gives views back what they asked of the field, and rules what it had', async () => {
    const { view, field, change, convert, undo, shown } = await tableOf('number', PRECISE, [3, 4]);
    const filter = {
      conjunction: 'and',
      conditions: [{ fieldId: field, operator: 'isGreater', value: 3 }],
    };
    const arranged = await mia.patch(view, { filter });
    expect([arranged.status, arranged.body]).toEqual([200, expect.objectContaining({ filter })]);
    expect((await change({ rules: { unique: true, default: 9 } })).status).toBe(200);
    const before = await shown();
    const seq = await convert('checkbox', YES);
    expect((await shown()).views[0].filter.conditions).toEqual([]);
    await undo(seq);
    expect(await shown()).toEqual(before);
  });

  it('is refused where the field is of another type since, and of what was no conversion', async () => {
    const { convert, undo, write, ids } = await tableOf('singleLineText', undefined, ['1']);
    const first = await convert('number', PRECISE);
    await convert('rating', { icon: 'star', max: 5, color: 'yellowBright' });
    const late = await undo(first);
    expect([late.status, late.body.error.message]).toEqual([
      422,
      'Field "Cell" has been given another type since',
    ]);
    await write(ids[0] as string, 2);
    const other = await undo(first - 1);
    expect([other.status, other.body.error.message]).toEqual([
      422,
      'This entry of the log did not give the field another type',
    ]);
    const never = await undo(10_000);
    expect([never.status, never.body.error.type]).toEqual([422, 'MOMENT_NOT_KEPT']);
    expect((await undo('x')).status).toBe(404);
  });

  it('is done again and again, the last first, as are the redos of it', async () => {
    const { convert, undo, write, ids, cells, shown } = await tableOf('singleLineText', undefined, [
      'many',
      '2',
      '3',
    ]);
    const types = async () => (await shown()).fields[1].type;
    const seqOf = async (answer: Promise<{ status: number; body: { seq: number } }>) => {
      const { status, body } = await answer;
      expect([status, body]).toEqual([200, expect.anything()]);
      return body.seq;
    };
    const first = await convert('number', PRECISE);
    const second = await convert('rating', { icon: 'star', max: 5, color: 'yellowBright' });
    await write(ids[2] as string, 4);
    const secondBack = await seqOf(undo(second));
    const firstBack = await seqOf(undo(first));
    expect([await types(), await cells()]).toEqual(['singleLineText', ['many', '2', '4.00']]);

    expect((await undo(secondBack)).status).toBe(422);
    const firstAgain = await seqOf(undo(firstBack));
    const secondAgain = await seqOf(undo(secondBack));
    expect([await types(), await cells()]).toEqual(['rating', [null, 2, 4]]);

    for (const late of [first, second, firstAgain]) expect((await undo(late)).status).toBe(422);
    await seqOf(undo(secondAgain));
    await seqOf(undo(firstAgain));
    expect([await types(), await cells()]).toEqual(['singleLineText', ['many', '2', '4.00']]);
  });

  it('is done though the field was deleted and restored since', async () => {
    const { base, field, convert, undo, cells, shown } = await tableOf('singleLineText', undefined, [
      'a',
      '2',
    ]);
    const seq = await convert('number', PRECISE);
    const { id: table } = await shown();
    const { body } = await mia.delete(`/v1/bases/${base}/tables/${table}/fields/${field}`);
    await mia.post(`/v1/bases/${base}/trash/${body.seq}/restore`);
    await undo(seq);
    expect(await cells()).toEqual(['a', '2']);
  });

  it('makes a formula again of what was one, without what was written into its cells', async () => {
    const { convert, undo, cells, write, ids } = await tableOf('formula', { formula: '1 + 1' }, [null, null]);
    const seq = await convert('number', PRECISE);
    await write(ids[0] as string, 5);
    expect(await cells()).toEqual([5, 2]);
    const undone = await undo(seq);
    expect([undone.status, undone.body.field.type]).toEqual([200, 'formula']);
    expect(await cells()).toEqual([2, 2]);
  });

  it('gives addresses back that became files, also where something else of the record was written since', async () => {
    const addresses = ['https://x.y/z', 'https://x.y/w', 'none'];
    const { ids, rename, write, convert, undo, cells } = await tableOf('url', undefined, addresses);
    const seq = await convert('multipleAttachments');
    await rename(ids[0] as string);
    await write(ids[1] as string, 'https://x.y/other');
    await undo(seq);
    expect(await cells()).toEqual(['https://x.y/z', 'other (https://x.y/other)', 'none']);
  });

  it('gives people back who are called something else by now', async () => {
    const { ids, write, convert, undo, cells } = await tableOf('singleCollaborator', undefined, [
      mia.userId,
      mia.userId,
      null,
    ]);
    const before = await cells();
    const seq = await convert('singleLineText');
    await write(ids[1] as string, 'nobody');
    const renamed = await api.client({ sub: mia.userId, name: 'Anna' });
    await renamed.get('/v1/workspaces');
    await undo(seq);
    expect(await cells()).toEqual([{ ...(before[0] as object), name: 'Anna' }, null, null]);
  });

  it('gives back on doing it again what was written into the other type', async () => {
    const { ids, write, convert, undo, cells } = await tableOf('number', PRECISE, [5, 6]);
    const seq = await convert('singleLineText');
    await write(ids[0] as string, 'hello');
    const back = await undo(seq);
    expect(await cells()).toEqual([null, 6]);
    await undo(back.body.seq);
    expect(await cells()).toEqual(['hello', '6.00']);
  });

  it('gives records the numbers back that they had, and those that were made since the next ones', async () => {
    const { ids, remove, create, convert, undo, cells } = await tableOf('autoNumber', undefined, [
      null,
      null,
      null,
    ]);
    await remove(ids[0] as string);
    const seq = await convert('singleLineText');
    await create('x');
    expect((await undo(seq)).status).toBe(200);
    expect(await cells()).toEqual([2, 3, 5]);
    await create(null);
    expect(await cells()).toEqual([2, 3, 5, 6]);
  });

  it('gives back what a model wrote', async () => {
    const { base, field, table, convert, undo, cells } = await tableOf('aiText', undefined, [null, null]);
    const written = { state: 'generated', isStale: false, value: 'Hello' };
    await api.sql(`UPDATE "${base}"."${table}" SET "${field}" = $1 WHERE __id = 1`, [written]);
    const before = await cells();
    const seq = await convert('singleLineText');
    expect((await undo(seq)).status).toBe(200);
    expect(await cells()).toEqual(before);
  });

  it('says nothing of a description that was taken away since', async () => {
    const { change, convert, undo } = await tableOf('singleLineText', undefined, ['a']);
    await change({ description: 'old' });
    const seq = await convert('number', PRECISE);
    await change({ description: null });
    expect((await undo(seq)).body.field).not.toHaveProperty('description');
  });

  it('leaves links to the base’s history', async () => {
    const { base, field, undo, convert, shown } = await tableOf('singleLineText', undefined, ['a']);
    const { id: linkedTableId } = await shown();
    const seq = await convert('multipleRecordLinks', { linkedTableId });
    const refused = await undo(seq);
    expect([base.slice(0, 3), field.slice(0, 3), refused.status]).toEqual(['app', 'fld', 422]);
    expect(refused.body.error.message).toMatch(/^Links that a conversion made or ended are not taken back/);
  });
});
