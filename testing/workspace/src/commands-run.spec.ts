import { provedCommands } from '@pyairtable/checks/proved-commands';
import { workspaceRoot } from '@pyairtable/testkit';
import { run, runTyped } from './nx';
import { changedFiles, copyWorkspace, type WorkspaceCopy } from './workspace-copy';

const { run: RUN } = provedCommands(workspaceRoot);

describe('commands of the documents that are run as they stand', () => {
  let copy: WorkspaceCopy;
  beforeAll(() => {
    copy = copyWorkspace(workspaceRoot);
    // What is cached by all files of the tree is found by git.
    run(copy.root, 'git', 'init', '-q');
  });
  afterAll(() => copy.remove());

  /** A project tested alone: no database may be named by whoever runs this test. */
  const alone = (command: string) => runTyped(copy.root, `unset PYAIRTABLE_TEST_DATABASE_URL; ${command}`);

  it.each(RUN)(
    '%s',
    (command) => {
      const { code, output } = alone(command);
      expect(code, output).toBe(0);
    },
    300_000,
  );

  it('leave a workspace that is as it should be as it is', () => {
    expect(changedFiles(workspaceRoot, copy)).toEqual([]);
  });
});
