import type { IncomingMessage } from 'node:http';
import { appError, type IdentityClaims } from '@pyairtable/contracts';
import { bearerToken, type VerifyToken } from '@pyairtable/server-kit';

export interface UpgradeRequest {
  baseId: string;
  /** Number of the last change the client knows. */
  after: number;
  claims: IdentityClaims;
}

const PATH = /^\/v1\/bases\/(app[0-9A-Za-z]{14})\/realtime$/;

/** Who asks to join which room, verified. Throws ROUTE_NOT_FOUND, AUTHENTICATION_REQUIRED, or what the verifier throws. */
export async function readUpgrade(
  request: IncomingMessage,
  verifyToken: VerifyToken,
): Promise<UpgradeRequest> {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const baseId = PATH.exec(path)?.[1];
  if (!baseId) throw appError('ROUTE_NOT_FOUND');
  const token = bearerToken(request.headers.authorization);
  if (token === null) throw appError('AUTHENTICATION_REQUIRED');
  const claims = await verifyToken(token);
  if (!claims.scopes.includes('data.records:read') || !claims.scopes.includes('schema.bases:read')) {
    throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
  }
  const after = new URLSearchParams(query).get('after') ?? '';
  if (!/^\d{1,15}$/.test(after))
    throw appError('INVALID_REQUEST_UNKNOWN', 'after must be the number of a change');
  return { baseId, after: Number(after), claims };
}
