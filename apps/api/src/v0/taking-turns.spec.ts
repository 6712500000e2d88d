import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

/** Requests that want the same rows, choices or structure at once: each gets its answer, none is told to come back. */
describe('writes that want the same at the same time', () => {
  let api: ApiHarness;
  let mia: Client;
  let meta: string;
  let deals: string;
  let firms: string;
  let dealIds: string[];
  let firmIds: string[];

  const statuses = (answers: readonly Answer[]) => [...new Set(answers.map(({ status }) => status))];
  const several = async (url: string) =>
    (await mia.post(url, { records: Array.from({ length: 5 }, () => ({ fields: {} })) })).body.records.map(
      ({ id }: { id: string }) => id,
    ) as string[];

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      { name: 'Firms', fields: [{ name: 'Name', type: 'singleLineText' }] },
      {
        name: 'Deals',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Stage', type: 'singleSelect', options: { choices: [] } },
        ],
      },
    ]);
    meta = `/v0/meta/bases/${base.id}/tables`;
    [firms, deals] = [`/v0/${base.id}/Firms`, `/v0/${base.id}/Deals`];
    await mia.post(`${meta}/Deals/fields`, {
      name: 'Firms',
      type: 'multipleRecordLinks',
      options: { linkedTableId: base.tables[0].id },
    });
    [firmIds, dealIds] = [await several(firms), await several(deals)];
  });
  afterAll(() => api?.stop());

  it('link from both ends without blocking each other', async () => {
    const some = (ids: readonly string[], from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ids[(from + at) % ids.length]);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        at % 2
          ? mia.patch(`${deals}/${dealIds[at % 5]}`, { fields: { Firms: some(firmIds, at, 3) } })
          : mia.patch(`${firms}/${firmIds[at % 5]}`, { fields: { Deals: some(dealIds, at, 2) } }),
      ),
    );
    expect(statuses(answers)).toEqual([200]);
    const [shown, inverse] = await Promise.all([mia.get(deals), mia.get(firms)]);
    const pairs = (answer: Answer, name: string, turn: (own: string, other: string) => string) =>
      answer.body.records
        .flatMap(({ id, fields }: { id: string; fields: Record<string, string[]> }) =>
          (fields[name] ?? []).map((other) => turn(id, other)),
        )
        .sort();
    expect(pairs(shown, 'Firms', (own, other) => own + other)).toEqual(
      pairs(inverse, 'Deals', (own, other) => other + own),
    );
  });

  it('make each choice and each linked record that typecast names once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, at) =>
        mia.post(deals, { typecast: true, fields: { Stage: `Stage ${at % 8}`, Firms: `Firm ${at % 4}` } }),
      ),
    );
    expect(statuses(answers)).toEqual([200]);
    const { tables } = (await mia.get(meta)).body;
    const names = (tables[1].fields[1].options.choices as { name: string }[]).map(({ name }) => name);
    expect(names.sort()).toEqual(Array.from({ length: 8 }, (_, at) => `Stage ${at}`));
    const titles = (await mia.get(`${firms}?fields=Name`)).body.records
      .map(({ fields }: { fields: { Name?: string } }) => fields.Name)
      .filter(Boolean);
    expect(titles.sort()).toEqual(['Firm 0', 'Firm 1', 'Firm 2', 'Firm 3']);
  });

  it('upsert what others are just creating as one record', async () => {
    const upsert = (at: number) =>
      mia.patch(deals, {
        performUpsert: { fieldsToMergeOn: ['Name'] },
        records: [{ fields: { Name: `Once ${at % 3}` } }],
      });
    const answers = await Promise.all(Array.from({ length: 24 }, (_, at) => upsert(at)));
    expect(statuses(answers)).toEqual([200]);
    expect(answers.flatMap(({ body }) => body.createdRecords)).toHaveLength(3);
    expect(new Set(answers.map(({ body }) => body.records[0].id)).size).toBe(3);
  });

  it('go on while the structure changes', async () => {
    const changes = Array.from({ length: 24 }, (_, at) =>
      mia.post(`${meta}/Deals/fields`, { name: `Field ${at}`, type: 'email' }),
    );
    const writes = Array.from({ length: 60 }, (_, at) =>
      at % 3
        ? mia.patch(`${deals}/${dealIds[at % 5]}`, { fields: { Name: `Deal ${at}` } })
        : mia.patch(`${deals}/${dealIds[at % 5]}`, { fields: { Firms: [firmIds[at % 5]] } }),
    );
    const reads = Array.from({ length: 30 }, () => mia.get(`${deals}?pageSize=2`));
    expect(statuses(await Promise.all([...changes, ...writes, ...reads]))).toEqual([200]);
  });
});
