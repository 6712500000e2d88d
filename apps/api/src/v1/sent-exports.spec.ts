import type { Transfer } from '@pyairtable/store-postgres';
import type { AddressInfo } from 'node:net';
import { ApiHarness, type Client } from '../testing/api-harness';

type ExportPlan = Transfer['exportPlan'];

describe('an export tells the store when it was sent', () => {
  let api: ApiHarness;
  let baseId: string;
  let askers: Record<'member' | 'operator', { client: Client; url: string }>;

  beforeAll(async () => {
    api = await ApiHarness.start();
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    const mia = await api.client();
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    baseId = (await api.base(mia, [{ name: 'T', fields }])).id;
    const operator = await api.client({ kind: 'operator', scopes: [], resources: [] });
    askers = {
      member: { client: mia, url: `/v1/bases/${baseId}/export` },
      operator: { client: operator, url: `/v1/admin/bases/${baseId}/export` },
    };
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(async () => {
    api?.app.server.closeAllConnections();
    await api?.stop();
  });

  /** Has the store's export followed by that, before it is answered, and resolves once it has begun with what says that it was sent. */
  const followed = (work: () => Promise<unknown>) =>
    new Promise<{ sent: Promise<unknown> }>((resolve) => {
      const { transfer } = api.store;
      const read: ExportPlan = transfer.exportPlan.bind(transfer);
      vi.spyOn(transfer, 'exportPlan').mockImplementation(async (id, asker, sent) => {
        const plan = await read(id, asker, sent);
        resolve({ sent: sent as Promise<unknown> });
        await work();
        return plan;
      });
    });
  const isSettled = (promise: Promise<unknown>) =>
    Promise.race([promise.then(() => true), new Promise((resolve) => setImmediate(() => resolve(false)))]);

  it.each([
    ['a member', 'member'],
    ['an operator', 'operator'],
  ] as const)('that of %s', async (_who, who) => {
    const { client, url } = askers[who];
    let begin!: () => void;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const following = followed(() => begun);
    const answer = client.get(url);
    const { sent } = await following;
    expect(await isSettled(sent)).toBe(false);
    begin();
    expect((await answer).status).toBe(200);
    await sent;
  });

  it.each([
    ['a member', 'member'],
    ['an operator', 'operator'],
  ] as const)('that of %s who goes before', async (_who, who) => {
    const { client, url } = askers[who];
    const following = followed(() => new Promise(() => undefined));
    const gone = new AbortController();
    const { port } = api.app.server.address() as AddressInfo;
    const answer = fetch(`http://127.0.0.1:${port}${url}`, {
      headers: { authorization: `Bearer ${client.token}` },
      signal: gone.signal,
    }).catch((error: Error) => error.name);
    const { sent } = await following;
    expect(await isSettled(sent)).toBe(false);
    gone.abort();
    expect(await answer).toBe('AbortError');
    await sent;
  });
});
