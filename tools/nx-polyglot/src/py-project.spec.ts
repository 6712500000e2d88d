import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePyProject, requirementName, sourceFolders } from './py-project.ts';

describe('parsePyProject', () => {
  it('normalises names and reads requirements, local sources and the use of contracts', () => {
    const text = `[project]
name = "PyAirtable_Kit"
dependencies = ["Starlette==1.10.0", "local.lib"]
[tool.uv.sources]
Local-Lib = { path = "../local" }
remote = { index = "x" }
[tool.pyairtable]
contracts = true
`;
    expect(parsePyProject(text)).toEqual({
      name: 'pyairtable-kit',
      dependencies: ['Starlette==1.10.0', 'local.lib'],
      sources: new Map([['local-lib', '../local']]),
      readsContracts: true,
      readsServices: false,
    });
  });

  it('takes an empty manifest for a project without a name', () => {
    expect(parsePyProject('')).toMatchObject({ name: '', dependencies: [], readsContracts: false });
  });
});

it.each([
  ['uvicorn[standard]==0.54.0', 'uvicorn'],
  [' Foo_Bar.baz >= 1 ; python_version > "3"', 'foo-bar-baz'],
  ['', ''],
])('requirementName(%j) is %j', (requirement, name) => expect(requirementName(requirement)).toBe(name));

it('finds the source folders of a project and of its local dependencies, each once, circles included', () => {
  const root = mkdtempSync(join(tmpdir(), 'py-project-'));
  const project = (folder: string, text: string) => {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'pyproject.toml'), text);
  };
  try {
    project(
      'p/a',
      '[project]\nname = "a"\ndependencies = ["b", "c"]\n[tool.uv.sources]\nb = { path = "../b" }\nc = { path = "../c" }\n',
    );
    project('p/b', '[project]\nname = "b"\ndependencies = ["c"]\n[tool.uv.sources]\nc = { path = "../c" }\n');
    project('p/c', '[project]\nname = "c"\ndependencies = ["a"]\n[tool.uv.sources]\na = { path = "../a" }\n');
    expect(sourceFolders(root, 'p/a')).toEqual(['p/a/src', 'p/b/src', 'p/c/src']);
  } finally {
    rmSync(root, { recursive: true });
  }
});
