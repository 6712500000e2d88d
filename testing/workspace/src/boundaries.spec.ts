import { workspaceRoot } from '@pyairtable/testkit';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './nx';
import { copyWorkspace, edit, type WorkspaceCopy } from './workspace-copy';

const CHECK = 'tools/boundaries/check.mjs';

describe('boundaries over the whole graph', () => {
  let copy: WorkspaceCopy;

  beforeEach(() => {
    copy = copyWorkspace(workspaceRoot);
  });
  afterEach(() => copy.remove());

  it('keep on this workspace, and an untagged project breaks them', () => {
    expect(run(workspaceRoot, 'node', CHECK)).toMatchObject({ code: 0 });
    edit(copy.root, 'tools/system/project.json', /"tags": \[[^\]]*\],/, '');
    const { code, output } = run(copy.root, 'node', CHECK);
    expect(output).toContain('system needs exactly one type: tag, it has none');
    expect(code).toBe(1);
  });

  it('refuse a Go service that imports another, a Python kit that requires a service, and an app beyond its list', () => {
    writeFileSync(
      join(copy.root, 'go-services/auth/wrong.go'),
      'package auth\n\nimport _ "pyairtable.dev/go-services/gateway/routes"\n',
    );
    edit(
      copy.root,
      'python-services/kit/pyproject.toml',
      'dependencies = [',
      'dependencies = ["mcp-server", ',
    );
    run(copy.root, 'mkdir', '-p', 'python-services/mcp-server/src/mcp_server');
    writeFileSync(
      join(copy.root, 'python-services/mcp-server/pyproject.toml'),
      '[project]\nname = "mcp-server"\n',
    );
    writeFileSync(join(copy.root, 'python-services/mcp-server/src/mcp_server/__main__.py'), '');
    edit(
      copy.root,
      'apps/bff/package.json',
      '"dependencies": {',
      '"dependencies": { "@pyairtable/core": "*",',
    );
    const { code, output } = run(copy.root, 'node', CHECK);
    expect(output).toContain('auth (type:service) must not depend on gateway');
    expect(output).toContain('python-kit (type:kit) must not depend on mcp-server');
    expect(output).toContain('bff (project:bff) must not depend on core');
    expect(code).toBe(1);
  });

  it('reach TypeScript through ESLint, Node built-ins in the core included', () => {
    writeFileSync(
      join(copy.root, 'libs/kernel/src/wrong.ts'),
      "import { readFileSync } from 'node:fs';\nimport * as contracts from '@pyairtable/contracts';\n\nexport const both = [readFileSync, contracts];\n",
    );
    // ESLint's rule reads the graph that Nx computed last.
    run(copy.root, 'nx', 'show', 'projects');
    const { code, output } = run(
      join(copy.root, 'libs/kernel'),
      '../../node_modules/.bin/eslint',
      'src/wrong.ts',
    );
    expect(output).toContain('@nx/enforce-module-boundaries');
    expect(output).toContain('no-restricted-imports');
    expect(code).toBe(1);
  });
});
