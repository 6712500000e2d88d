import { setTimeout as sleep } from 'node:timers/promises';
import {
  clusterUrl,
  ensureRoles,
  SERVICE_SETS,
  startCluster,
  urlAs,
  type Cluster,
  type Guardian,
} from '@pyairtable/testkit';
import pg from 'pg';
import { say } from '../progress';
import type { Home } from '../system/home';
import type { Secrets } from '../system/secrets';
import type { ServiceLog } from '../system/service-log';
import { reasonOf, requireServer } from './require-server';

const DATABASE = 'pyairtable';
/** SQLSTATE of a password that is not right. */
const WRONG_PASSWORD = '28P01';
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** The one database, embedded or given by DATABASE_URL. */
export interface Database {
  /** Connection string of the owner. */
  url: string;
  /** Connection string of a service's own role; undefined for a service without tables. */
  urlOf(service: string): string | undefined;
  embedded: { pid: number; port: number } | undefined;
  stop(): Promise<void>;
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function prepare(url: string, secrets: Secrets): Promise<void> {
  return asOwner(url, (client) => ensureRoles(client, ({ role }) => secrets.roles[role] as string));
}

/** Gives each service's own connection string for the owner's database; undefined for a service without tables. */
export const serviceUrls = (owner: string, secrets: Secrets) => (service: string) => {
  const set = SERVICE_SETS.find(({ name }) => name === service);
  return set && urlAs(owner, set.role, secrets.roles[set.role] as string);
};

/** Connection string of the owner on the home's embedded server. */
export const embeddedUrl = (port: number, secrets: Secrets): string =>
  clusterUrl(port, secrets.postgres, DATABASE);

/** Connects to the database that DATABASE_URL names and lets the services' roles in. */
export async function givenDatabase(url: string, secrets: Secrets): Promise<Database> {
  try {
    await asOwner(url, async (client) => {
      await requireServer(client, url);
      await ensureRoles(client, ({ role }) => secrets.roles[role] as string);
    });
  } catch (cause) {
    // The address carries a password and is not repeated.
    throw new Error(`DATABASE_URL cannot be used: ${reasonOf(cause)}`, { cause });
  }
  return { url, urlOf: serviceUrls(url, secrets), embedded: undefined, stop: async () => undefined };
}

export interface EmbeddedOptions {
  home: Home;
  secrets: Secrets;
  log: ServiceLog;
  guardian: Guardian;
  onRestarted(pid: number): void;
}

/**
 * Starts the embedded PostgreSQL of the home and keeps it running: when its process dies it is started again on the
 * same port, where the services reconnect.
 */
export async function embeddedDatabase(options: EmbeddedOptions): Promise<Database> {
  const { home, secrets, log, guardian } = options;
  const stopping = new AbortController();
  const start = async (port: number | undefined): Promise<Cluster> => {
    const cluster = await startCluster({
      directory: home.postgres,
      password: secrets.postgres,
      durable: true,
      ...(port === undefined ? {} : { port }),
      settings: {
        shared_buffers: '256MB',
        log_line_prefix: '%m [%p] ',
        // After a crash each file is synchronised before it starts: one by one that is minutes for thousands of tables.
        ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
      },
      onLog: (line) => log.write(line),
    });
    guardian.watch({ pid: cluster.pid, group: false, signal: 'SIGINT', last: true });
    void cluster.exited.then(() => {
      guardian.unwatch(cluster.pid);
      if (!stopping.signal.aborted) void restart(cluster.port);
    });
    return cluster;
  };
  const restart = async (port: number): Promise<void> => {
    say('postgres crashed; it starts again');
    for (
      let pauseMs = FIRST_PAUSE_MS;
      !stopping.signal.aborted;
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    ) {
      try {
        // Its orphaned sessions hold the shared memory for a moment; until they are gone a start is refused.
        await sleep(pauseMs, undefined, { signal: stopping.signal });
        starting = start(port);
        cluster = await starting;
        options.onRestarted(cluster.pid);
        return say('postgres is ready again');
      } catch (error) {
        if (!stopping.signal.aborted) log.write(error instanceof Error ? error.message : String(error));
      }
    }
  };
  let starting = start(undefined);
  let cluster = await starting;
  const stop = async () => {
    stopping.abort();
    await starting.then((running) => running.stop()).catch(() => undefined);
  };
  const owner = cluster.url(DATABASE);
  try {
    await asOwner(cluster.url(), async (client) => {
      const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
      if (known.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    });
    await prepare(owner, secrets);
  } catch (error) {
    await stop();
    if ((error as { code?: string }).code !== WRONG_PASSWORD) throw error;
    throw new Error(
      `The database in ${home.postgres} does not take the password in ${home.secrets}: put back the file that belongs to it.`,
      { cause: error },
    );
  }
  return {
    url: owner,
    urlOf: serviceUrls(owner, secrets),
    embedded: { pid: cluster.pid, port: cluster.port },
    stop,
  };
}
