import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const ACCOUNT = 'postgres';

/** How to run a PostgreSQL program: it refuses to run as root. */
export interface PostgresAccount {
  /** Puts a command into the form to spawn. */
  command(
    program: string,
    args: readonly string[],
  ): { file: string; args: string[]; uid?: number; gid?: number };
  /** Makes the folder (0700) and gives it to the account. */
  own(folder: string): void;
  /** Gives an existing file to the account. */
  give(file: string): void;
}

const idOf = (flag: '-u' | '-g') =>
  Number(execFileSync('id', [flag, ACCOUNT], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));

function accountIds(): { uid: number; gid: number } {
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', ACCOUNT],
      {
        stdio: 'ignore',
      },
    );
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

/** True when a stranger may walk down to the path: every folder above it grants search to all. */
function reachableByAll(path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function hasSetpriv(): boolean {
  try {
    execFileSync('setpriv', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * The account under which PostgreSQL touches the given paths: the caller's own, or, for root, the system account
 * `postgres` (made when missing). Under root a path may lie below a folder that the account cannot enter (a clone in
 * /root or in a 0700 temp folder); then the one capability to pass such folders is left to it.
 */
export function postgresAccount(paths: readonly string[]): PostgresAccount {
  if (process.getuid?.() !== 0) {
    return {
      command: (program, args) => ({ file: program, args: [...args] }),
      own: (folder) => void mkdirSync(folder, { recursive: true, mode: 0o700 }),
      give: () => undefined,
    };
  }
  const { uid, gid } = accountIds();
  const give = (path: string) => chownSync(path, uid, gid);
  const own = (folder: string) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    give(folder);
  };
  const blocked = paths.find((path) => !reachableByAll(path));
  if (blocked === undefined) {
    return { own, give, command: (program, args) => ({ file: program, args: [...args], uid, gid }) };
  }
  if (!hasSetpriv()) {
    throw new Error(
      `PostgreSQL does not run as root, and the account "${ACCOUNT}" cannot enter ${dirname(blocked)}. ` +
        'Run as an ordinary user, or move the folder.',
    );
  }
  const drop = ['--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups'];
  // Without the secure bit access(2), by which initdb looks for its neighbours, would ignore the capability.
  const keep = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return {
    own,
    give,
    command: (program, args) => ({ file: 'setpriv', args: [...drop, ...keep, '--', program, ...args] }),
  };
}
