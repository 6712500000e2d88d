import { identityOf, requireIdentity, requireKind, requireScope } from './guards';
import { createServer, type Server } from '../server';
import { startTokenIssuer, type TokenIssuer } from '../testing/token-issuer';
import { createTokenVerifier } from './token-verifier';

let issuer: TokenIssuer;
beforeEach(async () => {
  issuer = await startTokenIssuer();
});
afterEach(() => issuer.close());

function start(): Server {
  const app = createServer({ service: 'probe', version: '0', logLevel: 'silent', authUrl: issuer.url });
  app.get('/anyone', async (request) => ({ sub: request.identity?.sub ?? null }));
  app.get('/someone', { onRequest: requireIdentity }, async (request) => ({ sub: identityOf(request).sub }));
  app.get('/operator', { onRequest: requireKind('operator') }, async () => ({}));
  app.get(
    '/writer',
    { onRequest: requireScope('data.records:read', 'data.records:write') },
    async () => ({}),
  );
  return app;
}

const statusOf = async (app: Server, url: string, authorization?: string) =>
  (await app.inject({ url, headers: authorization ? { authorization } : {} })).statusCode;

describe('identity', () => {
  it('lets an anonymous request through only where no guard stands', async () => {
    const app = start();
    expect(await statusOf(app, '/anyone')).toBe(200);
    expect(await statusOf(app, '/someone')).toBe(401);
    expect(await statusOf(app, '/operator')).toBe(401);
    expect(await statusOf(app, '/writer')).toBe(401);
  });

  it('reads the caller from a token that verifies', async () => {
    const headers = await issuer.authorization({ sub: 'usrAAAAAAAAAAAAAA' });
    expect((await start().inject({ url: '/someone', headers })).json()).toEqual({ sub: 'usrAAAAAAAAAAAAAA' });
  });

  it.each([
    ['expired', { exp: Math.floor(Date.now() / 1000) - 10 }],
    ['of another issuer', { iss: 'someone-else' as never }],
    ['for another audience', { aud: 'elsewhere' as never }],
    ['with a kind nobody knows', { kind: 'root' as never }],
    ['with scopes that are no list', { scopes: 'all' as never }],
  ])('refuses a token %s even where anonymous requests pass', async (_, claims) => {
    const { authorization } = await issuer.authorization(claims);
    expect(await statusOf(start(), '/anyone', authorization)).toBe(401);
  });

  it('refuses a token signed by a key that auth does not publish', async () => {
    const stranger = await startTokenIssuer();
    const { authorization } = await stranger.authorization();
    await stranger.close();
    expect(await statusOf(start(), '/anyone', authorization)).toBe(401);
  });

  it('refuses an unsigned token and a token that is no token', async () => {
    const app = start();
    const [, payload] = (await issuer.issue()).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    expect(await statusOf(app, '/anyone', `Bearer ${none}`)).toBe(401);
    expect(await statusOf(app, '/anyone', 'Bearer nonsense')).toBe(401);
    expect(await statusOf(app, '/anyone', `Bearer ${'x'.repeat(9_000)}`)).toBe(401);
  });

  it('checks kinds and scopes', async () => {
    const app = start();
    const reader = await issuer.authorization({ kind: 'pat', scopes: ['data.records:read'] });
    expect(await statusOf(app, '/writer', reader.authorization)).toBe(403);
    expect(await statusOf(app, '/operator', reader.authorization)).toBe(403);
    const operator = await issuer.authorization({ kind: 'operator', sub: 'operator' });
    expect(await statusOf(app, '/operator', operator.authorization)).toBe(200);
    expect(await statusOf(app, '/writer', operator.authorization)).toBe(200);
  });

  it('answers an unrouted address before it looks at the token', async () => {
    expect(await statusOf(start(), '/nowhere', 'Bearer nonsense')).toBe(404);
  });
});

describe('the verifier', () => {
  it('fetches the key set once, and again when a token names a new key', async () => {
    const verify = createTokenVerifier({ authUrl: issuer.url, refetchCooldownMs: 0 });
    await verify(await issuer.issue());
    await verify(await issuer.issue());
    expect(issuer.fetches()).toBe(1);
    await issuer.rotate();
    await verify(await issuer.issue());
    expect(issuer.fetches()).toBe(2);
  });

  it('goes on with tokens it has seen while auth is away, and says that others may be tried again', async () => {
    const verify = createTokenVerifier({ authUrl: 'http://127.0.0.1:9' });
    await expect(verify(await issuer.issue())).rejects.toMatchObject({
      type: 'RETRIABLE_ERROR',
      status: 503,
    });
    const seen = await issuer.issue();
    const other = createTokenVerifier({ authUrl: issuer.url });
    await other(seen);
    await issuer.close();
    await expect(other(seen)).resolves.toMatchObject({ kind: 'session' });
    issuer = await startTokenIssuer();
  });

  it('does not remember a token past its end', async () => {
    const verify = createTokenVerifier({ authUrl: issuer.url });
    const token = await issuer.issue({ exp: Math.floor(Date.now() / 1000) + 1 });
    await verify(token);
    vi.useFakeTimers({ now: Date.now() + 5_000, toFake: ['Date'] });
    try {
      await expect(verify(token)).rejects.toMatchObject({ type: 'AUTHENTICATION_REQUIRED' });
    } finally {
      vi.useRealTimers();
    }
  });
});
