import { HOUSE } from '@pyairtable/store-postgres';
import { type Answer, ApiHarness, type Client } from './testing/api-harness';

/** More than the api has connections for. */
const BASES = 20;

/** Writes to many bases that last as long as somebody else holds their tables. */
describe('writes that wait', () => {
  let api: ApiHarness;
  let mia: Client;
  let ann: Client;
  let ben: Client;
  let own: Answer['body'];
  let bases: Answer['body'][];
  const fields = [
    { name: 'Name', type: 'singleLineText' },
    { name: 'Stage', type: 'singleSelect', options: { choices: [] } },
  ];

  beforeAll(async () => {
    api = await ApiHarness.start();
    [mia, ann, ben] = [await api.client(), await api.client(), await api.client()];
    own = await api.base(ann, [{ name: 'T', fields }]);
    bases = [];
    for (let at = 0; at < BASES; at++) bases.push(await api.base(mia, [{ name: 'T', fields }]));
    await api.share(own.id, mia.userId, 'create');
  });
  afterAll(() => api?.stop());

  /** Runs `work` while somebody else holds the tables of the bases, once something waits for them. */
  const whileHeld = <T>(held: Answer['body'][], ask: () => T, others: () => Promise<void>): Promise<T> =>
    api.store.database.for(HOUSE).transaction(async (holder) => {
      for (const { id, tables } of held)
        await holder.rows({ text: `LOCK TABLE "${id}"."${tables[0].id}"`, parameters: [] });
      const asked = ask();
      await vi.waitFor(async () => {
        const waits = await api.sql(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`);
        expect(waits.length).toBeGreaterThan(2);
      }, 10_000);
      await others();
      return asked;
    });
  const successes = async (asked: Promise<Answer>[]) =>
    (await Promise.all(asked)).map(({ status }) => Math.floor(status / 100));
  const creates = (typecast: boolean) => (client: Client, base: Answer['body']) =>
    client.post(`/v0/${base.id}/T`, {
      fields: { Stage: typecast ? `new ${Math.random()}` : null },
      typecast,
    });

  it.each([
    ['plain ones', creates(false)],
    ['those of several statements', creates(true)],
    [
      'changes of structure',
      (client: Client, base: Answer['body']) =>
        client.post(`/v1/bases/${base.id}/tables/${base.tables[0].id}/fields`, {
          name: `Field ${Math.random()}`,
          type: 'singleLineText',
        }),
    ],
  ])('keep nobody else waiting, in however many bases one person writes: %s', async (_what, write) => {
    const asked = await whileHeld(
      bases,
      () => bases.map((base) => write(mia, base)),
      async () => {
        const others = [write(ann, own), ann.get(`/v0/${own.id}/T`), ann.get(`/v1/bases/${own.id}`)];
        expect(await successes(others)).toEqual([2, 2, 2]);
      },
    );
    expect(await successes(asked)).toEqual(bases.map(() => 2));
  });

  it('keep nobody else waiting beside reads that wait, of two people', async () => {
    const read = (client: Client, base: Answer['body']) => client.get(`/v0/${base.id}/T`);
    const shared = bases.slice(0, 8);
    for (const { id } of shared) await api.share(id, ben.userId, 'create');
    const asked = await whileHeld(
      bases,
      () =>
        [ben, mia].flatMap((client, at) =>
          bases
            .slice(8 * at, 8 * at + 8)
            .flatMap((base) => [read(client, base), creates(false)(client, base)]),
        ),
      async () => {
        const others = [creates(false)(ann, own), creates(true)(ann, own), read(ann, own)];
        expect(await successes(others)).toEqual([2, 2, 2]);
      },
    );
    expect(await successes(asked)).toEqual(asked.map(() => 2));
  });
});
