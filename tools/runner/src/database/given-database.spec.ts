import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, olderBinaries, type PostgresBinaries, startCluster } from '@pyairtable/testkit';
import { homeOf, makeHome } from '../system/home';
import { loadSecrets } from '../system/secrets';
import { givenDatabase } from './database';

describe('a database that DATABASE_URL names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyairtable-given-'));
  const home = homeOf({ PYAIRTABLE_HOME: join(folder, 'home') });
  const clusters: Cluster[] = [];
  const server = async (name: string, programs?: PostgresBinaries) => {
    const cluster = await startCluster({
      directory: join(folder, name),
      password: 'given',
      durable: false,
      ...(programs ? { programs } : {}),
    });
    clusters.push(cluster);
    return cluster.url();
  };
  const open = (url: string) => givenDatabase(url, loadSecrets(home));

  beforeAll(() => makeHome(home));
  afterAll(async () => {
    await Promise.all(clusters.map((cluster) => cluster.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  it.skipIf(olderBinaries() === undefined)(
    'is refused when it is older than the store needs',
    async () => {
      const url = await server('old', olderBinaries());
      await expect(open(url)).rejects.toThrow(
        /^DATABASE_URL cannot be used: the server is PostgreSQL 15\.\d+, and PyAirtable needs 18 or later\.$/,
      );
    },
    60_000,
  );

  it('is taken without TLS only when the address says so', async () => {
    const url = await server('own');
    const noTls =
      'DATABASE_URL cannot be used: the server offers no TLS. Where the way to it is yours alone, add sslmode=disable to the address (?sslmode=disable).';
    for (const mode of ['', '?sslmode=require', '?sslmode=no-verify'])
      await expect(open(url.replace('?sslmode=disable', mode))).rejects.toThrow(noTls);
    const database = await open(url);
    expect(database.urlOf('api')).toContain('pyairtable_api');
  }, 60_000);

  it('is refused in one line, without its password, when it is not there', async () => {
    const gone = await open('postgresql://postgres:s3cret@127.0.0.1:1/postgres?sslmode=disable').catch(
      (error: Error) => error.message,
    );
    expect(gone).toMatch(/^DATABASE_URL cannot be used: .*ECONNREFUSED/);
    expect(gone).not.toContain('s3cret');
  });
});
