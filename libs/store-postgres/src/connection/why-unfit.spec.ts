import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, olderBinaries, type PostgresBinaries, startCluster } from '@pyairtable/testkit';
import { Store } from '../store';

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

  it('is taken when it is new enough, and not judged while it is not there', async () => {
    expect(await why(await start('own'))).toBeNull();
    expect(await why('postgresql://postgres@127.0.0.1:1/postgres')).toBeNull();
  }, 60_000);

  it('is told to have no TLS where the address asks for that', async () => {
    const url = clusters[0]?.url() as string;
    expect(await why(url.replace('sslmode=disable', 'sslmode=require'))).toBe(
      'DATABASE_URL cannot be used: the server offers no TLS. Where the way to it is yours alone, add sslmode=disable to the address (?sslmode=disable).',
    );
  });

  it.skipIf(olderBinaries() === undefined)(
    'is refused when it is older than the statements',
    async () => {
      expect(await why(await start('old', olderBinaries()))).toMatch(
        /^DATABASE_URL cannot be used: the server is PostgreSQL 15\.\d+, and PyAirtable needs 18 or later\.$/,
      );
    },
    60_000,
  );
});
