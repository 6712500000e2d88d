import type { Change } from '@pyairtable/contracts';
import { ApiHarness, type Client } from '../testing/api-harness';
import { importFile } from '../testing/sample-base';

describe('linked records', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let deals: string;
  let firms: string;
  let linkId: string;
  let inverseId: string;

  const lastChange = async (): Promise<Change> => {
    const [row] = await api.sql<Change>(
      `SELECT seq, changes FROM "${baseId}".change ORDER BY seq DESC LIMIT 1`,
    );
    return row as Change;
  };
  const fieldsOf = async (url: string, id: string) => (await mia.get(`${url}/${id}`)).body.fields;
  const create = async (url: string, fields: object) => (await mia.post(url, { fields })).body.id as string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'Firms',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Touched', type: 'lastModifiedTime' },
        ],
      },
      {
        name: 'Deals',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Stage', type: 'singleSelect', options: { choices: [{ name: 'Open' }] } },
        ],
      },
    ]);
    baseId = base.id;
    [firms, deals] = [`/v0/${baseId}/Firms`, `/v0/${baseId}/Deals`];
    const link = await mia.post(`/v0/meta/bases/${baseId}/tables/Deals/fields`, {
      name: 'Firm',
      type: 'multipleRecordLinks',
      options: { linkedTableId: base.tables[0].id },
    });
    expect(link.body).toEqual({
      id: expect.any(String),
      name: 'Firm',
      type: 'multipleRecordLinks',
      options: {
        linkedTableId: base.tables[0].id,
        isReversed: false,
        prefersSingleRecordLink: false,
        inverseLinkFieldId: expect.stringMatching(/^fld/),
      },
    });
    linkId = link.body.id;
    inverseId = link.body.options.inverseLinkFieldId;
  });
  afterAll(() => api?.stop());

  it('get their inverse field, named after the table', async () => {
    const { body } = await mia.get(`/v0/meta/bases/${baseId}/tables`);
    const field = body.tables[0].fields.find(({ id }: { id: string }) => id === inverseId);
    expect(field).toMatchObject({ name: 'Deals', options: { inverseLinkFieldId: linkId } });
  });

  it('show on both sides, in the order written, and are one entry in the log', async () => {
    const acme = await create(firms, { Name: 'Acme' });
    const nord = await create(firms, { Name: 'Nord' });
    const before = (await lastChange()).seq;
    const deal = await create(deals, { Name: 'One', Firm: [nord, acme] });
    expect((await fieldsOf(deals, deal))['Firm']).toEqual([nord, acme]);
    expect((await fieldsOf(firms, acme))['Deals']).toEqual([deal]);
    const change = await lastChange();
    expect(change.seq).toBe(before + 1);
    expect(change.changes).toEqual([
      expect.objectContaining({
        created: [
          expect.objectContaining({ id: deal, cells: expect.objectContaining({ [linkId]: [nord, acme] }) }),
        ],
      }),
      expect.objectContaining({
        updated: expect.arrayContaining([
          { id: acme, before: { [inverseId]: null }, after: { [inverseId]: [deal] } },
        ]),
      }),
    ]);

    await mia.patch(`${deals}/${deal}`, { fields: { Firm: [acme], Name: 'Two' } });
    expect((await fieldsOf(firms, nord))['Deals']).toBeUndefined();
    const other = await create(deals, { Name: 'Three' });
    await mia.patch(`${firms}/${acme}`, { fields: { Deals: [other, deal] } });
    expect((await fieldsOf(deals, other))['Firm']).toEqual([acme]);
    expect((await fieldsOf(firms, acme))['Deals']).toEqual([other, deal]);
    expect((await mia.delete(`${deals}/${deal}`)).body).toEqual({ id: deal, deleted: true });
    expect((await fieldsOf(firms, acme))['Deals']).toEqual([other]);
    expect((await lastChange()).changes).toContainEqual(
      expect.objectContaining({
        updated: [{ id: acme, before: { [inverseId]: [other, deal] }, after: { [inverseId]: [other] } }],
      }),
    );
  });

  it('count as a modification of the record on the other side', async () => {
    const acme = await create(firms, { Name: 'Touched Ltd' });
    const untouched = (await fieldsOf(firms, acme))['Touched'];
    // The public form shows whole seconds.
    await vi.waitUntil(() => Date.now() >= Date.parse(untouched) + 1_000, { timeout: 5_000 });
    await create(deals, { Name: 'Toucher', Firm: [acme] });
    expect(Date.parse((await fieldsOf(firms, acme))['Touched'])).toBeGreaterThan(Date.parse(untouched));
  });

  it('are refused with nothing written when a record does not exist in the linked table', async () => {
    const stranger = await create(deals, { Name: 'Not a firm' });
    const { seq } = await lastChange();
    const refused = await mia.patch(`${deals}/${stranger}`, { fields: { Name: 'x', Firm: [stranger] } });
    expect(refused.status).toBe(422);
    expect(refused.body.error).toEqual({
      type: 'ROW_DOES_NOT_EXIST',
      message: `Record ID ${stranger} does not exist in this table`,
    });
    expect((await fieldsOf(deals, stranger))['Name']).toBe('Not a firm');
    expect((await lastChange()).seq).toBe(seq);
    expect((await mia.patch(`${deals}/${stranger}`, { fields: { Firm: 'x' } })).body.error).toEqual({
      type: 'INVALID_VALUE_FOR_COLUMN',
      message: 'Value is not an array of record IDs.',
    });
  });

  it('are at most 10,000 in a cell, from whichever side they are written, and it says so', async () => {
    const base = await importFile(api, mia, {
      name: 'Full',
      tables: [
        {
          name: 'Firms',
          fields: [{ name: 'Name', type: 'singleLineText' }],
          records: [{ _k: 'full', Name: 'Full' }],
        },
        {
          name: 'Deals',
          fields: [
            { name: 'Name', type: 'singleLineText' },
            {
              name: 'Firm',
              type: 'multipleRecordLinks',
              options: { linkedTable: 'Firms', inverseName: 'Deals' },
            },
          ],
          records: [{ _repeat: 10_000, Name: 'deal {i}', Firm: 'full' }, { Name: 'one more' }],
        },
      ],
    });
    const [place, other] = [`/v0/${base.id}/Firms`, `/v0/${base.id}/Deals`];
    const [full] = (await mia.get(place)).body.records;
    const [spare] = (await mia.get(`${other}?filterByFormula=${encodeURIComponent("Name = 'one more'")}`))
      .body.records;
    const message = `Field "Firm" holds at most 10,000 links in a cell, and record ${full.id} would have more on the other side`;
    for (const refused of [
      await mia.post(other, { fields: { Name: 'new', Firm: [full.id] } }),
      await mia.patch(`${other}/${spare.id}`, { fields: { Firm: [full.id] } }),
    ])
      expect([refused.status, refused.body.error]).toEqual([
        422,
        { type: 'INVALID_VALUE_FOR_COLUMN', message },
      ]);
    expect((await fieldsOf(place, full.id)).Deals).toHaveLength(10_000);
    const own = await mia.patch(`${place}/${full.id}`, {
      fields: { Deals: [...full.fields.Deals, spare.id] },
    });
    expect([own.status, own.body.error.message]).toEqual([
      422,
      'Field "Deals" holds at most 10,000 links in a cell',
    ]);
    await mia.patch(`${other}/${full.fields.Deals[0]}`, { fields: { Firm: [] } });
    expect((await mia.patch(`${other}/${spare.id}`, { fields: { Firm: [full.id] } })).status).toBe(200);
  }, 60_000);

  it('are found or made by title with typecast, and choices too', async () => {
    const known = await create(firms, { Name: 'Known' });
    const made = await mia.post(deals, {
      fields: { Name: 'Cast', Firm: 'Known, Brand new', Stage: 'Lost' },
      typecast: true,
    });
    expect(made.status).toBe(200);
    const [first, second] = made.body.fields.Firm;
    expect(first).toBe(known);
    expect(await fieldsOf(firms, second)).toMatchObject({ Name: 'Brand new', Deals: [made.body.id] });
    expect(made.body.fields.Stage).toBe('Lost');
    const again = await mia.post(deals, { fields: { Stage: 'Lost' } });
    expect(again.body.fields.Stage).toBe('Lost');
    const unknown = await mia.post(deals, { fields: { Stage: 'Never' } });
    expect([unknown.status, unknown.body.error.type]).toEqual([422, 'INVALID_MULTIPLE_CHOICE_OPTIONS']);
  });

  it('are not made by the thousand, nor choices without end, by one request', async () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => `New ${at}`);
    const cast = (fields: object) => mia.post(deals, { fields, typecast: true });
    const full = await mia.post(`/v0/meta/bases/${baseId}/tables/Deals/fields`, {
      name: 'Full',
      type: 'singleSelect',
      options: { choices: names(10_000).map((name) => ({ name })) },
    });
    expect(full.status).toBe(200);
    for (const refused of [await cast({ Firm: names(1_001) }), await cast({ Full: 'One more' })])
      expect([refused.status, refused.body.error.type]).toEqual([422, 'INVALID_VALUE_FOR_COLUMN']);
    expect((await cast({ Full: 'New 1' })).body.fields.Full).toBe('New 1');
  });

  it('take the same number of statements for one record as for ten', async () => {
    const acme = await create(firms, { Name: 'Many' });
    const record = { fields: { Name: 'n', Firm: [acme] } };
    await mia.post(deals, { records: [record] });
    const one = await mia.post(deals, { records: [record] });
    const ten = await mia.post(deals, { records: Array.from({ length: 10 }, () => record) });
    expect([one.status, ten.status]).toEqual([200, 200]);
    expect(ten.statements).toBe(one.statements);
    expect((await fieldsOf(firms, acme))['Deals']).toHaveLength(12);
  });
});

describe('upsert', () => {
  let api: ApiHarness;
  let mia: Client;
  let url: string;
  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'People',
        fields: [
          { name: 'Email', type: 'email' },
          { name: 'Score', type: 'number', options: { precision: 0 } },
        ],
      },
    ]);
    url = `/v0/${base.id}/People`;
  });
  afterAll(() => api?.stop());

  it('updates what matches, creates what does not, and says which', async () => {
    const { body } = await mia.post(url, {
      records: [{ fields: { Email: 'a@x' } }, { fields: { Email: 'b@x' } }],
    });
    const [one, two] = body.records;
    const merged = await mia.patch(url, {
      performUpsert: { fieldsToMergeOn: ['Email'] },
      records: [
        { id: one.id, fields: { Score: 3 } },
        { fields: { Email: 'b@x', Score: 4 } },
        { fields: { Email: 'c@x' } },
      ],
    });
    expect(merged.status).toBe(200);
    const ids = merged.body.records.map(({ id }: { id: string }) => id);
    expect(ids.slice(0, 2)).toEqual([one.id, two.id]);
    expect(merged.body.updatedRecords).toEqual([one.id, two.id]);
    expect(merged.body.createdRecords).toEqual([ids[2]]);
    expect(merged.body.records[1].fields).toEqual({ Email: 'b@x', Score: 4 });
  });

  it('creates for an empty merge value, and refuses two matches', async () => {
    const made = await mia.patch(url, {
      performUpsert: { fieldsToMergeOn: ['Email'] },
      records: [{ fields: { Email: null, Score: 1 } }],
    });
    expect(made.body.createdRecords).toHaveLength(1);
    await mia.post(url, { records: [{ fields: { Email: 'twin@x' } }, { fields: { Email: 'twin@x' } }] });
    const twice = await mia.patch(url, {
      performUpsert: { fieldsToMergeOn: ['Email'] },
      records: [{ fields: { Email: 'twin@x' } }],
    });
    expect([twice.status, twice.body.error.type]).toEqual([422, 'INVALID_RECORDS']);
  });
});
