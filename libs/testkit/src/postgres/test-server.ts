import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGuardian } from '../process/guardian';
import { type ClusterOptions, startCluster } from './cluster';

/** Connection string of the superuser of the server that a whole test run shares. */
export const TEST_DATABASE_URL = 'PYAIRTABLE_TEST_DATABASE_URL';

export interface TestServer {
  url: string;
  pid: number;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

export interface TestServerOptions extends Pick<ClusterOptions, 'onLog'> {
  durable?: boolean;
  /** More server settings, by name. */
  settings?: Record<string, string>;
}

/** Starts a throw-away PostgreSQL 18 that never flushes, on a free port, and that ends with this process. */
export async function startPostgres(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'pyairtable-test-pg-'));
  const guardian = startGuardian();
  guardian.removeFolder(folder);
  try {
    const cluster = await startCluster({
      directory: join(folder, 'postgres'),
      password: randomBytes(18).toString('base64url'),
      durable: options.durable ?? false,
      settings: {
        shared_buffers: '64MB',
        wal_level: 'minimal',
        max_wal_senders: '0',
        autovacuum_naptime: '10s',
        ...options.settings,
      },
      ...(options.onLog ? { onLog: options.onLog } : {}),
    });
    guardian.watch({ pid: cluster.pid, group: false, signal: 'SIGINT', last: true });
    return {
      url: cluster.url(),
      pid: cluster.pid,
      stop: async () => {
        await cluster.stop();
        rmSync(folder, { recursive: true, force: true });
        guardian.close();
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    guardian.close();
    throw error;
  }
}
