// @vitest-environment node
import { refuseUnreadable } from './refuse-unreadable';

const AT = 'http://web/api/auth/callback/credentials';
const post = (body: string, type = 'application/json', url = AT) =>
  new Request(url, { method: 'POST', body, headers: { 'content-type': type } });

const FORM = 'application/x-www-form-urlencoded';

it.each([
  ['broken JSON', post('{"email":')],
  ['JSON that is no form', post('null')],
  ['a list', post('["email"]')],
  ['a number in a form', post('{"email":5}')],
  ['a place to return to that is none', post('callbackUrl=nowhere', FORM)],
  ['one of another kind', post('{"callbackUrl":"javascript:alert(1)"}')],
  ['one in the query', new Request('http://web/api/auth/csrf?callbackUrl=http%3A%2F%2F%5B')],
])('refuses %s with the envelope', async (_, request) => {
  const answer = await refuseUnreadable(request);
  expect(answer?.status).toBe(400);
  expect(await answer?.json()).toMatchObject({ error: { type: 'MALFORMED_REQUEST' } });
});

it.each([
  ['page where forms are posted to', new Request(AT)],
  ['place for reports of strangers', post('level=error', FORM, 'http://web/api/auth/_log')],
  ['page of errors', new Request('http://web/api/auth/error?error=%E2%80%A8')],
  ['page about mails', new Request('http://web/api/auth/verify-request')],
  ['list of providers', new Request('http://web/api/auth/providers')],
  ['other way to sign in', post('', FORM, 'http://web/api/auth/signin/credentials')],
])('has no %s', async (_, request) => {
  const answer = await refuseUnreadable(request);
  expect([answer?.status, await answer?.json()]).toEqual([404, { error: 'NOT_FOUND' }]);
});

it('takes back a cookie that would spoil every request', async () => {
  const headers = { cookie: 'theme=dark; next-auth.callback-url=nowhere' };
  const answer = await refuseUnreadable(new Request('http://web/api/auth/csrf', { headers }));
  expect(answer?.status).toBe(400);
  expect(answer?.headers.get('set-cookie')).toMatch(/^next-auth\.callback-url=; Path=\/; Max-Age=0/);
});

it.each([
  post('{"email":"mia@example.com","callbackUrl":"/appA"}'),
  post('email=mia%40example.com&callbackUrl=https%3A%2F%2Felsewhere.example', FORM),
  post('%zz&&=', FORM),
  post('anything', 'text/plain'),
  new Request(AT, { method: 'POST' }),
  new Request('http://web/api/auth/csrf?callbackUrl=', {
    headers: { cookie: 'next-auth.callback-url=http%3A%2F%2Fweb%2F' },
  }),
])('leaves all others to be read (%#)', async (request) => {
  expect(await refuseUnreadable(request)).toBeNull();
  expect(request.bodyUsed).toBe(false);
});
