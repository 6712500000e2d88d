import { provedCommands } from '@pyairtable/checks/proved-commands';
import { readServices } from '@pyairtable/nx-polyglot/services';
import { workspaceRoot } from '@pyairtable/testkit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesLeftIn } from './processes';
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

  const nx = Object.entries(SERVE).filter(([command]) => command !== 'npm start');
  it.each(nx)(
    '%s, until %s answers',
    async (command, name) => {
      const at = services.findIndex((service) => service.name === name);
      const url = new URL(services[at]?.health ?? '', `http://127.0.0.1:${first + at}`);
      expect(await served(copy.root, url, ['sh', '-c', command])).toMatchObject({ status: 'ok' });
      expect(await processesLeftIn(copy.root, 20_000)).toEqual([]);
    },
    180_000,
  );

  it('npm start, beside what is built, until it says what to do', async () => {
    const port = first + services.length;
    const settings = [`PORT=${port}`, `PYAIRTABLE_HOME=${home}`];
    const url = new URL(`http://127.0.0.1:${port}/healthz`);
    await served(workspaceRoot, url, ['env', ...settings, 'npm', 'start'], (printed) =>
      vi.waitFor(() => expect(printed()).toContain('sign in as'), 60_000),
    );
  }, 300_000);
});
