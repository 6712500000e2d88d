import { showToast } from '@pyairtable/ui';

/** What became of an attempt: signed in, or the catalogue's error type to explain. */
export type SignInOutcome = { ok: true } | { ok: false; code: string };

async function post(path: string, fields: Record<string, string>): Promise<URL> {
  const tokenResponse = await fetch('/api/auth/csrf', { cache: 'no-store' });
  const { csrfToken } = (await tokenResponse.json()) as { csrfToken: string };
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, csrfToken, callbackUrl: '/', json: 'true' }),
  });
  const { url } = (await response.json()) as { url: string };
  return new URL(url, location.origin);
}

/** Signs in or up; the cookie arrives with the answer and is out of reach of scripts. Never throws. */
export async function signIn(
  way: 'credentials' | 'sign-up',
  fields: Record<string, string>,
): Promise<SignInOutcome> {
  try {
    const error = (await post(`/api/auth/callback/${way}`, fields)).searchParams.get('error');
    return error === null ? { ok: true } : { ok: false, code: error };
  } catch {
    return { ok: false, code: 'UNREACHABLE' };
  }
}

/** Ends the session at auth and drops the cookie, then shows the sign-in page; says so where it cannot. Never throws. */
export async function signOut(): Promise<void> {
  try {
    await post('/api/auth/signout', {});
  } catch {
    showToast({
      title: 'You are still signed in',
      description: 'PyAirtable cannot be reached. Try again when you are connected.',
      error: true,
    });
    return;
  }
  location.assign('/sign-in');
}
