import { isId } from '@pyairtable/kernel';
import type { AdminClient, ImportResult, User } from './admin-client';
import { AdminError } from './admin-error';

/** The parts of a base file that decide who takes part; everything else is the importer's to read and refuse. */
interface FilePeople {
  users?: Person[];
}

interface Person {
  /** How cells name the person; the e-mail does when absent. */
  key?: string;
  email: string;
  name?: string;
}

export interface ImportOptions {
  /** E-mail of the account that shall own the base; it must exist. */
  owner: string;
  /** Id of a workspace, or the name of one to use or make instead of the file's. */
  workspace?: string;
  /** The base gets an id and a name of its own, beside one that has the file's, and is its owner's alone. */
  copy?: boolean;
  /** The people of the file come along into a copy. */
  collaborators?: boolean;
}

function peopleOf(file: FilePeople): Person[] {
  const people = file.users ?? [];
  if (!Array.isArray(people)) throw new AdminError('users: must be a list');
  people.forEach((person, index) => {
    if (typeof person?.email !== 'string') throw new AdminError(`users[${index}].email: must be a text`);
    for (const key of ['key', 'name'] as const) {
      if (!['string', 'undefined'].includes(typeof person[key]))
        throw new AdminError(`users[${index}].${key}: must be a text`);
    }
  });
  return people;
}

/**
 * Imports a base file, wholly or not at all: the server checks it first; then an account (without a password) is found or
 * made for each of its people, and the base is imported with them.
 */
export async function importBaseFile(
  client: AdminClient,
  file: unknown,
  options: ImportOptions,
): Promise<ImportResult> {
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw new AdminError('A base file is a JSON object.');
  const people = peopleOf(file as FilePeople);
  const owner = await client.findUser(options.owner);
  if (!owner) throw new AdminError(`There is no user ${options.owner}.`);
  // Cells name the owner by e-mail where the file does not list them, and the server learns who they are.
  const users: Record<string, User> = { [owner.email]: owner };
  const { workspace, copy = false, collaborators = false } = options;
  const byId = workspace !== undefined && isId('workspace', workspace);
  const request = {
    file: workspace === undefined || byId ? file : { ...file, workspace },
    ...(byId ? { workspaceId: workspace } : {}),
    ownerId: owner.id,
    ...(copy ? { copy, collaborators } : {}),
  };
  await client.checkBase({ ...request, users });
  for (const { key, email, name } of people) {
    const user = await client.ensureUser({ email, ...(name ? { name } : {}) });
    users[key ?? email] = { id: user.id, email: user.email, name: user.name };
  }
  return client.importBase({ ...request, users });
}
