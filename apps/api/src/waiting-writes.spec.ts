import { HOUSE } from '@pyairtable/store-postgres';
import { type Answer, ApiHarness, type Client } from './testing/api-harness';

/** More than the api has connections for. */
const BASES = 20;

/** Writes to many bases that last as long as somebody else holds their tables. */
describe('writes that wait', () => {
  let api: ApiHarness;
  let mia: Client;
  let ann: Client;
  let own: Answer['body'];
  let bases: Answer['body'][];
  const fields = [
    { name: 'Name', type: 'singleLineText' },
    { name: 'Stage', type: 'singleSelect', options: { choices: [] } },
  ];

  beforeAll(async () => {
    api = await ApiHarness.start();
    [mia, ann] = [await api.client(), await api.client()];
    own = await api.base(ann, [{ name: 'T', fields }]);
    bases = [];
    for (let at = 0; at < BASES; at++) bases.push(await api.base(mia, [{ name: 'T', fields }]));
    await api.share(own.id, mia.userId, 'create');
  }, 120_000);
  afterAll(() => api?.stop());

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
  ])(
    'keep nobody else waiting, in however many bases one person writes: %s',
    async (_what, write) => {
      const asked = await api.store.database.for(HOUSE).transaction(async (holder) => {
        for (const { id, tables } of bases)
          await holder.rows({ text: `LOCK TABLE "${id}"."${tables[0].id}"`, parameters: [] });
        const waiting = bases.map((base) => write(mia, base));
        await vi.waitFor(async () => {
          const waits = await api.sql(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`);
          expect(waits.length).toBeGreaterThan(2);
        }, 10_000);
        const others = await Promise.all([
          write(ann, own),
          ann.get(`/v0/${own.id}/T`),
          ann.get(`/v1/bases/${own.id}`),
        ]);
        expect(others.map(({ status }) => Math.floor(status / 100))).toEqual([2, 2, 2]);
        return waiting;
      });
      const answers = await Promise.all(asked);
      expect(answers.map(({ status }) => Math.floor(status / 100))).toEqual(bases.map(() => 2));
    },
    60_000,
  );
});
