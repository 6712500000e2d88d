import { workspaceRoot } from '@pyairtable/testkit';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseServices } from '@pyairtable/nx-polyglot/services';
import { run } from './nx';
import { processesLeftIn } from './processes';
import { freeRange, served } from './serving';
import { copyWorkspace, edit, linkOwnPackages, type WorkspaceCopy } from './workspace-copy';

const SERVICES = { 'sample-ts': 'ts-service', 'sample-go': 'go-service', 'sample-python': 'python-service' };
const PROJECTS = [...Object.keys(SERVICES), 'sample-lib'];

describe('the generators', () => {
  let copy: WorkspaceCopy;
  const portOf = (name: string) =>
    parseServices(readFileSync(join(copy.root, 'services.yaml'), 'utf8')).find((one) => one.name === name)
      ?.port;

  beforeAll(async () => {
    copy = copyWorkspace(workspaceRoot);
    // What others left out of step is theirs; what a generator leaves so, this test shall see.
    run(copy.root, 'nx', 'sync');
    // New services get the ports above the highest one.
    const first = await freeRange(Object.keys(SERVICES).length + 1);
    const file = join(copy.root, 'services.yaml');
    const text = readFileSync(file, 'utf8');
    const highest = Math.max(...parseServices(text).map(({ port }) => port));
    writeFileSync(file, text.replace(`port: ${highest}`, `port: ${first}`));
    for (const [name, generator] of Object.entries({ ...SERVICES, 'sample-lib': 'ts-lib' })) {
      const skip = generator.startsWith('ts-') ? ['--skipInstall'] : [];
      const { code, output } = run(
        copy.root,
        'nx',
        'g',
        `@pyairtable/nx-polyglot:${generator}`,
        name,
        ...skip,
      );
      if (code !== 0) throw new Error(`${generator}: ${output}`);
    }
    linkOwnPackages(copy.root);
  }, 120_000);
  afterAll(() => copy.remove());

  it('list each service in services.yaml with a port of its own', () => {
    const ports = parseServices(readFileSync(join(copy.root, 'services.yaml'), 'utf8')).map(
      ({ port }) => port,
    );
    expect(new Set(ports).size).toBe(ports.length);
    for (const name of Object.keys(SERVICES)) expect(ports).toContain(portOf(name));
  });

  it('leave a README, and for a service a Dockerfile with its port', () => {
    for (const [name, folder] of [
      ['sample-ts', 'apps'],
      ['sample-go', 'go-services'],
      ['sample-python', 'python-services'],
    ] as const) {
      expect(existsSync(join(copy.root, folder, name, 'README.md'))).toBe(true);
      expect(readFileSync(join(copy.root, folder, name, 'Dockerfile'), 'utf8')).toContain(
        `EXPOSE ${portOf(name)}`,
      );
    }
    expect(existsSync(join(copy.root, 'libs/sample-lib/README.md'))).toBe(true);
  });

  it('make projects that keep the boundaries and the project references', () => {
    expect(run(copy.root, 'node', 'tools/boundaries/check.mjs')).toMatchObject({ code: 0 });
    expect(run(copy.root, 'nx', 'sync:check')).toMatchObject({ code: 0 });
  });

  it('leave documents that keep to what is checked of them', () => {
    const { output } = run(copy.root, 'node', 'tools/checks/src/main.ts', '--write');
    expect(output).toContain('documented commands: in order');
  });

  it('leave every file formatted', () => {
    const folders = [
      'apps/sample-ts',
      'go-services/sample-go',
      'python-services/sample-python',
      'libs/sample-lib',
    ];
    const { code, output } = run(
      copy.root,
      'prettier',
      '--check',
      'services.yaml',
      'tsconfig.json',
      ...folders,
    );
    expect(output).toContain('All matched files use Prettier code style!');
    expect(code).toBe(0);
  });

  it('make projects that lint, type-check, test and build at once', () => {
    const { code, output } = run(
      copy.root,
      'nx',
      'run-many',
      '-t',
      'lint',
      'typecheck',
      'test',
      'build',
      '-p',
      PROJECTS.join(','),
      '--outputStyle=static',
    );
    if (code !== 0) throw new Error(output);
    for (const project of PROJECTS)
      for (const target of ['lint', 'test']) expect(output).toContain(`nx run ${project}:${target}`);
  }, 180_000);

  it.each(Object.keys(SERVICES))(
    '%s serves, answers its health route and leaves no process behind at Ctrl-C',
    async (name) => {
      const url = new URL(`http://127.0.0.1:${portOf(name)}/healthz`);
      const body = await served(copy.root, url, ['nx', 'serve', name, '--outputStyle=stream']);
      expect(body).toMatchObject({ status: 'ok', service: name });
      expect(await processesLeftIn(copy.root, 20_000)).toEqual([]);
    },
    90_000,
  );

  it('start first what a service depends on, each once the one before is healthy', async () => {
    edit(
      copy.root,
      'services.yaml',
      /(name: sample-go\n[\s\S]*?)stage: 1\n(\s+)dependsOn: \[\]/,
      '$1stage: 2\n$2dependsOn: [sample-ts, sample-python]',
    );
    const url = new URL(`http://127.0.0.1:${portOf('sample-go')}/healthz`);
    await served(copy.root, url, ['nx', 'serve', 'sample-go', '--outputStyle=stream'], async (printed) => {
      // It may answer before what it has printed is heard.
      const listening = /sample-go: .*"listening"/;
      await vi.waitFor(() => expect(printed()).toMatch(listening), 20_000);
      const started = printed().search(listening);
      for (const name of ['sample-ts', 'sample-python']) {
        const ready = printed().indexOf(`${name}: ready: http://127.0.0.1:${portOf(name)}/healthz`);
        expect(ready).toBeGreaterThan(0);
        expect(ready).toBeLessThan(started);
      }
    });
    expect(await processesLeftIn(copy.root, 20_000)).toEqual([]);
  }, 90_000);
});
