import type { Server } from '../server';
import { createTokenVerifier } from './token-verifier';

const BEARER = /^Bearer +([^\s]+)$/i;

/** The token of an Authorization header; null when there is none of the Bearer scheme. */
export function bearerToken(header: string | undefined): string | null {
  return header === undefined ? null : (BEARER.exec(header)?.[1] ?? null);
}

/**
 * Sets `request.identity` from the Bearer identity token: null without one, 401 with one that does not verify.
 * Unrouted addresses and health are answered before anyone is asked who they are.
 */
export function installIdentity(app: Server, { authUrl }: { authUrl: string }): void {
  const verifyToken = createTokenVerifier({ authUrl });
  app.decorate('verifyToken', verifyToken);
  app.addHook('onRequest', async (request) => {
    if (request.is404 || request.routeOptions.url === '/healthz') return;
    const token = bearerToken(request.headers.authorization);
    if (token !== null) request.identity = await verifyToken(token);
  });
}
