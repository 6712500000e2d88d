import { PERMISSION_LEVELS, type PermissionLevel } from '@pyairtable/contracts';
import type { PlannedUser } from './base-plan';
import type { Identities } from './identities';
import { LIMITS } from './limits';
import { at, type Problems } from './problems';

/** People that exist already, by the key (or e-mail) under which the file names them. */
export type KnownUsers = Readonly<Record<string, { id: string; name: string; email: string }>>;

/** The people of a file: found by key, id or e-mail. Somebody only the caller knows joins them when first named. */
export class People {
  readonly users: PlannedUser[] = [];
  readonly byId = new Map<string, PlannedUser>();
  private readonly byName = new Map<string, PlannedUser>();

  constructor(private readonly known: KnownUsers) {}

  /** False when the key or e-mail names somebody else already. */
  add(user: PlannedUser): boolean {
    const names = [user.key, user.email.toLowerCase()].filter((name) => name !== undefined);
    if (names.some((name) => this.byName.has(name))) return false;
    for (const name of names) this.byName.set(name, user);
    this.users.push(user);
    this.byId.set(user.id, user);
    return true;
  }

  find(reference: unknown): PlannedUser | undefined {
    if (typeof reference === 'string') return this.named(reference) ?? this.join(reference);
    if (typeof reference !== 'object' || reference === null) return undefined;
    const { id, email } = reference as { id?: unknown; email?: unknown };
    return typeof id === 'string' ? this.find(id) : typeof email === 'string' ? this.find(email) : undefined;
  }

  private named(reference: string): PlannedUser | undefined {
    return this.byId.get(reference) ?? this.byName.get(reference) ?? this.byName.get(reference.toLowerCase());
  }

  private join(reference: string): PlannedUser | undefined {
    const found = Object.entries(this.known).find(
      ([key, { id, email }]) =>
        key === reference || id === reference || email.toLowerCase() === reference.toLowerCase(),
    );
    if (!found) return undefined;
    const [key, { id, name, email }] = found;
    const user = { ...(key.startsWith('@') ? { key } : {}), id, name, email };
    return this.add(user) ? user : this.named(id);
  }
}

const isLevel = (role: unknown): role is PermissionLevel =>
  (PERMISSION_LEVELS as readonly unknown[]).includes(role);

/** Reads `users`. Somebody the caller knows takes the id, name and e-mail that the caller gives. */
export function readUsers(given: unknown, known: KnownUsers, ids: Identities, problems: Problems): People {
  const people = new People(known);
  for (const [index, element] of problems.elements(given, 'users', { limit: LIMITS.users }).entries()) {
    const path = at('users', index);
    const source = problems.object(element, path);
    if (!source) continue;
    const key = problems.optionalText(source['key'], at(path, 'key'), LIMITS.name);
    const email = problems.text(source['email'], at(path, 'email'), LIMITS.name);
    const name = problems.optionalText(source['name'], at(path, 'name'), LIMITS.name) ?? '';
    const { role } = source;
    if (role !== undefined && !isLevel(role)) problems.add(at(path, 'role'), 'unknown permission level');
    if (email === undefined) continue;
    const existing =
      (key === undefined ? undefined : known[key]) ?? known[email] ?? known[email.toLowerCase()];
    const id = existing?.id ?? ids.claim('user', source['id'], at(path, 'id'));
    const user = { id, name: existing?.name ?? name, email: existing?.email ?? email };
    const added = people.add({
      ...(key === undefined ? {} : { key }),
      ...user,
      ...(isLevel(role) ? { role } : {}),
    });
    if (!added) problems.add(path, 'this person is listed twice');
  }
  return people;
}
