import { ApiHarness, type Client } from '../testing/api-harness';

const link = (inverseName: string) => ({
  type: 'multipleRecordLinks',
  options: { linkedTable: 'People', inverseName },
});
/** A table whose records have parents and children among themselves: two fields that show the same links. */
const FILE = {
  name: 'Family',
  tables: [
    {
      name: 'People',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'Parents', ...link('Children') },
        { name: 'Children', ...link('Parents') },
        { name: 'Touched', type: 'lastModifiedTime' },
      ],
      records: [],
    },
  ],
};

type Family = Record<string, { Parents?: string[]; Children?: string[] }>;

describe('a write that gives both sides of links of a table to itself', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let people: string;
  const idOf = new Map<string, string>();
  const nameOf = new Map<string, string>();

  const idsOf = (lists: Family[string]) =>
    Object.fromEntries(
      Object.entries(lists).map(([key, names]) => [key, names.map((name) => idOf.get(name))]),
    );
  const make = async (...names: string[]) => {
    const { body } = await mia.post(people, { records: names.map((Name) => ({ fields: { Name } })) });
    names.forEach((name, at) => {
      idOf.set(name, body.records[at].id);
      nameOf.set(body.records[at].id, name);
    });
  };
  const write = (lists: Family) =>
    mia.patch(people, {
      records: Object.entries(lists).map(([name, fields]) => ({ id: idOf.get(name), fields: idsOf(fields) })),
    });
  /** Everybody who is linked, by name. */
  const family = async (): Promise<Family> => {
    const { body } = await mia.get(people);
    const names = (ids: string[] = []) => ids.map((id) => nameOf.get(id) as string);
    const linked = (body.records as { fields: { Name: string } & Family[string] }[])
      .map(({ fields: { Name, Parents, Children } }): [string, Family[string]] => [
        Name,
        {
          ...(Parents ? { Parents: names(Parents) } : {}),
          ...(Children ? { Children: names(Children) } : {}),
        },
      ])
      .filter(([, lists]) => Object.keys(lists).length > 0);
    return Object.fromEntries(linked);
  };
  const lastChange = async () => {
    const [row] = await api.sql<{ seq: number; at: string; changes: [object] }>(
      `SELECT seq, at, changes FROM "${baseId}".change ORDER BY seq DESC LIMIT 1`,
    );
    return row as NonNullable<typeof row>;
  };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const operator = await api.client({ kind: 'operator', scopes: [] });
    const { body } = await operator.post('/v1/admin/bases/import', {
      file: FILE,
      ownerId: mia.userId,
      users: {},
    });
    ({ baseId } = body);
    people = `/v0/${baseId}/People`;
    const [table] = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables;
    tableId = table.id;
  });
  afterAll(() => api?.stop());
  beforeEach(async () => {
    const { body } = await mia.get(people);
    for (const { id } of body.records) await mia.delete(`${people}/${id}`);
    await make('Ida', 'Ben', 'Cleo');
  });

  it('takes what both say alike', async () => {
    expect((await write({ Ida: { Children: ['Ben'] }, Ben: { Parents: ['Ida'] } })).status).toBe(200);
    expect(await family()).toEqual({ Ida: { Children: ['Ben'] }, Ben: { Parents: ['Ida'] } });
  });

  it('takes what is said later where they differ', async () => {
    await write({ Ida: { Children: ['Ben', 'Cleo'] }, Ben: { Parents: [] } });
    expect(await family()).toEqual({ Ida: { Children: ['Cleo'] }, Cleo: { Parents: ['Ida'] } });
    await write({
      Cleo: { Parents: ['Ben', 'Ida'] },
      Ida: { Children: [] },
      Ben: { Children: ['Ben', 'Cleo'] },
    });
    expect(await family()).toEqual({
      Ben: { Parents: ['Ben'], Children: ['Ben', 'Cleo'] },
      Cleo: { Parents: ['Ben'] },
    });
  });

  it('keeps the order of each list that it gives', async () => {
    await write({ Ida: { Children: ['Ben', 'Cleo'] } });
    await write({ Ida: { Children: ['Cleo', 'Ben', 'Ida'] }, Ben: { Parents: ['Cleo', 'Ida'] } });
    expect(await family()).toEqual({
      Ida: { Parents: ['Ida'], Children: ['Cleo', 'Ben', 'Ida'] },
      Ben: { Parents: ['Cleo', 'Ida'] },
      Cleo: { Parents: ['Ida'], Children: ['Ben'] },
    });
  });

  it('is told once for each record, with new ones whole', async () => {
    const records = [
      { fields: { Name: 'Dan', Children: [idOf.get('Ida')] } },
      { fields: { Name: 'Eve', Parents: [idOf.get('Ben')] } },
    ];
    const { body } = await mia.post(people, { records });
    const [dan, eve] = body.records.map(({ id }: { id: string }) => id);
    const { fields } = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables[0];
    const [name, parents, children] = fields.map(({ id }: { id: string }) => id);
    expect((await lastChange()).changes).toEqual([
      {
        kind: 'records',
        tableId,
        created: [
          expect.objectContaining({ id: dan, cells: { [name]: 'Dan', [children]: [idOf.get('Ida')] } }),
          expect.objectContaining({ id: eve, cells: { [name]: 'Eve', [parents]: [idOf.get('Ben')] } }),
        ],
        updated: [
          { id: idOf.get('Ben'), before: { [children]: null }, after: { [children]: [eve] } },
          { id: idOf.get('Ida'), before: { [parents]: null }, after: { [parents]: [dan] } },
        ],
      },
    ]);
    const at = new Date((await lastChange()).at).toISOString();
    for (const who of ['Ida', 'Ben'])
      expect((await mia.get(`${people}/${idOf.get(who)}`)).body.fields.Touched).toBe(at);
  });

  it('is undone as a whole when linked records were deleted together', async () => {
    await write({ Ida: { Children: ['Ben', 'Cleo'] }, Ben: { Children: ['Cleo', 'Ben'] } });
    const before = await family();
    await mia.delete(`${people}?records[]=${idOf.get('Ida')}&records[]=${idOf.get('Ben')}`);
    expect(await family()).toEqual({});
    const { seq } = await lastChange();
    const undo = { id: crypto.randomUUID(), kind: 'records.restore', seq };
    expect((await mia.post(`/v1/bases/${baseId}/ops`, undo)).status).toBe(200);
    expect(await family()).toEqual(before);
  });
});
