import { startTokenIssuer } from '@pyairtable/server-kit/testing';
import { ensureRoles, migrateAll, startCluster, startGuardian, urlAs } from '@pyairtable/testkit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createApi } from './app';

describe('a database that goes away and comes back', () => {
  it('costs retryable refusals, no acknowledged write and no restart of the api', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyairtable-restart-'));
    const options = { directory: join(folder, 'postgres'), password: 'restart', durable: true };
    // Ends the server with this process, also when the test fails before its `finally`.
    const guardian = startGuardian();
    guardian.removeFolder(folder);
    let cluster = await startCluster(options);
    guardian.watch({ pid: cluster.pid, group: false, signal: 'SIGINT', last: true });
    const { port } = cluster;
    const owner = new pg.Client({ connectionString: cluster.url() });
    await owner.connect();
    await ensureRoles(owner, () => 'restart');
    await owner.end();
    await migrateAll(cluster.url());
    const issuer = await startTokenIssuer();
    const { app } = createApi({
      databaseUrl: urlAs(cluster.url(), 'pyairtable_api', 'restart'),
      authUrl: issuer.url,
      version: 'test',
      logLevel: 'silent',
    });
    try {
      const headers = {
        ...(await issuer.authorization({ exp: Math.floor(Date.now() / 1000) + 600 })),
        'content-type': 'application/json',
      };
      const post = (url: string, payload: object) => app.inject({ method: 'POST', url, headers, payload });
      const workspace = await post('/v1/workspaces', { name: 'W' });
      const base = await post('/v0/meta/bases', {
        name: 'B',
        workspaceId: workspace.json().id,
        tables: [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }],
      });
      const url = `/v0/${base.json().id}/T`;

      const acknowledged: string[] = [];
      const refusals = new Set<string>();
      let writing = true;
      const writer = (async () => {
        for (let at = 0; writing; at++) {
          const answer = await post(url, { fields: { Name: `w${at}` } });
          if (answer.statusCode === 200) acknowledged.push(answer.json().id);
          else refusals.add(`${answer.statusCode} ${answer.json().error.type}`);
          await sleep(2);
        }
      })();
      await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(20), 10_000);
      process.kill(cluster.pid, 'SIGKILL');
      await cluster.exited;
      await vi.waitFor(() => expect(refusals.size).toBeGreaterThan(0), 10_000);
      expect((await app.inject('/healthz')).statusCode).toBe(503);
      const before = acknowledged.length;
      cluster = await startCluster({ ...options, port });
      guardian.watch({ pid: cluster.pid, group: false, signal: 'SIGINT', last: true });
      await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 20), 20_000);
      writing = false;
      await writer;

      expect([...refusals]).toEqual(['503 RETRIABLE_ERROR']);
      expect((await app.inject('/healthz')).statusCode).toBe(200);
      const stored = new Map<string, number>();
      for (let offset = ''; ;) {
        const page = (
          await app.inject({ url: `${url}?offset=${encodeURIComponent(offset)}`, headers })
        ).json();
        for (const { id } of page.records) stored.set(id, (stored.get(id) ?? 0) + 1);
        if (!page.offset) break;
        offset = page.offset;
      }
      expect(acknowledged.filter((id) => stored.get(id) !== 1)).toEqual([]);
    } finally {
      await app.close();
      await issuer.close();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
      guardian.close();
    }
  });
});
