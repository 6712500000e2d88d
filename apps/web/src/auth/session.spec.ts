// @vitest-environment node
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import NextAuth from 'next-auth';
import { sessionOptions } from './session';

const TOKEN = `ses${'A'.repeat(14)}.${'0'.repeat(64)}`;
const USER = { id: 'usrAAAAAAAAAAAAAA', email: 'mia@example.com', name: 'Mia' };

/** A server that speaks the contract of bff and auth, with one account and one session. */
class AuthDouble {
  readonly asked: { path: string; body: unknown; authorization: string | undefined }[] = [];
  revoked = false;
  #server: Server | undefined;

  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      void readText(request).then((text) => {
        const body: unknown = text === '' ? null : JSON.parse(text);
        const { url: path = '', headers } = request;
        this.asked.push({ path, body, authorization: headers.authorization });
        const answer = (status: number, value: unknown) =>
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
        const typed = body as { password?: string; credential?: string } | null;
        if (path.startsWith('/internal/session/sign-')) {
          if (typed?.password !== 'correct horse battery')
            answer(401, { error: { type: 'INVALID_CREDENTIALS', message: 'no' } });
          else
            answer(path.endsWith('up') ? 201 : 200, {
              user: USER,
              session: { token: TOKEN, expiresAt: '2027-01-01T00:00:00.000Z' },
            });
        } else if (path === '/internal/session') {
          if (headers.authorization !== `Bearer ${TOKEN}` || this.revoked)
            answer(401, { error: { type: 'AUTHENTICATION_REQUIRED' } });
          else answer(200, { user: USER, expiresAt: '2027-01-01T00:00:00.000Z' });
        } else if (path === '/internal/sign-out') {
          this.revoked ||= typed?.credential === TOKEN;
          response.writeHead(204).end();
        } else answer(404, { error: 'NOT_FOUND' });
      });
    });
    return listen(this.#server);
  }

  async stop(): Promise<void> {
    if (this.#server) await close(this.#server);
    this.#server = undefined;
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** NextAuth with our options behind a real socket, as its route serves it. */
async function startWeb(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void readText(request).then((text) => {
      const url = new URL(request.url ?? '/', 'http://web');
      const cookies = Object.fromEntries(
        (request.headers.cookie ?? '')
          .split('; ')
          .map((pair) => [
            pair.slice(0, pair.indexOf('=')),
            decodeURIComponent(pair.slice(pair.indexOf('=') + 1)),
          ]),
      );
      const query = { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) };
      const answered = Object.assign(response, {
        status: (code: number) => Object.assign(answered, { statusCode: code }),
        json: (value: unknown) =>
          response.setHeader('content-type', 'application/json').end(JSON.stringify(value)),
        send: (value: unknown) => response.end(typeof value === 'string' ? value : JSON.stringify(value)),
      });
      const asked = Object.assign(request, {
        query,
        cookies,
        body: Object.fromEntries(new URLSearchParams(text)),
      });
      return NextAuth(asked as never, answered as never, sessionOptions()) as Promise<void>;
    });
  });
  const url = await listen(server);
  return { url, close: () => close(server) };
}

interface Answer {
  url: string | null;
  text: string;
  /** The session cookie's value and attributes, as set; null when it was not touched. */
  cookie: { value: string; attributes: string } | null;
}

async function call(path: string, init: RequestInit = {}): Promise<Answer & { cookies: string }> {
  const response = await fetch(web.url + path, { ...init, redirect: 'manual' });
  const text = await response.text();
  const set = response.headers.getSetCookie();
  const found = set.find((line) => line.startsWith('pyairtable_session='));
  const [pair = '', ...attributes] = (found ?? '').split('; ');
  return {
    url: text.startsWith('{') ? ((JSON.parse(text) as { url?: string }).url ?? null) : null,
    text,
    cookie:
      found === undefined
        ? null
        : { value: pair.slice('pyairtable_session='.length), attributes: attributes.join('; ') },
    cookies: set.map((line) => line.split(';')[0]).join('; '),
  };
}

/** Posts a form as the page does: with the token against forgery that NextAuth gave it. */
async function post(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const csrf = await call('/api/auth/csrf');
  const { csrfToken } = JSON.parse(csrf.text) as { csrfToken: string };
  const cookie = [csrf.cookies, headers['cookie']].filter(Boolean).join('; ');
  return call(path, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true', callbackUrl: '/' }),
  });
}

const signIn = (way: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  post(`/api/auth/callback/${way}`, fields, headers);
const readSession = () => call('/api/auth/session', { headers: { cookie: `pyairtable_session=${TOKEN}` } });

let web: Awaited<ReturnType<typeof startWeb>>;
let auth: AuthDouble;
beforeEach(async () => {
  auth = new AuthDouble();
  const url = await auth.start();
  vi.stubEnv('AUTH_URL', url);
  vi.stubEnv('BFF_URL', url);
  vi.stubEnv('NEXTAUTH_URL', 'http://127.0.0.1:8080');
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the test');
  // NextAuth reports an unreadable session as an error; it is what some of these tests are about.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  web = await startWeb();
});
afterEach(async () => {
  await web.close();
  vi.unstubAllEnvs();
  await auth.stop();
});

describe('signing in', () => {
  it('puts auth’s session token, and nothing else, into an HttpOnly cookie', async () => {
    const answer = await signIn(
      'credentials',
      { email: USER.email, password: 'correct horse battery' },
      { 'x-forwarded-for': '192.0.2.7' },
    );
    expect(answer.cookie?.value).toBe(TOKEN);
    expect(answer.cookie?.attributes).toMatch(/Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    expect(answer.text).not.toContain(TOKEN);
    expect(auth.asked[0]).toMatchObject({
      path: '/internal/session/sign-in',
      body: { email: USER.email, password: 'correct horse battery', clientIp: '192.0.2.7' },
    });
  });

  it('marks the cookie Secure behind https', async () => {
    vi.stubEnv('NEXTAUTH_URL', 'https://tables.example');
    const answer = await signIn('credentials', { email: USER.email, password: 'correct horse battery' });
    expect(answer.cookie?.attributes).toContain('Secure');
  });

  it('passes on why it was refused, and gives no cookie', async () => {
    const answer = await signIn('credentials', { email: USER.email, password: 'wrong' });
    expect(answer.url).toContain('error=INVALID_CREDENTIALS');
    expect(answer.cookie).toBeNull();
  });

  it('says so when the service does not answer', async () => {
    await auth.stop();
    const answer = await signIn('credentials', { email: USER.email, password: 'correct horse battery' });
    expect(answer.url).toContain('error=UNREACHABLE');
  });

  it('is refused without the page’s own token against forgery', async () => {
    const body = new URLSearchParams({ email: USER.email, password: 'correct horse battery', json: 'true' });
    const answer = await call('/api/auth/callback/credentials', { method: 'POST', body });
    expect(answer.cookie).toBeNull();
    expect(auth.asked).toEqual([]);
  });
});

it('signs up and in at once', async () => {
  const answer = await signIn('sign-up', {
    name: 'Mia',
    email: USER.email,
    password: 'correct horse battery',
  });
  expect(answer.cookie?.value).toBe(TOKEN);
  expect(auth.asked[0]).toMatchObject({
    path: '/internal/session/sign-up',
    body: { name: 'Mia', email: USER.email },
  });
});

describe('the session that page scripts may read', () => {
  it('tells who it is and never the token', async () => {
    const answer = await readSession();
    expect(JSON.parse(answer.text)).toEqual({
      user: { name: 'Mia', email: USER.email },
      expires: expect.any(String) as string,
    });
    expect(answer.cookie?.value).toBe(TOKEN);
  });

  it('is empty once auth has revoked it', async () => {
    auth.revoked = true;
    expect((await readSession()).text).toBe('{}');
  });

  it('outlives a restart of auth', async () => {
    await auth.stop();
    expect((await readSession()).cookie?.value).toBe(TOKEN);
  });
});

it('revokes the session at auth when signing out, and drops the cookie', async () => {
  const answer = await post('/api/auth/signout', {}, { cookie: `pyairtable_session=${TOKEN}` });
  expect(auth.asked.at(-1)).toMatchObject({ path: '/internal/sign-out', body: { credential: TOKEN } });
  expect(answer.cookie?.value).toBe('');
});
