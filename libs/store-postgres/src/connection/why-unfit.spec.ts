import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Cluster,
  createDatabase,
  MIGRATION_SETS,
  type MigrationSet,
  migrate,
  migrateAll,
  olderBinaries,
  type PostgresBinaries,
  rollback,
  startCluster,
  workspaceRoot,
} from '@pyairtable/testkit';
import { Store } from '../store';
import { Pooler } from '../testing/pooler';
import { NEEDED_MIGRATIONS } from './why-unmigrated';

describe('a server that the store is pointed at', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyairtable-server-'));
  const clusters: Cluster[] = [];
  const why = async (url: string) => {
    const store = new Store({ url });
    try {
      return await store.whyUnfit();
    } finally {
      await store.close();
    }
  };
  const start = async (name: string, programs?: PostgresBinaries) => {
    const cluster = await startCluster({
      directory: join(folder, name),
      password: 'server',
      durable: false,
      ...(programs ? { programs } : {}),
    });
    clusters.push(cluster);
    return cluster.url();
  };

  afterAll(async () => {
    await Promise.all(clusters.map((cluster) => cluster.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('is taken when it is new enough and migrated, and not judged while it is not there', async () => {
    const url = await start('own');
    await migrateAll(url);
    expect(await why(url)).toBeNull();
    expect(await why('postgresql://postgres@127.0.0.1:1/postgres')).toBeNull();
  });

  it.each([false, true])('is not reached through a pooler (that refuses settings: %s)', async (refuses) => {
    const pooler = await Pooler.start(clusters[0]?.url() as string, refuses);
    expect(await why(pooler.url())).toBe(
      'DATABASE_URL cannot be used: it leads to a connection pooler, and the api needs the server itself, whose connections it pools and sets up on its own.',
    );
    await pooler.stop();
  });

  it('is told to have no TLS where the address asks for that', async () => {
    const url = clusters[0]?.url() as string;
    expect(await why(url.replace('sslmode=disable', 'sslmode=require'))).toBe(
      'DATABASE_URL cannot be used: the server offers no TLS. Where the way to it is yours alone, add sslmode=disable to the address (?sslmode=disable).',
    );
  });

  it('is refused while migrations are missing that the statements need', async () => {
    const database = await createDatabase();
    const set = (name: string) => MIGRATION_SETS.find((one) => one.name === name) as MigrationSet;
    const needing = (name: keyof typeof NEEDED_MIGRATIONS) =>
      `DATABASE_URL cannot be used: the database is not migrated to this version, which needs migration ${NEEDED_MIGRATIONS[name]} of ${name}. Run the migrations, then start the api.`;
    try {
      const url = database.urlAs('pyairtable_api');
      expect(await why(url)).toBe(needing('formula'));
      await migrateAll(database.url);
      expect(await why(url)).toBeNull();
      await rollback(database.url, set('api'));
      // As of a version that did not let the api read it.
      expect(await why(url)).toMatch(/^DATABASE_URL cannot be used: the database is not migrated/);
      expect(await why(database.url)).toBe(needing('api'));
      await migrate(database.url, set('api'));
      expect(await why(url)).toBeNull();
    } finally {
      await database.drop();
    }
  });

  it('needs the newest migrations that there are', () => {
    const newest = (name: string) => {
      const { folder } = MIGRATION_SETS.find((one) => one.name === name) as MigrationSet;
      const times = readdirSync(join(workspaceRoot, folder)).map((file) => file.slice(0, 14));
      return times
        .filter((time) => /^\d{14}$/.test(time))
        .sort()
        .at(-1);
    };
    for (const [name, needed] of Object.entries(NEEDED_MIGRATIONS)) expect(newest(name), name).toBe(needed);
  });

  it.skipIf(olderBinaries() === undefined)('is refused when it is older than the statements', async () => {
    expect(await why(await start('old', olderBinaries()))).toMatch(
      /^DATABASE_URL cannot be used: the server is PostgreSQL 15\.\d+, and PyAirtable needs 18 or later\.$/,
    );
  });
});
