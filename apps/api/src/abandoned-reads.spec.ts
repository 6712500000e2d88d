import { newId } from '@pyairtable/kernel';
import { HOUSE } from '@pyairtable/store-postgres';
import { startPostgres, type TestServer } from '@pyairtable/testkit';
import type { AddressInfo } from 'node:net';
import { ApiHarness, type Client } from './testing/api-harness';

/** More than the api has connections for. */
const MANY = 40;
const ZONES = Intl.supportedValuesOf('timeZone').slice(0, MANY);

/** Reads that last as long as somebody else holds their table. */
describe('reads that take long', () => {
  const lines: string[] = [];
  let server: TestServer;
  let api: ApiHarness;
  let mia: Client;
  let origin: string;
  let baseId: string;
  let table: { id: string };
  let other: { id: string };

  /** Sessions of the api that wait for the table. */
  const waiting = async () =>
    (
      await api.sql<{ count: number }>(
        `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
    )[0]?.count;
  /** How statements ended that came to no end of their own, by the server's log. */
  const ends = () =>
    lines.flatMap((line) => /ERROR: {2}(canceling statement due to .*)/.exec(line)?.[1] ?? []);
  const CANCELLED = 'canceling statement due to user request';
  const held = <T>(work: () => Promise<T>) =>
    api.store.database.for(HOUSE).transaction(async (holder) => {
      await holder.rows({ text: `LOCK TABLE "${baseId}"."${table.id}"`, parameters: [] });
      return work();
    });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(origin + path, { ...init, headers: { authorization: `Bearer ${mia.token}`, ...init.headers } });
  const refused = { fields: { 'of another table': 1 } };
  const sending = (body: object): RequestInit =>
    Object.keys(body).length > 0
      ? {
          method: 'fields' in body ? 'PATCH' : 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }
      : {};
  const rowsOf = (tableId: string) => `/v1/bases/${baseId}/tables/${tableId}/rows`;

  beforeAll(async () => {
    server = await startPostgres({ onLog: (line) => lines.push(line) });
    api = await ApiHarness.start({ server: server.url });
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
    mia = await api.client();
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    const base = await api.base(mia, [
      { name: 'Held', fields },
      { name: 'Free', fields },
    ]);
    baseId = base.id;
    [table, other] = base.tables;
    await mia.post(`/v0/${baseId}/Free`, { fields: { Name: 'one' } });
  });
  afterAll(async () => {
    // Connections that were opened for a request that was never sent would be waited for.
    api?.app.server.closeAllConnections();
    await api?.stop();
    await server?.stop();
  });
  beforeEach(() => void lines.splice(0));

  it('end with an error of their own, which is no invitation to try again, and are not tried again by us', async () => {
    const hurried = api.replica({ statementTimeoutMs: 3_000 });
    const reader = await hurried.client({ sub: mia.userId });
    // It knows by then who asks, and the base.
    await reader.get(`/v0/${baseId}/Free`);
    const answer = await held(() => reader.get(`/v0/${baseId}/Held`));
    await hurried.stop();
    expect([answer.status, answer.body.error.type, answer.statements]).toEqual([422, 'QUERY_TOO_SLOW', 1]);
  });

  it.each([
    ['a window of rows', () => rowsOf(table.id), {}],
    ['rows by their ids', () => `${rowsOf(table.id)}/read`, { ids: [newId('record')] }],
    ['a list', () => `/v0/${baseId}/Held/listRecords`, { pageSize: 1 }],
    ['titles', () => `/v1/bases/${baseId}/tables/${table.id}/titles?q=a`, {}],
    ['an export', () => `/v1/bases/${baseId}/export`, {}],
    ['a record', () => `/v0/${baseId}/Held/${newId('record')}`, {}],
    ['a row', () => `${rowsOf(table.id)}/${newId('record')}`, {}],
    ['a search of the base', () => `/v1/bases/${baseId}/search?query=one&timeZone=UTC&userLocale=en`, {}],
    ['what a refused update asks', () => `/v0/${baseId}/Held/${newId('record')}`, refused],
  ])('are cancelled on the server when their client goes: %s', async (_what, path, body) => {
    await held(async () => {
      const gone = new AbortController();
      const answer = ask(path(), { ...sending(body), signal: gone.signal }).catch(
        (error: Error) => error.name,
      );
      await vi.waitFor(async () => expect(await waiting()).toBe(1), 10_000);
      gone.abort();
      expect(await answer).toBe('AbortError');
      await vi.waitFor(() => expect(ends()).toEqual([CANCELLED]), 20_000);
      await vi.waitFor(async () => expect(await waiting()).toBe(0), 20_000);
    });
  });

  it('leave their connections to others as soon as nobody waits for them, and those never begin that still queue', async () => {
    await held(async () => {
      const gone = new AbortController();
      const asked = Array.from({ length: MANY }, () =>
        ask(rowsOf(table.id), { signal: gone.signal }).catch(() => undefined),
      );
      await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), 20_000);
      const another = ask(rowsOf(other.id));
      gone.abort();
      await Promise.all(asked);
      const answer = await another;
      expect([answer.status, await answer.json()]).toMatchObject([200, { total: 1 }]);
      await vi.waitFor(async () => expect(await waiting()).toBe(0), 20_000);
    });
    // None had to wait for its lock in vain.
    expect(ends().filter((end) => end !== CANCELLED)).toEqual([]);
  });

  it.each([
    ['windows', () => rowsOf(table.id), {}],
    // Each in a zone of its own: no two of them are shown alike.
    [
      'records as texts',
      (at: number) =>
        `/v0/${baseId}/Held/${newId('record')}?cellFormat=string&userLocale=en&timeZone=${ZONES[at] as string}`,
      {},
    ],
    ['rows', () => `${rowsOf(table.id)}/${newId('record')}`, {}],
    ['searches of the base', () => `/v1/bases/${baseId}/search?query=one&timeZone=UTC&userLocale=en`, {}],
    ['updates that are refused', () => `/v0/${baseId}/Held/${newId('record')}`, refused],
    ['updates of records that are not there', () => `/v0/${baseId}/Held/${newId('record')}`, { fields: {} }],
  ])('keep nobody else waiting, however many one person sends: %s', async (_what, path, body) => {
    const ann = await api.client();
    const own = await api.base(ann, [{ name: 'Own', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    await held(async () => {
      const gone = new AbortController();
      const asked = Array.from({ length: MANY }, (_, at) =>
        ask(path(at), { ...sending(body), signal: gone.signal }).then(
          () => 'one of many',
          () => 'gone',
        ),
      );
      await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), 10_000);
      const others = [
        ann.get(`/v1/bases/${own.id}/tables/${own.tables[0].id}/rows`),
        ann.get(`/v0/${own.id}/Own`),
        ann.post(`/v0/${own.id}/Own`, { fields: { Name: 'written' } }),
        ann.get(`/v1/bases/${own.id}`),
      ];
      const first = await Promise.race([...asked, Promise.all(others)]);
      expect(Array.isArray(first) && first.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      gone.abort();
      await Promise.all(asked);
    });
  });

  it('disturb nobody who comes next on their connection', async () => {
    for (let at = 0; at < 60; at++) {
      const gone = new AbortController();
      const left = ask(rowsOf(other.id), { signal: gone.signal }).catch(() => undefined);
      setTimeout(() => gone.abort(), at % 8);
      const stayed = await Promise.all([ask(rowsOf(other.id)), ask(`/v0/${baseId}/Free`), left]);
      expect(stayed.slice(0, 2).map((answer) => answer?.status)).toEqual([200, 200]);
    }
  });

  it('go on as writes: who closes the page has typed what they typed', async () => {
    await held(async () => {
      const gone = new AbortController();
      const answer = ask(`/v0/${baseId}/Held`, {
        method: 'POST',
        body: JSON.stringify({ fields: { Name: 'kept' } }),
        headers: { 'content-type': 'application/json' },
        signal: gone.signal,
      }).catch((error: Error) => error.name);
      await vi.waitFor(async () => expect(await waiting()).toBe(1), 10_000);
      gone.abort();
      expect(await answer).toBe('AbortError');
    });
    await vi.waitFor(
      async () =>
        expect((await mia.get(`/v0/${baseId}/Held`)).body.records).toMatchObject([
          { fields: { Name: 'kept' } },
        ]),
      10_000,
    );
  });
});
