import { appError } from '@pyairtable/contracts';
import type { Server } from '@pyairtable/server-kit';
import { startTokenIssuer, type TokenIssuer } from '@pyairtable/server-kit/testing';
import { createBff } from './app';
import { startUpstream, type UpstreamServer } from './testing/upstream-server';

const BASE = 'appAAAAAAAAAAAAAA';
const [TABLE, OTHER] = ['tblAAAAAAAAAAAAAA', 'tblBBBBBBBBBBBBBB'];
const [VIEW, OTHER_VIEW] = ['viwAAAAAAAAAAAAAA', 'viwBBBBBBBBBBBBBB'];
const WORKSPACES =
  '{"workspaces":[{"id":"wspAAAAAAAAAAAAAA","name":"Ours","permissionLevel":"owner","bases":[]}]}';
const SCHEMA = JSON.stringify({
  id: BASE,
  seq: 7,
  tables: [
    { id: TABLE, views: [{ id: VIEW }] },
    { id: OTHER, views: [{ id: OTHER_VIEW }] },
  ],
});
// Spacing that no serialiser of ours would write shows that the bytes were passed on.
const windowOf = (name: string) => `{ "seq":7, "rows":[ {"id":"${name}"} ] }`;

let issuer: TokenIssuer;
let api: UpstreamServer;
let auth: UpstreamServer;
let app: Server;

beforeEach(async () => {
  [issuer, api, auth] = await Promise.all([startTokenIssuer(), startUpstream(), startUpstream()]);
  auth.on('GET /.well-known/jwks.json', 200, () =>
    fetch(`${issuer.url}/.well-known/jwks.json`).then((keys) => keys.text()),
  );
  api.on('GET /v1/workspaces', 200, WORKSPACES);
  api.on(`GET /v1/bases/${BASE}`, 200, SCHEMA);
  api.on(`GET /v1/bases/${BASE}/tables/${TABLE}/rows`, 200, windowOf('first'));
  api.on(`GET /v1/bases/${BASE}/tables/${OTHER}/rows`, 200, windowOf('other'));
  app = createBff({ authUrl: auth.url, apiUrl: api.url, version: 'test', logLevel: 'silent' });
});
afterEach(async () => {
  await app.close();
  await Promise.all([issuer.close(), api.close(), auth.close()]);
});

const person = () => issuer.authorization({ sub: 'usrAAAAAAAAAAAAAA', email: 'a@b.c', name: 'Ann' });
const USER = { id: 'usrAAAAAAAAAAAAAA', email: 'a@b.c', name: 'Ann' };

describe('who may ask', () => {
  it.each(['/bff/home', `/bff/bases/${BASE}/page`])(
    'refuses an anonymous request for %s without asking api',
    async (url) => {
      expect((await app.inject(url)).statusCode).toBe(401);
      const forged = { authorization: 'Bearer not.a.token', 'x-user-id': 'usrAAAAAAAAAAAAAA' };
      expect((await app.inject({ url, headers: forged })).statusCode).toBe(401);
      expect(api.seen).toEqual([]);
    },
  );

  it('asks api with the caller’s own token and request id, and with nothing else of the request', async () => {
    const headers = {
      ...(await person()),
      'x-request-id': 'req1',
      cookie: 'a=b',
      'x-forwarded-for': '10.0.0.1',
    };
    await app.inject({ url: '/bff/home', headers });
    expect(api.seen).toHaveLength(1);
    expect(api.seen[0]?.headers).toMatchObject({
      authorization: headers.authorization,
      'x-request-id': 'req1',
    });
    expect(api.seen[0]?.headers).not.toHaveProperty('cookie');
    expect(api.seen[0]?.headers).not.toHaveProperty('x-forwarded-for');
  });
});

describe('GET /bff/home', () => {
  it('brings the person and their workspaces, for this browser alone', async () => {
    const answer = await app.inject({ url: '/bff/home', headers: await person() });
    expect(answer.json()).toEqual({ user: USER, ...JSON.parse(WORKSPACES) });
    expect(answer.headers['cache-control']).toBe('private, no-store');
  });

  it('waits for a slow api on a real socket, and hangs up on it when the browser does', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    api.on('GET /v1/workspaces', 200, () => held.then(() => WORKSPACES));
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const headers = await person();
    const leaving = new AbortController();
    const left = fetch(`${address}/bff/home`, { headers, signal: leaving.signal });
    const stayed = fetch(`${address}/bff/home`, { headers });
    await vi.waitFor(() => expect(api.seen).toHaveLength(2), 10_000);
    leaving.abort();
    await expect(left).rejects.toThrow('aborted');
    await vi.waitFor(() => expect(api.hungUp()).toBe(1), 10_000);
    release();
    expect((await stayed).status).toBe(200);
  });

  it('does not trust a list to be compact', async () => {
    api.on('GET /v1/workspaces', 200, ` { "more": 1, "workspaces": [] }`);
    expect((await app.inject({ url: '/bff/home', headers: await person() })).json()).toEqual({
      user: USER,
      workspaces: [],
    });
  });

  it('is 502 when api is away', async () => {
    await api.close();
    const answer = await app.inject({ url: '/bff/home', headers: await person() });
    expect([answer.statusCode, answer.json().error.type]).toEqual([502, 'BAD_GATEWAY']);
    api = await startUpstream();
  });
});

describe('GET /bff/bases/{app}/page', () => {
  const page = async (query = '') =>
    app.inject({ url: `/bff/bases/${BASE}/page${query}`, headers: await person() });

  it('opens the first table in its first view with its first rows', async () => {
    const answer = await page();
    expect(answer.json()).toEqual({
      user: USER,
      ...JSON.parse(WORKSPACES),
      base: JSON.parse(SCHEMA),
      tableId: TABLE,
      viewId: VIEW,
      window: { seq: 7, rows: [{ id: 'first' }] },
    });
    expect(answer.body).toContain(windowOf('first'));
    expect(api.seen.map(({ url }) => url)).toContain(
      `/v1/bases/${BASE}/tables/${TABLE}/rows?view=${VIEW}&start=0&limit=200`,
    );
  });

  it('opens the place asked for, reading its rows beside the schema', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    api.on(`GET /v1/bases/${BASE}`, 200, () => held.then(() => SCHEMA));
    const asking = page(`?table=${OTHER}&view=${OTHER_VIEW}&limit=5`);
    await vi.waitFor(() => expect(api.seen).toHaveLength(3), 10_000);
    release();
    expect((await asking).json()).toMatchObject({
      tableId: OTHER,
      viewId: OTHER_VIEW,
      window: { rows: [{ id: 'other' }] },
    });
    expect(api.seen.map(({ url }) => url)).toContain(
      `/v1/bases/${BASE}/tables/${OTHER}/rows?view=${OTHER_VIEW}&start=0&limit=5`,
    );
  });

  it.each([
    [`?table=tblGONEGONEGONE00&view=${VIEW}`, TABLE, VIEW, 'first'],
    [`?table=${OTHER}&view=${VIEW}`, OTHER, OTHER_VIEW, 'other'],
    [`?table=${OTHER}`, OTHER, OTHER_VIEW, 'other'],
  ])('falls back to what there is for %s', async (query, tableId, viewId, row) => {
    expect((await page(query)).json()).toMatchObject({ tableId, viewId, window: { rows: [{ id: row }] } });
  });

  it('shows a base without tables', async () => {
    api.on(`GET /v1/bases/${BASE}`, 200, JSON.stringify({ id: BASE, tables: [] }));
    expect((await page()).json()).toMatchObject({ tableId: null, viewId: null, window: null });
  });

  it('passes on what api refuses', async () => {
    const refusal = appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
    api.on(`GET /v1/bases/${BASE}`, 403, JSON.stringify(refusal.toBody()));
    const answer = await page(`?table=${TABLE}&view=${VIEW}`);
    expect([answer.statusCode, answer.json()]).toEqual([403, refusal.toBody()]);
  });

  it.each(['', `?table=${TABLE}&view=${VIEW}`])(
    'comes without rows where api refuses those: %s',
    async (query) => {
      const refusal = JSON.stringify(appError('QUERY_TOO_SLOW').toBody());
      api.on(`GET /v1/bases/${BASE}/tables/${TABLE}/rows`, 422, refusal);
      const answer = await page(query);
      expect([answer.statusCode, answer.json()]).toMatchObject([
        200,
        { tableId: TABLE, base: { id: BASE }, window: null },
      ]);
    },
  );

  it('comes without rows that take long, and lets go of them', async () => {
    api.on(`GET /v1/bases/${BASE}/tables/${TABLE}/rows`, 200, () => new Promise(() => undefined));
    const answer = await page();
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { tableId: TABLE, window: null }]);
    await vi.waitFor(() => expect(api.hungUp()).toBe(1), 10_000);
  }, 20_000);

  it.each(['?table=x', '?limit=0', '?limit=501', '?other=1'])('refuses the query %s', async (query) => {
    expect((await page(query)).json()).toMatchObject({ error: { type: 'INVALID_REQUEST_UNKNOWN' } });
    expect(api.seen).toEqual([]);
  });
});

describe('POST /internal/session/*', () => {
  const form = { email: 'a@b.c', password: 'correct horse', clientIp: '10.1.2.3' };

  it('hands the form to auth and its answer back', async () => {
    auth.on('POST /internal/sign-in', 200, '{"user":{},"session":{"token":"ses…","expiresAt":"…"}}');
    const answer = await app.inject({ method: 'POST', url: '/internal/session/sign-in', payload: form });
    expect([answer.statusCode, answer.body]).toEqual([
      200,
      '{"user":{},"session":{"token":"ses…","expiresAt":"…"}}',
    ]);
    expect(JSON.parse(auth.seen.at(-1)?.body ?? '')).toEqual(form);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('hands the form over on a real socket too', async () => {
    auth.on('POST /internal/sign-in', 200, '{"user":{}}');
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${address}/internal/session/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(form),
    });
    expect([answer.status, await answer.text()]).toEqual([200, '{"user":{}}']);
  });

  it('passes on a refusal with the time to wait', async () => {
    auth.on('POST /internal/sign-in', 429, '{"error":{"type":"RATE_LIMIT_REACHED"}}', {
      'retry-after': '30',
    });
    const answer = await app.inject({ method: 'POST', url: '/internal/session/sign-in', payload: form });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '30']);
  });

  it('signs out without a body in the answer', async () => {
    auth.on('POST /internal/sign-out', 204, '');
    const payload = { credential: 'ses00000000000000.00' };
    const answer = await app.inject({ method: 'POST', url: '/internal/session/sign-out', payload });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
  });

  it.each([
    ['sign-in', { email: 'a@b.c' }, 422],
    ['sign-up', { ...form, name: 'x'.repeat(201) }, 422],
    ['sign-in', { ...form, extra: 1 }, 422],
    ['sign-in', { ...form, password: 'x'.repeat(9_000) }, 413],
  ])('refuses a malformed %s before auth sees it', async (name, payload, status) => {
    const answer = await app.inject({ method: 'POST', url: `/internal/session/${name}`, payload });
    expect(answer.statusCode).toBe(status);
    expect(auth.seen.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
