import { SESSION_COOKIE } from '@pyairtable/contracts';
import type { SharedSystem } from './shared-system';

/** A browser's session, without the browser. */
export interface Session {
  /** Value of a Cookie header. */
  cookie: string;
  signOut(): Promise<void>;
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

/** Posts a form of NextAuth's, with the check value that it asks for. */
async function post(
  { baseUrl }: Pick<SharedSystem, 'baseUrl'>,
  path: string,
  cookie: string,
  fields: Record<string, string>,
): Promise<Response> {
  const check = await fetch(new URL('/api/auth/csrf', baseUrl), { headers: { cookie } });
  const { csrfToken } = (await check.json()) as { csrfToken: string };
  const answer = await fetch(new URL(path, baseUrl), {
    method: 'POST',
    headers: {
      cookie: [cookie, cookiesOf(check)].filter(Boolean).join('; '),
      origin: new URL(baseUrl).origin,
    },
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

/** Signs in as the sign-in page does. Throws when refused. */
export async function signInSession(
  system: Pick<SharedSystem, 'baseUrl'>,
  { email, password }: { email: string; password: string },
): Promise<Session> {
  const answer = await post(system, '/api/auth/callback/credentials', '', { email, password });
  const session = answer.headers.getSetCookie().find((line) => line.startsWith(`${SESSION_COOKIE}=`));
  if (!session) throw new Error('signing in set no session cookie');
  const cookie = session.split(';')[0] as string;
  return {
    cookie,
    signOut: async () => {
      await post(system, '/api/auth/signout', cookie, {});
    },
  };
}

/** Revokes a token as the settings page does, in the session of its owner. */
export async function revokeToken(
  { baseUrl }: Pick<SharedSystem, 'baseUrl'>,
  cookie: string,
  tokenId: string,
): Promise<void> {
  const answer = await fetch(new URL(`/v1/tokens/${tokenId}`, baseUrl), {
    method: 'DELETE',
    headers: { cookie, origin: new URL(baseUrl).origin },
  });
  if (answer.status !== 204) throw new Error(`revoking answered ${answer.status}: ${await answer.text()}`);
}
