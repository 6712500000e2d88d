import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { Tree } from '@nx/devkit';
import { parseServices } from '../services.ts';
import goService, { withModule } from './go-service/generator.ts';
import pythonService from './python-service/generator.ts';
import tsLib from './ts-lib/generator.ts';
import tsService from './ts-service/generator.ts';

const SERVICES = `# Kept as it is.
services:
  - name: gateway
    folder: go-services/gateway
    language: go
    port: 8109
    health: /healthz
    stage: 1
    dependsOn: []
    env: [HOST] # and this
    routes: []
`;

describe('generators', () => {
  let tree: Tree;
  const services = () => parseServices(tree.read('services.yaml', 'utf-8') ?? '');

  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace({ formatter: 'prettier' });
    tree.write('services.yaml', SERVICES);
    tree.write('tsconfig.json', '{ "files": [], "references": [] }');
    tree.write('go-services/go.work', 'go 1.26.0\n\nuse (\n\t./gateway\n\t./kit\n)\n');
    tree.write(
      'python-services/kit/pyproject.toml',
      '[project]\nname = "k"\ndependencies = ["starlette==9.9.9"]\n',
    );
  });

  it('append to services.yaml with the next port and leave the rest as it is', async () => {
    await goService(tree, { name: 'billing' });
    await pythonService(tree, { name: 'mail-sorter' });
    expect(tree.read('services.yaml', 'utf-8')).toContain(SERVICES.trimEnd());
    expect(services().map(({ name, port }) => [name, port])).toEqual([
      ['gateway', 8109],
      ['billing', 8110],
      ['mail-sorter', 8111],
    ]);
  });

  it('register a Go module in go.work, in order', async () => {
    await goService(tree, { name: 'billing' });
    expect(tree.read('go-services/go.work', 'utf-8')).toBe(
      'go 1.26.0\n\nuse (\n\t./billing\n\t./gateway\n\t./kit\n)\n',
    );
  });

  it("take the kit's own version of Starlette and a module name that Python can import", async () => {
    await pythonService(tree, { name: 'mail-sorter' });
    expect(tree.read('python-services/mail-sorter/pyproject.toml', 'utf-8')).toContain('"starlette==9.9.9"');
    expect(tree.exists('python-services/mail-sorter/src/mail_sorter/__main__.py')).toBe(true);
  });

  it('reference TypeScript projects from the solution file', async () => {
    await tsService(tree, { name: 'worker', skipInstall: true });
    await tsLib(tree, { name: 'colours', skipInstall: true });
    expect(JSON.parse(tree.read('tsconfig.json', 'utf-8') ?? '').references).toEqual([
      { path: './apps/worker' },
      { path: './libs/colours' },
    ]);
  });

  it.each([
    ['core', 'scope:shared', true],
    ['adapter', 'scope:server', false],
  ] as const)('give a %s library its tags and the rule of its kind', async (type, scope, pure) => {
    await tsLib(tree, { name: 'colours', type, skipInstall: true });
    const { nx } = JSON.parse(tree.read('libs/colours/package.json', 'utf-8') ?? '') as {
      nx: { tags: string[] };
    };
    expect(nx.tags).toEqual([scope, `type:${type}`, 'lang:ts']);
    expect(tree.read('libs/colours/eslint.config.mjs', 'utf-8')?.includes('withoutIo')).toBe(pure);
  });

  it.each(['Billing', '../escape', 'a--b', '9lives', 'x'.repeat(41)])('refuse the name %s', async (name) => {
    await expect(goService(tree, { name })).rejects.toThrow('is not a kebab-case name');
  });

  it('refuse a folder that exists and a service that is listed', async () => {
    tree.write('apps/taken/package.json', '{}');
    await expect(tsService(tree, { name: 'taken' })).rejects.toThrow('apps/taken exists already');
    await expect(pythonService(tree, { name: 'gateway' })).rejects.toThrow('has a service gateway already');
  });

  it('refuse a go.work without a block', () => {
    expect(() => withModule('go 1.26\nuse ./kit\n', './x')).toThrow('has no block');
  });
});
