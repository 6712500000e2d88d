import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';
import { runChecks } from '../test/checks';
import { runStep } from '../test/run-step';
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
 * Compiles the types of all projects in one process, which shares what each type check would read and warm up for by itself:
 * they then find themselves up to date. What is wrong they say again, each of its own project.
 */
const compileTypes = (env: NodeJS.ProcessEnv) =>
  runStep({
    file: join(workspaceRoot, 'node_modules/.bin/tsc'),
    args: ['--build', '--emitDeclarationOnly'],
    env,
    onLine: () => false,
  });

/**
 * `npm test [-- ARGUMENTS FOR NX]`: every check and every test of the three languages, beside one PostgreSQL that they share. The last line
 * counts: each test of a test runner, and each check, lint, type check and build as one.
 */
export function run(more: string[]): Promise<number> {
  return testRun(async (tests) => {
    const all = SELECTED === 'run-many' && more.length === 0;
    await Promise.all([runChecks(tests.env, tests.count), all ? compileTypes(tests.env) : undefined]);
    for (const args of TASKS) await runTasks([...args, ...more], tests);
  });
}
