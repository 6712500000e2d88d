import { appError, type IdentityClaims, type Scope } from '@pyairtable/contracts';
import type { FastifyRequest } from 'fastify';

type Guard = (request: FastifyRequest) => Promise<void>;

/** The identity of a request behind a guard; throws AUTHENTICATION_REQUIRED for an anonymous one. */
export function identityOf(request: FastifyRequest): IdentityClaims {
  if (!request.identity) throw appError('AUTHENTICATION_REQUIRED');
  return request.identity;
}

/** Route hook (`onRequest`): refuses anonymous requests with 401. */
export const requireIdentity: Guard = async (request) => {
  identityOf(request);
};

/** Route hook: only credentials of these kinds; others get 403 INVALID_PERMISSIONS. */
export function requireKind(...kinds: IdentityClaims['kind'][]): Guard {
  return async (request) => {
    if (!kinds.includes(identityOf(request).kind)) throw appError('INVALID_PERMISSIONS');
  };
}

/** Route hook: only credentials with all of these scopes; others get Airtable's 403, which does not tell what exists. */
export function requireScope(...scopes: Scope[]): Guard {
  return async (request) => {
    const held = identityOf(request).scopes;
    if (!scopes.every((scope) => held.includes(scope)))
      throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
  };
}
