import type { Field } from '@pyairtable/contracts';
import { ApiHarness, type Client } from '../testing/api-harness';

let api: ApiHarness;
let mia: Client;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
});

afterAll(() => api.stop());

const FIELDS = [
  { name: 'Name', type: 'singleLineText' },
  { name: 'Price', type: 'currency', options: { symbol: '€', precision: 2 }, description: 'Net' },
  { name: 'Stage', type: 'singleSelect', options: { choices: [{ name: 'Open' }, { name: 'Won' }] } },
  { name: 'Tags', type: 'multipleSelects', options: { choices: [{ name: 'a' }, { name: 'b' }] } },
  { name: 'Files', type: 'multipleAttachments' },
  { name: 'Number', type: 'autoNumber' },
];

const CELLS = {
  Name: 'One',
  Price: 2.5,
  Stage: 'Won',
  Tags: ['b', 'a'],
  Files: [{ url: 'https://example.com/a.pdf', filename: 'a.pdf' }],
};

/** A base with a table of two records, the second empty, and another that it links to. */
async function sample() {
  const base = await api.base(mia, [
    { name: 'Deals', fields: FIELDS },
    { name: 'People', fields: [{ name: 'Who', type: 'singleLineText' }] },
  ]);
  const [deals, people] = base.tables as { id: string; fields: Field[] }[];
  const tables = `/v1/bases/${base.id}/tables`;
  const fieldsUrl = `${tables}/${deals?.id}/fields`;
  const made = await mia.post(fieldsUrl, {
    name: 'Team',
    type: 'multipleRecordLinks',
    options: { linkedTableId: people?.id },
  });
  const formula = await mia.post(fieldsUrl, {
    name: 'Twice',
    type: 'formula',
    options: { formula: '{Price} * 2' },
  });
  const whos = await mia.post(`/v0/${base.id}/People`, {
    records: [{ fields: { Who: 'Ann' } }, { fields: { Who: 'Bo' } }],
  });
  const [ann, bo] = (whos.body.records as { id: string }[]).map(({ id }) => id);
  const records = [{ fields: { ...CELLS, Team: [bo, ann] } }, { fields: {} }];
  const created = await mia.post(`/v0/${base.id}/Deals`, { records });
  const all = [...(deals?.fields ?? []), made.body, formula.body] as Field[];
  return {
    baseId: base.id as string,
    ids: (created.body.records as { id: string }[]).map(({ id }) => id),
    fieldsUrl,
    field: (name: string) => all.find((one) => one.name === name) as Field,
    duplicate: (name: string, body?: object) =>
      mia.post(`${fieldsUrl}/${all.find((one) => one.name === name)?.id}/duplicate`, body ?? {}),
    cells: async () =>
      ((await mia.get(`/v0/${base.id}/Deals`)).body.records as { fields: Record<string, unknown> }[]).map(
        ({ fields }) => fields,
      ),
    people: async () =>
      ((await mia.get(`/v0/${base.id}/People`)).body.records as { fields: Record<string, unknown> }[]).map(
        ({ fields }) => fields,
      ),
  };
}

describe('a copy of a field', () => {
  it.each(['Price', 'Stage', 'Tags', 'Twice', 'Team'])('of %s has its options and cells', async (name) => {
    const { duplicate, cells, field } = await sample();
    const { status, body } = await duplicate(name);
    expect([status, body.name, body.type]).toEqual([201, `${name} copy`, field(name).type]);
    expect(body.description).toBe(field(name).description);
    const [first, second] = await cells();
    expect(first?.[`${name} copy`]).toEqual(first?.[name]);
    expect(second?.[`${name} copy`]).toEqual(second?.[name]);
  });

  it('has attachments of its own', async () => {
    const { duplicate, cells } = await sample();
    await duplicate('Files');
    const [first] = await cells();
    const [own, copied] = [first?.['Files'], first?.['Files copy']] as { id: string; url: string }[][];
    expect(copied).toMatchObject([{ url: 'https://example.com/a.pdf', filename: 'a.pdf' }]);
    expect(copied?.[0]?.id).not.toBe(own?.[0]?.id);
  });

  it('of a link has another other side', async () => {
    const { duplicate, people } = await sample();
    await duplicate('Team');
    expect(await people()).toEqual([
      { Who: 'Ann', Deals: [expect.any(String)], 'Deals 2': [expect.any(String)] },
      { Who: 'Bo', Deals: [expect.any(String)], 'Deals 2': [expect.any(String)] },
    ]);
  });

  it('goes its own way afterwards', async () => {
    const { duplicate, cells, ids, baseId } = await sample();
    await duplicate('Stage');
    await mia.patch(`/v0/${baseId}/Deals/${ids[0]}`, { fields: { 'Stage copy': 'Open' } });
    expect((await cells())[0]).toMatchObject({ Stage: 'Won', 'Stage copy': 'Open' });
  });

  it('keeps the rules, and numbers count on for both', async () => {
    const { duplicate, cells, fieldsUrl, field, baseId } = await sample();
    await mia.patch(`${fieldsUrl}/${field('Name').id}`, { rules: { unique: true, default: 'x' } });
    expect((await duplicate('Name')).body.rules).toEqual({ unique: true, default: 'x' });
    await duplicate('Number');
    await mia.post(`/v0/${baseId}/Deals`, { records: [{ fields: { Name: 'Three' } }] });
    const [first, , third] = await cells();
    expect(first).toMatchObject({ Name: 'One', 'Name copy': 'One', Number: 1, 'Number copy': 1 });
    expect(third).toMatchObject({ 'Name copy': 'x', Number: 3, 'Number copy': 3 });
  });

  it('is called as asked, and comes without cells where they are not wanted', async () => {
    const { duplicate, cells } = await sample();
    expect((await duplicate('Price', { name: 'Cost', cells: false })).body.name).toBe('Cost');
    expect((await cells())[0]).not.toHaveProperty('Cost');
    expect((await duplicate('Price')).body.name).toBe('Price copy');
    expect((await duplicate('Price')).body.name).toBe('Price copy 2');
    expect((await duplicate('Price', { name: 'Name' })).body.error.type).toBe(
      'DUPLICATE_OR_EMPTY_FIELD_NAME',
    );
  });

  it('is refused to who may not change the structure', async () => {
    const { baseId, fieldsUrl, field } = await sample();
    const ben = await api.client();
    await api.share(baseId, ben.userId, 'edit');
    expect((await ben.post(`${fieldsUrl}/${field('Price').id}/duplicate`, {})).status).toBe(403);
  });
});

describe('a preview of a computed field', () => {
  const preview = (url: string, body: object) => mia.post(`${url}/preview`, body);

  it('shows the cells that it would have, and makes nothing', async () => {
    const { fieldsUrl, ids, cells, field } = await sample();
    const { status, body } = await preview(fieldsUrl, {
      type: 'formula',
      options: { formula: '{Price} * 3' },
      recordIds: ids,
    });
    expect(status).toBe(200);
    expect(body.field.options.result.type).toBe('number');
    const values = (body.rows as { id: string; cells: Record<string, unknown> }[]).map((row) => [
      row.id,
      row.cells[field('Name').id],
      row.cells[body.field.id],
    ]);
    expect(values).toEqual([
      [ids[0], 'One', 7.5],
      [ids[1], undefined, 0],
    ]);
    expect(Object.keys((await cells())[0] ?? {})).not.toContain('Preview');
  });

  it('goes over links too, and tells faults as cells do', async () => {
    const { fieldsUrl, ids, field } = await sample();
    const count = await preview(fieldsUrl, {
      type: 'count',
      options: { recordLinkFieldId: field('Team').id },
      recordIds: ids,
    });
    expect(count.body.rows[0].cells[count.body.field.id]).toBe(2);
    const failing = await preview(fieldsUrl, {
      type: 'formula',
      options: { formula: 'VALUE("a") / 0' },
      recordIds: ids,
    });
    expect(failing.body.rows[0].cells[failing.body.field.id]).toEqual({ error: '#ERROR!' });
  });

  it('is of a field as it would become, which is not computed from itself', async () => {
    const { fieldsUrl, ids, field } = await sample();
    const { id } = field('Twice');
    const changed = { type: 'formula', options: { formula: '{Price} * 10' }, fieldId: id, recordIds: ids };
    expect((await preview(fieldsUrl, changed)).body.rows[0].cells[id]).toBe(25);
    // As a form has it that was opened on the field: with what the server said of the formula before.
    const read = { ...field('Twice').options, formula: '{Price} * 10 & "!"' };
    const shown = (await preview(fieldsUrl, { ...changed, options: read })).body;
    expect([shown.rows[0].cells[id], shown.field.options.result.type]).toEqual(['25!', 'singleLineText']);
    const itself = { ...changed, options: { formula: '{Twice} + 1' } };
    expect((await preview(fieldsUrl, itself)).status).toBe(422);
  });

  it.each([
    ['a wrong formula', { type: 'formula', options: { formula: '{Prize} * 2' } }],
    ['a stored field', { type: 'singleLineText' }],
    ['no records', { type: 'formula', options: { formula: '1' }, recordIds: undefined }],
    ['what is no id', { type: 'formula', options: { formula: '1' }, recordIds: ['x'] }],
    [
      'a field of another table',
      { type: 'formula', options: { formula: '1' }, fieldId: 'fldNobody000000000' },
    ],
  ])('of %s is refused', async (_what, body) => {
    const { fieldsUrl, ids } = await sample();
    expect((await preview(fieldsUrl, { recordIds: ids, ...body })).status).toBeGreaterThanOrEqual(403);
  });
});
