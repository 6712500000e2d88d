import { startTokenIssuer } from '@pyairtable/server-kit/testing';
import { ensureRoles, migrateAll, startCluster, urlAs } from '@pyairtable/testkit';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApi } from './app';

const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' });

/** Disks are mounted by those who may; connection/database.spec.ts of the store shows the rest to everybody. */
function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'pyairtable-mount-'));
  try {
    mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!mayMount())('a disk that is full', () => {
  // Undone in reverse, also when the test fails half-way: a mounted disk would stay.
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  it('is told to writers and by health until there is room, and reads go on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyairtable-full-disk-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    mount('-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk);
    undo.push(() => execFileSync('umount', [disk]));
    const cluster = await startCluster({
      directory: join(folder, 'postgres'),
      password: 'full',
      durable: false,
    });
    undo.push(() => cluster.stop());
    const issuer = await startTokenIssuer();
    undo.push(() => issuer.close());
    const [small, owned] = [join(disk, 'small'), statSync(join(folder, 'postgres'))];
    mkdirSync(small, { mode: 0o700 });
    chownSync(small, owned.uid, owned.gid);
    const owner = new pg.Client({ connectionString: cluster.url() });
    await owner.connect();
    await owner.query(`CREATE TABLESPACE small LOCATION '${small}'`);
    await owner.query('CREATE DATABASE small TABLESPACE small');
    await owner.end();
    const inside = new pg.Client({ connectionString: cluster.url('small') });
    await inside.connect();
    await ensureRoles(inside, () => 'full');
    await inside.end();
    await migrateAll(cluster.url('small'));
    const { app } = createApi({
      databaseUrl: urlAs(cluster.url('small'), 'pyairtable_api', 'full'),
      authUrl: issuer.url,
      version: 'test',
      logLevel: 'silent',
    });
    undo.push(() => app.close());
    const headers = {
      ...(await issuer.authorization({ exp: Math.floor(Date.now() / 1000) + 600 })),
      'content-type': 'application/json',
    };
    const post = (url: string, payload: object) => app.inject({ method: 'POST', url, headers, payload });
    const health = async () => {
      const answer = await app.inject('/healthz');
      return [answer.statusCode, answer.json().checks];
    };
    const workspace = await post('/v1/workspaces', { name: 'W' });
    const base = await post('/v0/meta/bases', {
      name: 'B',
      workspaceId: workspace.json().id,
      tables: [{ name: 'T', fields: [{ name: 'Name', type: 'multilineText' }] }],
    });
    const url = `/v0/${base.json().id}/T`;
    const large = () => ({
      records: Array.from({ length: 10 }, () => ({
        fields: { Name: randomBytes(36_000).toString('base64') },
      })),
    });
    const stored: string[] = [];
    let refused = await post(url, large());
    for (let count = 0; refused.statusCode === 200 && count < 200; count++) {
      stored.push(...refused.json().records.map(({ id }: { id: string }) => id));
      refused = await post(url, large());
    }
    expect([refused.statusCode, refused.json().error.type]).toEqual([503, 'STORAGE_FULL']);
    expect(stored.length).toBeGreaterThan(50);
    expect(await health()).toEqual([503, { database: 'ok', storage: 'failing' }]);
    const keyed = await app.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'idempotency-key': 'full' },
      payload: large(),
    });
    expect([keyed.statusCode, keyed.json().error.type]).toEqual([503, 'STORAGE_FULL']);
    const page = await app.inject({ url: `${url}?pageSize=1`, headers });
    expect(page.json().records.map(({ id }: { id: string }) => id)).toEqual(stored.slice(0, 1));

    mount('-o', 'remount,size=160m', disk);
    expect(await health()).toEqual([200, { database: 'ok', storage: 'ok' }]);
    expect((await post(url, large())).statusCode).toBe(200);
    const count = new Set<string>();
    for (let offset = ''; ;) {
      const next = (await app.inject({ url: `${url}?fields[]=Name&offset=${offset}`, headers })).json();
      for (const { id } of next.records) count.add(id);
      if (!next.offset) break;
      offset = encodeURIComponent(next.offset);
    }
    expect(stored.filter((id) => !count.has(id))).toEqual([]);
    expect(count.size).toBe(stored.length + 10);
  });
});
