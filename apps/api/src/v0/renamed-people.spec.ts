import { ApiHarness, type Client } from '../testing/api-harness';

describe('a person who is called otherwise', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;
  const before = Math.floor(Date.now() / 1000) - 10;

  const changesOf = async () =>
    (await mia.get(`/v1/bases/${baseId}/changes?after=0&limit=500`)).body.changes as {
      changes: { action?: string; after?: { name: string } }[];
    }[];
  /** The names that the base's log says, in their order. */
  const namesTold = async () =>
    (await changesOf()).flatMap(({ changes }) =>
      changes.flatMap(({ action, after }) => (action === 'collaborator.renamed' ? [after?.name] : [])),
    );
  const toldAs = (...names: string[]) =>
    vi.waitFor(async () => expect(await namesTold()).toEqual(names), 10_000);

  beforeAll(async () => {
    api = await ApiHarness.start();
  });
  afterAll(() => api?.stop());

  beforeEach(async () => {
    mia = await api.client({ name: 'Mia', iat: before });
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

  it('is found by the new name, and by the old one no more, once the base is told', async () => {
    await mia.get(url);
    await toldAs('Mona');
    const owned = (Owner: string) => mia.post(url, { fields: { Title: Owner, Owner }, typecast: true });
    const lost = await owned('Mia');
    expect([lost.status, lost.body.fields?.Owner]).not.toEqual([200, expect.anything()]);
    const found = await owned('Mona');
    expect([found.status, found.body.fields.Owner.id]).toEqual([200, mia.userId]);
  });

  it('is told to open windows once, with the fields whose cells show the name', async () => {
    const [table] = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables;
    const renamed = { action: 'collaborator.renamed', after: { userId: mia.userId, name: 'Mona' } };
    const [, owner, maker, whose] = table.fields.map(({ id }: { id: string }) => id);
    await mia.get(url);
    await toldAs('Mona');
    expect((await changesOf()).at(-1)).toMatchObject({
      changes: [renamed],
      affected: { [table.id]: [owner, maker, whose] },
    });
  });

  it('keeps the name of the newest credential, whichever process older ones come to', async () => {
    const other = api.replica();
    try {
      const old = { sub: mia.userId, name: 'Mia', iat: before };
      const clients = [mia, await api.client(old), await other.client(old)];
      clients.push(await other.client({ sub: mia.userId, name: 'Mona' }));
      for (let round = 0; round < 3; round++)
        for (const client of clients) expect((await client.get(url)).status).toBe(200);
      expect((await mia.get(url)).body.records[0].fields.Owner.name).toBe('Mona');
      await toldAs('Mona');
    } finally {
      await other.stop();
    }
  });

  it('does not wait for bases to be told, which they are when others let them', async () => {
    const holder = await api.store.database.connect();
    try {
      await holder.query(`BEGIN`);
      await holder.query(`SELECT pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0))`, [baseId]);
      const asked = await mia.get(url);
      expect([asked.status, await namesTold()]).toEqual([200, []]);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    await toldAs('Mona');
  });

  it('is told to a base by whoever sweeps next where a process ended before it did, and once', async () => {
    await mia.get(url);
    await toldAs('Mona');
    await api.sql('INSERT INTO api.untold_name (base_id, user_id, named_at) VALUES ($1, $2, $3)', [
      baseId,
      mia.userId,
      before,
    ]);
    for (let sweep = 0; sweep < 2; sweep++) await api.store.sweeper.sweep();
    expect(await namesTold()).toEqual(['Mona', 'Mona']);
  });
});
