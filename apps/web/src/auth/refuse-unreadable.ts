import { appError, type ErrorType } from '@pyairtable/contracts';

/** NextAuth's cookie of the address to go to after signing in, with and without its prefix of https. */
const CALLBACK_COOKIE = /^(?:__Secure-)?next-auth\.callback-url$/;

/**
 * What is open of NextAuth, which would also show pages of its own, without our policy, and take reports of faults from anybody.
 * Forms are posted; what is not a post reads.
 */
const READ = /^\/api\/auth\/(?:csrf|session|signin)$/;
const POSTED = /^\/api\/auth\/(?:callback\/(?:credentials|sign-up)|signout)$/;

/**
 * The refusal of a request that NextAuth would fail on with 500: a body that is no form, or an address to return to that is
 * none. What we do not need of it is not there. Null for all others; the request's body is left to be read.
 */
export async function refuseUnreadable(request: Request): Promise<Response | null> {
  const { pathname, searchParams } = new URL(request.url);
  if (!(request.method === 'POST' ? POSTED : READ).test(pathname)) return refusal('ROUTE_NOT_FOUND');
  const form = await formOf(request);
  const callbackUrls = [searchParams.get('callbackUrl'), form?.['callbackUrl']];
  if (!form || !callbackUrls.every(isCallbackUrl)) return refusal('MALFORMED_REQUEST');
  const spoilt = cookiesOf(request).filter(
    ([name, value]) => CALLBACK_COOKIE.test(name) && !isCallbackUrl(value),
  );
  if (spoilt.length === 0) return null;
  return refusal(
    'MALFORMED_REQUEST',
    spoilt.map(([name]) => name),
  );
}

/** The texts of a posted form, none without a body; null for a body that is no form. */
async function formOf(request: Request): Promise<Record<string, string> | null> {
  const kind = request.headers.get('content-type') ?? '';
  if (request.method !== 'POST' || request.body === null) return {};
  const text = await request.clone().text();
  if (!kind.includes('application/json')) return Object.fromEntries(new URLSearchParams(text));
  try {
    const form: unknown = JSON.parse(text);
    return isForm(form) ? form : null;
  } catch {
    return null;
  }
}

const isForm = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((entry) => typeof entry === 'string');

/** NextAuth's own rule: an http(s) address, or a path. */
function isCallbackUrl(url: string | null | undefined): boolean {
  if (!url) return true;
  const parsed = URL.parse(url, url.startsWith('/') ? 'http://here' : undefined);
  return parsed !== null && /^https?:/.test(parsed.protocol);
}

function cookiesOf(request: Request): [name: string, value: string][] {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.map(([name = '', ...value]) => [name, decoded(value.join('='))]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Cookies that would spoil the next request too are taken back. */
function refusal(type: ErrorType, cookies: string[] = []): Response {
  const error = appError(type);
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const name of cookies) {
    const secure = name.startsWith('__Secure-') ? '; Secure' : '';
    headers.append('set-cookie', `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`);
  }
  return Response.json(error.toBody(), { status: error.status, headers });
}
