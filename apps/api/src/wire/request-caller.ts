import type { Scope } from '@pyairtable/contracts';
import { type Caller, callerOf, requireScopes } from '@pyairtable/core';
import { identityOf } from '@pyairtable/server-kit';
import type { FastifyRequest } from 'fastify';

/** Who asks, with at least these scopes. Throws 401 for nobody, Airtable's 403 for a scope that is missing. */
export function requestCaller(request: FastifyRequest, ...scopes: Scope[]): Caller {
  const caller = { ...callerOf(identityOf(request)), signal: request.signal };
  requireScopes(caller, ...scopes);
  return caller;
}
