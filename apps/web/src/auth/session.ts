import { SESSION_COOKIE } from '@pyairtable/contracts';
import type { NextAuthOptions, User } from 'next-auth';
import type { JWT } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import { askAuth, askForSession, AuthRefusal, AuthUnreachable, revokeSession } from './auth-service';

const THIRTY_DAYS_S = 30 * 24 * 60 * 60;

/** A signed-in user on the way from `authorize` into the cookie. */
interface SignedIn extends User {
  sessionToken: string;
}

const tokenOf = (jwt: JWT | undefined): string | undefined =>
  typeof jwt?.['sessionToken'] === 'string' ? jwt['sessionToken'] : undefined;

/** The caller's address as the gateway wrote it; it drops what the caller sent under this name. */
function clientAddress(headers: Record<string, unknown> | undefined): string {
  const forwarded = headers?.['x-forwarded-for'];
  return typeof forwarded === 'string' ? (forwarded.split(',')[0]?.trim() ?? '') : '';
}

async function authorize(...ask: Parameters<typeof askForSession>): Promise<SignedIn> {
  try {
    const { user, session } = await askForSession(...ask);
    return { id: user.id, name: user.name, email: user.email, sessionToken: session.token };
  } catch (error) {
    // NextAuth carries an error's message to the form, so only the refusal's code may be in it.
    throw new Error(error instanceof AuthRefusal ? error.code : 'UNREACHABLE', { cause: error });
  }
}

/**
 * NextAuth as a thin client of auth: it keeps no users and signs nothing. The session cookie holds auth's opaque
 * session token and nothing else; each decode asks auth whether it still holds.
 */
export function sessionOptions(): NextAuthOptions {
  const secret = process.env['NEXTAUTH_SECRET'];
  if (!secret) throw new Error('NEXTAUTH_SECRET is not set');
  return {
    secret,
    session: { strategy: 'jwt', maxAge: THIRTY_DAYS_S },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: {
        name: SESSION_COOKIE,
        options: {
          httpOnly: true,
          sameSite: 'lax',
          path: '/',
          secure: process.env['NEXTAUTH_URL']?.startsWith('https:') ?? false,
        },
      },
    },
    providers: [
      CredentialsProvider({
        id: 'credentials',
        credentials: { email: {}, password: {} },
        authorize: (typed, request) =>
          authorize('/internal/session/sign-in', {
            email: typed?.email ?? '',
            password: typed?.password ?? '',
            clientIp: clientAddress(request.headers),
          }),
      }),
      CredentialsProvider({
        id: 'sign-up',
        credentials: { name: {}, email: {}, password: {} },
        authorize: (typed, request) =>
          authorize('/internal/session/sign-up', {
            name: typed?.name ?? '',
            email: typed?.email ?? '',
            password: typed?.password ?? '',
            clientIp: clientAddress(request.headers),
          }),
      }),
    ],
    jwt: {
      encode: ({ token }) => tokenOf(token) ?? '',
      decode: async ({ token }) => {
        if (!token) return null;
        try {
          const answer = await askAuth(token);
          return (
            answer && {
              sub: answer.user.id,
              name: answer.user.name,
              email: answer.user.email,
              sessionToken: token,
            }
          );
        } catch (error) {
          if (!(error instanceof AuthUnreachable)) throw error;
          // NextAuth drops the cookie of a token that it cannot decode: a restart of auth must not sign people out.
          return { sessionToken: token };
        }
      },
    },
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...token, sessionToken: (user as SignedIn).sessionToken } : token),
      // Built anew, so that the token can never be among what page scripts may read.
      session: ({ session, token }) => ({
        expires: session.expires,
        user: { name: token.name ?? null, email: token.email ?? null },
      }),
    },
    events: {
      signOut: async ({ token }) => {
        const credential = tokenOf(token);
        if (credential) await revokeSession(credential);
      },
    },
  };
}
