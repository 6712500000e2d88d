import { ApiHarness, type Client } from '../testing/api-harness';

describe('a person who is called otherwise', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
  });
  afterAll(() => api?.stop());

  beforeEach(async () => {
    mia = await api.client({ name: 'Mia' });
    const base = await api.base(mia, [
      {
        name: 'Tasks',
        fields: [
          { name: 'Title', type: 'singleLineText' },
          { name: 'Owner', type: 'singleCollaborator' },
          { name: 'Maker', type: 'createdBy' },
          { name: 'Whose', type: 'formula', options: { formula: 'UPPER({Owner})' } },
        ],
      },
    ]);
    baseId = base.id;
    url = `/v0/${baseId}/Tasks`;
    await mia.post(url, { fields: { Title: 'a', Owner: { id: mia.userId } } });
    await mia.get(url);
    mia = await api.client({ sub: mia.userId, name: 'Mona' });
  });

  it('is so at once in cells, in what is made of them, in filters and in string cells', async () => {
    const texts = await mia.get(`${url}?cellFormat=string&timeZone=utc&userLocale=en`);
    expect(texts.body.records[0].fields.Owner).toBe('Mona');
    const [record] = (await mia.get(url)).body.records;
    expect(record.fields).toMatchObject({ Owner: { name: 'Mona' }, Maker: { name: 'Mona' }, Whose: 'MONA' });
    const kept = async (filter: string) =>
      (await mia.get(`${url}?filterByFormula=${encodeURIComponent(filter)}`)).body.records.length;
    expect(await kept("{Owner} = 'Mona'")).toBe(1);
    expect(await kept("{Owner} = 'Mia'")).toBe(0);
  });

  it('is found by the new name, and by the old one no more', async () => {
    const owned = (Owner: string) => mia.post(url, { fields: { Title: Owner, Owner }, typecast: true });
    const lost = await owned('Mia');
    expect([lost.status, lost.body.fields?.Owner]).not.toEqual([200, expect.anything()]);
    const found = await owned('Mona');
    expect([found.status, found.body.fields.Owner.id]).toEqual([200, mia.userId]);
  });

  it('is told to open windows once, with the fields whose cells show the name', async () => {
    const [table] = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables;
    const { changes } = (await mia.get(`/v1/bases/${baseId}/changes?after=0&limit=500`)).body;
    const renamed = { action: 'collaborator.renamed', after: { userId: mia.userId, name: 'Mona' } };
    const [, owner, maker, whose] = table.fields.map(({ id }: { id: string }) => id);
    expect(changes.at(-1)).toMatchObject({
      changes: [renamed],
      affected: { [table.id]: [owner, maker, whose] },
    });
    const told = (change: { changes: object[] }) =>
      expect.objectContaining(renamed).asymmetricMatch(change.changes[0]);
    expect(changes.filter(told)).toHaveLength(1);
  });
});
