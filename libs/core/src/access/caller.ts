import { appError, type ChangeSource, type IdentityClaims, type Scope } from '@pyairtable/contracts';

/** Who asks, reduced to what permission needs. */
export interface Caller {
  userId: string;
  /** Workspace and base ids the credential may touch; null for all of the user's. */
  resources: readonly string[] | null;
  scopes: readonly string[];
  /** What the log says of changes made with this credential. */
  source: ChangeSource;
}

/** The caller that verified claims speak for. */
export function callerOf(claims: IdentityClaims): Caller {
  return {
    userId: claims.sub,
    resources: claims.resources.includes('*') ? null : claims.resources,
    scopes: claims.scopes,
    source: claims.kind === 'session' ? 'client' : 'publicApi',
  };
}

/** Throws the error that does not tell whether the model exists when the credential lacks the scope. */
export function requireScopes(caller: Caller, ...scopes: Scope[]): void {
  if (!scopes.every((scope) => caller.scopes.includes(scope)))
    throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
}
