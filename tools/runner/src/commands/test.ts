import { runChecks } from '../test/checks';
import { runTasks, testRun } from '../test/test-run';

/** Every project; with NX_BASE, which Nx reads itself, those that the change since that commit affects. */
const SELECTED = process.env['NX_BASE'] ? 'affected' : 'run-many';
const MANY = [SELECTED, '--outputStyle=static', '--nxBail=false', '--skipSync'];
/** All tasks of the selected projects, then the tests of the running whole, one project at a time. */
const TASKS = [
  [...MANY, '--parallel=2', '-t', 'lint', 'typecheck', 'test', 'build'],
  [...MANY, '--parallel=1', '-t', 'e2e'],
];

/**
 * `npm test [-- ARGUMENTS FOR NX]`: every check and every test of the three languages, beside one PostgreSQL that they share. The last line
 * counts: each test of a test runner, and each check, lint, type check and build as one.
 */
export function run(more: string[]): Promise<number> {
  return testRun(async (tests) => {
    await runChecks(tests.env, tests.count);
    for (const args of TASKS) await runTasks([...args, ...more], tests);
  });
}
