import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { PAGE_PATH_HEADER } from './page-path';

const TIMEOUT_MS = 20_000;

/** bff or what stands behind it gave no usable answer. */
export class BffUnavailable extends Error {
  constructor(path: string, cause: unknown) {
    super(`bff did not answer ${path}`, { cause });
    this.name = 'BffUnavailable';
  }
}

/** What was asked for each request: also the page of its failure reads, after React has forgotten what it kept. */
const asked = new WeakMap<Headers, Map<string, Promise<unknown>>>();

/**
 * Reads a page's payload from bff as the person who asks, once per request: passes on the identity token that the gateway put
 * into it. Without one, or when it no longer holds, the browser goes to sign in and comes back; what the person may not see is
 * not found. Throws BffUnavailable.
 */
export async function fromBff<T>(path: string): Promise<T> {
  const incoming = await headers();
  const ofRequest = asked.get(incoming) ?? new Map<string, Promise<unknown>>();
  asked.set(incoming, ofRequest);
  const answer = ofRequest.get(path) ?? read(path, incoming);
  ofRequest.set(path, answer);
  return answer as Promise<T>;
}

async function read(path: string, incoming: Headers): Promise<unknown> {
  const url = process.env['BFF_URL'];
  if (!url) throw new Error('BFF_URL is not set');
  const authorization = incoming.get('authorization');
  if (!authorization) redirect(signInPath(incoming));
  const response = await fetch(url + path, {
    headers: { authorization, 'x-request-id': incoming.get('x-request-id') ?? crypto.randomUUID() },
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new BffUnavailable(path, error);
  });
  if (response.ok) return response.json();
  if (response.status === 401) redirect(signInPath(incoming));
  if (response.status === 403 || response.status === 404) notFound();
  throw new BffUnavailable(path, response.status);
}

const signInPath = (incoming: Headers): string =>
  `/sign-in?next=${encodeURIComponent(incoming.get(PAGE_PATH_HEADER) ?? '/')}`;
