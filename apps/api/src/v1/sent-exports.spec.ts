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

  /**
   * Has the store's export followed by that, before its file is made, and resolves once it has been read: with what says that the
   * file was made, and that it was sent.
   */
  const followed = (work: () => Promise<unknown>) =>
    new Promise<{ made: Promise<unknown>; sent: Promise<unknown> }>((resolve) => {
      const { transfer } = api.store;
      const read = transfer.exportPlan.bind(transfer) as ExportPlan;
      const following: ExportPlan = (id, asker, make, sent) =>
        read(
          id,
          asker,
          async (plan) => {
            let end!: (file: unknown) => void;
            const made = new Promise<unknown>((made) => (end = made));
            resolve({ made, sent: sent as Promise<unknown> });
            await work();
            const file = await make?.(plan);
            end(file);
            return file as never;
          },
          sent,
        );
      vi.spyOn(transfer, 'exportPlan').mockImplementation(following);
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
    const gone = new AbortController();
    const following = followed(
      () => new Promise((resolve) => gone.signal.addEventListener('abort', resolve)),
    );
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

  it('and is made in pieces, between which others are answered', async () => {
    const { client, url } = askers.member;
    const records = Array.from({ length: 10 }, () => ({ fields: { Name: 'x'.repeat(90_000) } }));
    for (let written = 0; written < 3; written += 1)
      expect((await client.post(`/v0/${baseId}/T`, { records })).status).toBe(200);
    const ended: string[] = [];
    let another: Promise<unknown> | undefined;
    const following = followed(async () => {
      another = client.get('/v1/nowhere').then(() => ended.push('another request'));
    });
    const large = client.get(url);
    const { made } = await following;
    await Promise.all([made.then(() => ended.push('the file of the export')), another]);
    expect((await large).body.tables[0].records).toHaveLength(30);
    expect(ended).toEqual(['another request', 'the file of the export']);
  });
});
