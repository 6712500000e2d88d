import { AdminClient, importBaseFile, type ImportResult } from '@pyairtable/admin';
import type { FieldRules } from '@pyairtable/contracts';
import { ID_PREFIXES, newId, type IdKind } from '@pyairtable/kernel';
import type { SharedSystem } from './shared-system';

/** An account of one test, with a password and a token that may do everything its owner may. */
export interface Person {
  id: string;
  name: string;
  email: string;
  password: string;
  token: string;
  tokenId: string;
}

export const adminOf = ({ baseUrl, operatorToken }: SharedSystem): AdminClient =>
  new AdminClient({ url: baseUrl, operatorToken });

/** Makes an account that no other test has. */
export async function newPerson(system: SharedSystem, name: string): Promise<Person> {
  const admin = adminOf(system);
  const email = `${newId('user').toLowerCase()}@example.com`;
  const password = newId('token');
  const { id } = await admin.ensureUser({ email, name, password });
  const token = await admin.createToken({ email, name: 'test' });
  return { id, name, email, password, token: token.token, tokenId: token.id };
}

export interface TableFile {
  name: string;
  fields: { name: string; type: string; options?: Record<string, unknown>; rules?: FieldRules }[];
  records?: Record<string, unknown>[];
}

/** Makes a base that the owner has in a workspace of their own. */
export function newBase(
  system: SharedSystem,
  owner: Person,
  name: string,
  tables: TableFile[],
): Promise<ImportResult> {
  return importBaseFile(
    adminOf(system),
    { name, workspace: `${name} of ${owner.name}`, tables },
    { owner: owner.email },
  );
}

const KIND_OF: ReadonlyMap<string, IdKind> = new Map(
  Object.entries(ID_PREFIXES).map(([kind, prefix]) => [prefix, kind as IdKind]),
);
/** Ids as values and keys, and fields in formulas; the key of an option looks like the id of a record. */
const COPIED_IDS = /(?<=["{])(?!recordLinkFieldId")(app|tbl|fld|viw|rec|sel)[0-9A-Za-z]{14}(?=["}])/g;

/** Copies a base under new ids into a workspace of its own: the first member owns it, the others may edit. */
export async function copyBase(
  system: SharedSystem,
  baseId: string,
  [owner, ...editors]: [Person, ...Person[]],
): Promise<ImportResult> {
  const admin = adminOf(system);
  const fresh = new Map<string, string>();
  const text = JSON.stringify(await admin.exportBase(baseId)).replaceAll(
    COPIED_IDS,
    (copied, prefix: string) => {
      const id = fresh.get(copied) ?? newId(KIND_OF.get(prefix) as IdKind);
      fresh.set(copied, id);
      return id;
    },
  );
  const file = JSON.parse(text) as { users: { role?: string }[] };
  const known = file.users.map((user) => ({ ...user, role: 'none' }));
  const users = editors.map(({ email, name }) => ({ key: `@${email}`, email, name, role: 'edit' }));
  return importBaseFile(
    admin,
    { ...file, users: [...known, ...users] },
    { owner: owner.email, workspace: `Shared by ${owner.email}` },
  );
}
