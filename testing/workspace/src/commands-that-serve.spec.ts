import { provedCommands } from '@pyairtable/checks/proved-commands';
import { readServices } from '@pyairtable/nx-polyglot/services';
import { workspaceRoot } from '@pyairtable/testkit';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesLeftIn } from './processes';
import { run, start } from './nx';
import { freeRange, served } from './serving';
import { copyWorkspace, edit, type WorkspaceCopy } from './workspace-copy';

const { serve: SERVE } = provedCommands(workspaceRoot);

describe('commands of the documents that serve', () => {
  const services = readServices(workspaceRoot);
  let copy: WorkspaceCopy;
  let home: string;
  let first: number;
  beforeAll(async () => {
    copy = copyWorkspace(workspaceRoot, { packages: 'inside' });
    home = mkdtempSync(join(tmpdir(), 'pyairtable-home-'));
    first = await freeRange(services.length + 1);
    const portAt = (at: number) => `port: ${first + at}`;
    services.forEach(({ port }, at) => edit(copy.root, 'services.yaml', `port: ${port}`, portAt(at)));
  });
  afterAll(() => {
    copy.remove();
    rmSync(home, { recursive: true, force: true });
  });

  const one = Object.entries(SERVE).filter(([command]) => /^npx nx serve ./.test(command));
  it.each(one)(
    '%s, until %s answers',
    async (command, name) => {
      const at = services.findIndex((service) => service.name === name);
      const url = new URL(services[at]?.health ?? '', `http://127.0.0.1:${first + at}`);
      expect(await served(copy.root, url, ['sh', '-c', command])).toMatchObject({ status: 'ok' });
      expect(await processesLeftIn(copy.root, 20_000)).toEqual([]);
    },
    180_000,
  );

  it('npx nx serve, until its pages hear of changes', async () => {
    const port = first + services.findIndex(({ name }) => name === 'gateway');
    const url = new URL(`http://127.0.0.1:${port}/healthz`);
    await served(copy.root, url, ['npx', 'nx', 'serve'], async () => {
      const stream = new WebSocket(new URL('/_next/hmr?id=one', url).href.replace('http', 'ws'));
      await once(stream, 'message', { signal: AbortSignal.timeout(60_000) });
      stream.close();
      // Another command of the same home may share what is served.
      expect(run(copy.root, 'npx', 'nx', 'run', 'auth:port')).toMatchObject({ code: 0 });
    });
    expect(await processesLeftIn(copy.root, 20_000)).toEqual([]);
  }, 180_000);

  it('npx nx serve, which ends with one line where a port is taken', async () => {
    const port = first + services.findIndex(({ name }) => name === 'auth');
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const { child, printed } = start(copy.root, 'npx', 'nx', 'serve');
    try {
      // Longer than what waits for the database does, which may have been ended before it was ready.
      const [code] = (await once(child, 'exit', { signal: AbortSignal.timeout(150_000) })) as [number];
      expect(printed()).toContain(`Port ${port} on 127.0.0.1, the one of auth, is taken`);
      expect(code).not.toBe(0);
    } finally {
      other.close();
      if (child.exitCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
    }
  }, 200_000);

  it('npm start, beside what is built, until it says what to do', async () => {
    const port = first + services.length;
    const settings = [`PORT=${port}`, `PYAIRTABLE_HOME=${home}`];
    const url = new URL(`http://127.0.0.1:${port}/healthz`);
    await served(workspaceRoot, url, ['env', ...settings, 'npm', 'start'], (printed) =>
      vi.waitFor(() => expect(printed()).toContain('sign in as'), 60_000),
    );
  }, 300_000);
});
