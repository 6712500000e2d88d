import { newId } from '@pyairtable/kernel';
import { inject } from 'vitest';
import { newBase, newPerson, type Person } from '../people';
import { signInSession } from '../session';

/** A name that leaves whatever it is written into unescaped. */
const HOSTILE = `</script></title></textarea>--><x-evil onload=1>"'>\u2028{{7*7}}`;
const EVIL = 'evil.example';
const quoted = encodeURIComponent(HOSTILE);

describe('pages, asked for by whoever', () => {
  const system = inject('system');
  let mia: Person;
  let cookie: string;
  let place: string;

  beforeAll(async () => {
    mia = await newPerson(system, `${HOSTILE.slice(0, 60)} Mia`);
    const fields = [
      { name: HOSTILE, type: 'singleLineText' },
      { name: 'Kind', type: 'singleSelect', options: { choices: [{ name: HOSTILE }] } },
      { name: 'At', type: 'url' },
    ];
    const record = { [HOSTILE]: HOSTILE, Kind: HOSTILE, At: 'javascript:alert(1)' };
    const { baseId } = await newBase(system, mia, HOSTILE, [{ name: HOSTILE, fields, records: [record] }]);
    ({ cookie } = await signInSession(system, mia));
    place = `/${baseId}`;
  });

  const visit = (path: string, headers: Record<string, string> = { cookie }) =>
    fetch(new URL(path, system.baseUrl), { headers, redirect: 'manual' });

  const ANYWHERE = [
    '/',
    '/settings',
    `/settings?tab=${quoted}`,
    `/formula-playground?formula=${quoted}`,
    '/sign-in',
    `/sign-in?next=${quoted}&error=${quoted}`,
    `/sign-up?next=/${quoted}`,
    `/${quoted}`,
    '/offline',
    '/offlines',
    '/offline-worker.json',
    '/icon.svgs',
    '/api',
    '/api/nothing',
    '/api/auth',
    '/_next',
    '/_next/static/chunks/none.js',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/_next/static/..%2f..%2fserver%2fapp',
    '/404',
    '/_error',
  ];
  const IN_BASE = ['', `/${newId('table')}`, `/${quoted}`, `?record=${quoted}`];

  it.each(['its owner', 'nobody'])(
    'run nothing that a name or an address brings along, for %s',
    async (who) => {
      const headers: Record<string, string> = who === 'nobody' ? {} : { cookie };
      for (const path of [...ANYWHERE, ...IN_BASE.map((rest) => place + rest)]) {
        const answer = await visit(path, headers);
        const text = await answer.text();
        expect(answer.status, path).toBeLessThan(500);
        if (!answer.headers.get('content-type')?.includes('text/html')) continue;
        expect(text, path).not.toContain('<x-evil');
        expect(answer.headers.get('content-security-policy'), path).toMatch(/frame-ancestors 'none'/);
        expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
        expect(answer.headers.get('cache-control'), path).toContain('no-store');
      }
    },
  );

  it('show the hostile names to their owner, as text', async () => {
    const text = await (await visit(place)).text();
    expect(text).toContain('&lt;x-evil onload=1&gt;');
  });

  it.each([
    `//${EVIL}`,
    `/.//${EVIL}`,
    `/\\${EVIL}`,
    `/%5c${EVIL}`,
    `/%2f%2f${EVIL}`,
    `/sign-in?next=//${EVIL}`,
    `/sign-in?next=https://${EVIL}`,
    `/api/auth/signin?callbackUrl=https://${EVIL}`,
    `/api/auth/signin?callbackUrl=//${EVIL}`,
    `/${EVIL}/%0d%0aSet-Cookie:a=b`,
  ])('lead nowhere else by %s', async (path) => {
    for (const headers of [{ cookie }, { 'x-forwarded-host': EVIL }]) {
      const answer = await fetch(system.baseUrl + path, { headers, redirect: 'manual' });
      const to = new URL(answer.headers.get('location') ?? '/', system.baseUrl);
      expect(to.origin).toBe(new URL(system.baseUrl).origin);
      expect(to.pathname.startsWith('//')).toBe(false);
      expect(answer.headers.getSetCookie().filter((line) => line.startsWith('a='))).toEqual([]);
    }
  });

  it.each(['error?error=%E2%80%A8', 'error', 'verify-request', 'providers', '_log'])(
    'have none of the library’s own at /api/auth/%s',
    async (page) => {
      const answer = await visit(`/api/auth/${page}`);
      expect([answer.status, await answer.json()]).toEqual([404, { error: 'NOT_FOUND' }]);
    },
  );

  it('are kept by no cache on the way, redirects to the sign-in included', async () => {
    for (const path of ['/', place, '/api/auth/csrf', '/api/auth/session', '/api/auth/signin', '/bff/home'])
      for (const headers of [undefined, {}])
        expect((await visit(path, headers)).headers.get('cache-control'), path).toContain('no-store');
  });
});
