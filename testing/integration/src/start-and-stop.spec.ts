import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, startPostgres, waitForExit, workspaceRoot } from '@pyairtable/testkit';
import pg from 'pg';
import { startSystem, type RunningSystem } from './start-system';

const health = async (system: RunningSystem) => (await fetch(new URL('/healthz', system.baseUrl))).status;
const bootstrap = (env: NodeJS.ProcessEnv) =>
  spawnSync(process.execPath, ['scripts/bootstrap.mjs', 'start'], {
    cwd: workspaceRoot,
    env,
    encoding: 'utf8',
  });

describe('npm start', () => {
  const homes = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'pyairtable-start-')));
  afterAll(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));

  it('runs two homes side by side, answers 200 on /healthz, and leaves no process when stopped', async () => {
    const [first, second] = await Promise.all(homes.map((home) => startSystem({ home })));
    if (!first || !second) throw new Error('two systems were asked for');
    const pids = [first, second].flatMap((system) => [...Object.values(system.services), system.postgresPid]);
    expect(new Set(pids).size).toBe(pids.length);
    expect([await health(first), await health(second)]).toEqual([200, 200]);
    expect(first.demo.password).not.toBe(second.demo.password);
    expect(first.output).toContain(`sign in as ${first.demo.email} with password ${first.demo.password}`);
    expect(await Promise.all([first.stop(), second.stop()])).toEqual([0, 0]);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('starts again with the same sign-in and without a second set of samples', async () => {
    const started = performance.now();
    const system = await startSystem({ home: homes[0] as string });
    console.log(`started again in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    try {
      expect(system.output).toMatch(/seed .* done before/);
    } finally {
      await system.stop();
    }
  });

  it('reports a service that crashed and starts it again', async () => {
    const system = await startSystem({ home: homes[0] as string });
    try {
      const killed = system.kill('bff');
      await expect.poll(() => system.output, { timeout: 20_000 }).toContain('bff is healthy again');
      expect(system.output).toContain('bff crashed (killed by SIGKILL)');
      expect(system.services['bff']).not.toBe(killed);
      await expect.poll(() => health(system), { timeout: 5_000 }).toBe(200);
    } finally {
      await system.stop();
    }
  });

  it('leaves nothing that hinders the next start when it is killed itself', async () => {
    const system = await startSystem({ home: homes[0] as string });
    const pids = [...Object.values(system.services), system.postgresPid];
    system.kill('runner');
    for (const pid of pids) expect(await waitForExit(pid, 20_000)).toBe(true);
    const next = await startSystem({ home: homes[0] as string });
    expect(await health(next)).toBe(200);
    expect(await next.stop()).toBe(0);
  });

  it('uses the database that DATABASE_URL names, as an owner without superuser rights', async () => {
    const server = await startPostgres();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query("CREATE ROLE keeper LOGIN CREATEROLE PASSWORD 'keeper'");
    await client.query('CREATE DATABASE shop OWNER keeper');
    const url = new URL(server.url);
    Object.assign(url, { username: 'keeper', password: 'keeper', pathname: '/shop' });
    const system = await startSystem({ env: { DATABASE_URL: url.toString() } });
    try {
      expect(await health(system)).toBe(200);
      expect(system.postgresPid).toBe(0);
      expect(existsSync(system.home.postgres)).toBe(false);
    } finally {
      expect(await system.stop()).toBe(0);
      await client.end();
      await server.stop();
    }
  });

  it('refuses a taken port in one line', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { status, stderr } = bootstrap({
      ...process.env,
      PORT: String(port),
      PYAIRTABLE_HOME: homes[1] as string,
    });
    taken.close();
    expect(status).toBe(1);
    expect(stderr.trim()).toMatch(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken[^\\n]*$`));
  });

  it('refuses a machine without Go and Python in one line each, with what to install', () => {
    const empty = mkdtempSync(join(tmpdir(), 'pyairtable-path-'));
    const { status, stdout, stderr } = bootstrap({ PATH: empty });
    rmSync(empty, { recursive: true });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^PyAirtable needs Go [\d.]+ or later \(not found\): install it /),
      expect.stringMatching(/^PyAirtable needs Python [\d.]+ or later \(not found\): install it /),
    ]);
  });
});
