import { provedCommands } from '@pyairtable/checks/proved-commands';
import { workspaceRoot } from '@pyairtable/testkit';
import { run } from './nx';
import { changedFiles, copyWorkspace, type WorkspaceCopy } from './workspace-copy';

const { as: AS, here: HERE } = provedCommands(workspaceRoot);

describe('commands of the documents that are run at a size for tests', () => {
  let copy: WorkspaceCopy;
  beforeAll(() => {
    copy = copyWorkspace(workspaceRoot);
    // What is cached by all files of the tree is found by git.
    run(copy.root, 'git', 'init', '-q');
  });
  afterAll(() => copy.remove());

  it.each(Object.entries(AS))(
    '%s, as %s',
    (_, line) => {
      const { code, output } = run(copy.root, 'sh', '-c', line);
      expect(code, output).toBe(0);
    },
    300_000,
  );

  it('leave a workspace that is as it should be as it is', () => {
    expect(changedFiles(workspaceRoot, copy)).toEqual([]);
  });

  it.each(Object.entries(HERE))(
    '%s, as %s, beside what is built',
    (_, line) => {
      const { code, output } = run(workspaceRoot, 'sh', '-c', line);
      expect(code, output).toBe(0);
    },
    300_000,
  );
});
