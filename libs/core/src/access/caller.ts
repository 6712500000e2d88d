import { appError, type ChangeSource, type IdentityClaims, type Scope } from '@pyairtable/contracts';

/** Who asks, reduced to what permission needs. */
export interface Caller {
  userId: string;
  /** Workspace and base ids the credential may touch; null for all of the user's. */
  resources: readonly string[] | null;
  scopes: readonly string[];
  /** What the log says of changes made with this credential. */
  source: ChangeSource;
  /** Aborted when nobody waits for the answer any more: reads then stop, writes do not. */
  signal?: AbortSignal;
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

/** Whether the credential may read e-mail addresses: other people's by the scope that shows one's own. */
export const seesAddresses = ({ scopes }: Pick<Caller, 'scopes'>): boolean =>
  scopes.includes('user.email:read' satisfies Scope);

/** People by id for texts that the caller will read: without the scope those who have no name stand by their ids. */
export const shownPeople = <T extends { email: string }>(
  caller: Pick<Caller, 'scopes'>,
  people: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> =>
  seesAddresses(caller) ? people : new Map([...people].map(([id, person]) => [id, { ...person, email: '' }]));

/** People as the caller may see them: without their addresses, unless the scope is held. */
export function peopleFor<T extends { email: string }>(
  caller: Pick<Caller, 'scopes'>,
  people: readonly T[],
): readonly (T | Omit<T, 'email'>)[] {
  if (seesAddresses(caller)) return people;
  return people.map((person): Omit<T, 'email'> => {
    const shown: Partial<T> = { ...person };
    delete shown.email;
    return shown as Omit<T, 'email'>;
  });
}

/** Throws the error that does not tell whether the model exists when the credential lacks the scope. */
export function requireScopes(caller: Caller, ...scopes: Scope[]): void {
  if (!scopes.every((scope) => caller.scopes.includes(scope)))
    throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
}
