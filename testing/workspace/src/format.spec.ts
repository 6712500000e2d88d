import { workspaceRoot } from '@pyairtable/testkit';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './nx';
import { copyWorkspace, type WorkspaceCopy } from './workspace-copy';

describe('the check of formatting', () => {
  let copy: WorkspaceCopy;

  beforeAll(() => {
    copy = copyWorkspace(workspaceRoot);
    // The sources are the larger part of the tree, and of ten seconds.
    for (const parent of ['apps', 'libs', 'testing'])
      for (const project of readdirSync(join(copy.root, parent)))
        rmSync(join(copy.root, parent, project, 'src'), { recursive: true, force: true });
  });
  afterAll(() => copy.remove());

  it('names the one file that is not as .prettierrc says, wherever it lies', () => {
    writeFileSync(join(copy.root, 'libs/kernel/README.md'), '#    kernel\n\n*  a\n');
    const { code, output } = run(copy.root, 'nx', 'run', 'checks:format', '--outputStyle=static');
    expect(output.match(/^\[warn\] \S+\.\w+$/gm)).toEqual(['[warn] libs/kernel/README.md']);
    expect(code).toBe(1);
  }, 120_000);
});
