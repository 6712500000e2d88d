import { NextResponse, type NextRequest } from 'next/server';
import { contentSecurityPolicy } from './content-security-policy';
import { PAGE_PATH_HEADER } from './server/page-path';

/** Gives each page its own nonce; Next reads it from the request's policy and puts it on the scripts it writes. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set(PAGE_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  // What is left out brings a policy of its own (offline) or gets one that lets nothing run: see next.config.mjs.
  matcher: ['/((?!api/|_next/|icon\\.svg$|offline$|offline-worker\\.js$).*)'],
};
