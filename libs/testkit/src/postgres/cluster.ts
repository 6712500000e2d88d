import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { commandOf, isAlive, waitForExit, workingDirectoryOf } from '../process/alive';
import { freePort } from '../process/free-port';
import { postgresAccount, type PostgresAccount } from './account';
import { type PostgresBinaries, postgresBinaries } from './binaries';

export interface ClusterOptions {
  /** Data folder; initialised when empty, reused otherwise. */
  directory: string;
  /** Password of the superuser `postgres`; it must be the one the folder was initialised with. */
  password: string;
  /** false turns off every flush to disk: for tests that do not pull the plug. */
  durable: boolean;
  /** TCP port on 127.0.0.1; a free one is chosen when absent. */
  port?: number;
  /** More server settings, by name. */
  settings?: Record<string, string>;
  /** Another PostgreSQL than our own 18. */
  programs?: PostgresBinaries;
  /** Each line of the server's log. */
  onLog?: (line: string) => void;
}

export interface Cluster {
  readonly pid: number;
  readonly port: number;
  /** Connection string of the superuser for a database. */
  url(database?: string): string;
  /** Resolves when the server process has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Fast shutdown: sessions are ended, data is flushed. Immediate after 20 s, which recovery mends at the next start. */
  stop(): Promise<void>;
}

/** Connection string of a cluster's superuser for one of its databases. */
export const clusterUrl = (port: number, password: string, database: string): string =>
  `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}?sslmode=disable`;

const READY = 'database system is ready to accept connections';
const FAST_STOP_MS = 20_000;
const START_MS = 120_000;
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Ends what an earlier owner left behind. A live server of this folder is shut down; a lock that names a process
 * which is no PostgreSQL is removed; everything else PostgreSQL judges itself.
 */
async function clearStaleLock(directory: string): Promise<void> {
  const lock = join(directory, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  const command = commandOf(pid);
  if (command === undefined) return;
  if (command !== 'postgres' || workingDirectoryOf(pid) !== resolve(directory))
    return rmSync(lock, { force: true });
  process.kill(pid, 'SIGINT');
  if (await waitForExit(pid, FAST_STOP_MS)) return;
  throw new Error(`An earlier PostgreSQL (process ${pid}) still holds ${directory} and does not stop.`);
}

async function initialise(account: PostgresAccount, initdb: string, options: ClusterOptions): Promise<void> {
  const { directory, durable, password } = options;
  if (existsSync(join(directory, 'PG_VERSION'))) return;
  account.own(directory);
  const secrets = mkdtempSync(join(tmpdir(), 'pyairtable-initdb-'));
  try {
    account.own(secrets);
    const passwordFile = join(secrets, 'password');
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    account.give(passwordFile);
    const { file, args, ...ids } = account.command(initdb, [
      `--pgdata=${directory}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Unknown to servers before 17.
      ...(options.programs ? [] : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']),
      '--locale=C',
      ...(durable ? ['--data-checksums'] : ['--no-sync']),
    ]);
    await new Promise<void>((done, fail) => {
      const child = spawn(file, args, { ...ids, stdio: ['ignore', 'ignore', 'pipe'], env: plainLocale() });
      const lines: string[] = [];
      createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
      child.on('error', fail);
      child.on('close', (code) =>
        code === 0
          ? done()
          : fail(new Error(`initdb failed: ${lines.slice(-5).join(' ') || `exit code ${code}`}`)),
      );
    });
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
}

const plainLocale = () => ({ ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' });

function launch(
  account: PostgresAccount,
  postgres: string,
  port: number,
  options: ClusterOptions,
): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...(options.durable ? {} : NOT_DURABLE),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, ...ids } = account.command(postgres, [
    '-D',
    options.directory,
    '-p',
    `${port}`,
    ...flags,
  ]);
  // A group of its own: Ctrl-C in a terminal must not stop the database before those who use it.
  return spawn(file, args, {
    ...ids,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: plainLocale(),
  });
}

function whenReady(child: ChildProcess, onLog: ((line: string) => void) | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const tail: string[] = [];
    const timer = setTimeout(() => fail(new Error('PostgreSQL did not become ready in time')), START_MS);
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > 8) tail.shift();
      onLog?.(line);
      if (line.includes(READY)) {
        clearTimeout(timer);
        done();
      }
    });
    child.once('error', fail);
    child.once('close', () => {
      clearTimeout(timer);
      fail(new Error(`PostgreSQL did not start: ${tail.join(' | ')}`));
    });
  });
}

/** Starts a real PostgreSQL, 18 unless told otherwise, on 127.0.0.1 over the data folder, initialising it first when it is new. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { initdb, postgres } = options.programs ?? postgresBinaries();
  const account = postgresAccount([postgres, join(options.directory, 'PG_VERSION')]);
  await clearStaleLock(options.directory);
  await initialise(account, initdb, options);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const child = launch(account, postgres, port, options);
    const exited = new Promise<void>((done) => child.once('close', () => done()));
    try {
      await whenReady(child, options.onLog);
    } catch (error) {
      child.kill('SIGQUIT');
      // A port found free may be taken by another process before the server binds it.
      if (options.port === undefined && attempt < 5 && /Address already in use/.test(String(error))) continue;
      throw error;
    }
    const pid = child.pid as number;
    // Whoever forgets to stop the server still exits; its guardian then stops the server.
    child.unref();
    (child.stderr as unknown as { unref?: () => void }).unref?.();
    return {
      pid,
      port,
      exited,
      url: (database = 'postgres') => clusterUrl(port, options.password, database),
      stop: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.ref();
        child.kill('SIGINT');
        const timer = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
        await exited;
        clearTimeout(timer);
      },
    };
  }
}
