import type { Scope } from '@pyairtable/contracts';
import { type Caller, callerOf, requireScopes } from '@pyairtable/core';
import { identityOf } from '@pyairtable/server-kit';
import type { FastifyRequest } from 'fastify';

/** Hook: refuses nobody's requests before their bodies come. An address without a route stays one; `/healthz` is everybody's. */
export async function requireSomebody(request: FastifyRequest): Promise<void> {
  if (/^\/v[01]\//.test(request.routeOptions.url ?? '')) identityOf(request);
}

/** Who asks, with at least these scopes. Throws 401 for nobody, Airtable's 403 for a scope that is missing. */
export function requestCaller(request: FastifyRequest, ...scopes: Scope[]): Caller {
  const caller = { ...callerOf(identityOf(request)), signal: request.signal };
  requireScopes(caller, ...scopes);
  return caller;
}
