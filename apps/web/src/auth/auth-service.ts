import type { PageUser, SessionGrant, SignIn, SignUp } from '@pyairtable/contracts';

const TIMEOUT_MS = 10_000;

/** auth said no, with the catalogue's error type as `code`. */
export class AuthRefusal extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'AuthRefusal';
  }
}

/** No answer, or one that is not auth's. */
export class AuthUnreachable extends Error {
  constructor(cause: unknown) {
    super('The sign-in service did not answer', { cause });
    this.name = 'AuthUnreachable';
  }
}

function address(key: 'AUTH_URL' | 'BFF_URL'): string {
  const url = process.env[key];
  if (!url) throw new Error(`${key} is not set`);
  return url;
}

async function call(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new AuthUnreachable(error);
  }
}

/** Trades what a person typed for a session, through bff. Throws AuthRefusal or AuthUnreachable. */
export async function askForSession(
  ...[path, body]: ['/internal/session/sign-in', SignIn] | ['/internal/session/sign-up', SignUp]
): Promise<SessionGrant> {
  const response = await call(address('BFF_URL') + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json().catch(() => null)) as
    (SessionGrant & { error?: { type?: string } }) | null;
  if (response.ok && answer) return answer;
  if (response.status >= 500 || !answer) throw new AuthUnreachable(response.status);
  throw new AuthRefusal(answer.error?.type ?? 'INVALID_REQUEST_UNKNOWN');
}

/** Whose session this is; null when unknown, expired or revoked. Throws AuthUnreachable. */
export async function askAuth(sessionToken: string): Promise<{ user: PageUser; expiresAt: string } | null> {
  const response = await call(`${address('AUTH_URL')}/internal/session`, {
    headers: { authorization: `Bearer ${sessionToken}` },
  });
  if (response.status === 401) return null;
  if (!response.ok) throw new AuthUnreachable(response.status);
  return (await response.json()) as { user: PageUser; expiresAt: string };
}

/** Ends the session for good; an unknown one is no error. Throws AuthUnreachable. */
export async function revokeSession(credential: string): Promise<void> {
  const response = await call(`${address('AUTH_URL')}/internal/sign-out`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ credential }),
  });
  if (!response.ok) throw new AuthUnreachable(response.status);
}
