import { startPostgres, TEST_DATABASE_URL } from '@pyairtable/testkit';
import { nxEnv } from '../build/build';
import { NX, runChecks } from '../test/checks';
import { chromiumPath } from '../test/chromium';
import { failedTasks, OutcomeCount, ranTasks } from '../test/outcome-count';
import { runStep } from '../test/run-step';

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
export async function run(more: string[]): Promise<number> {
  const started = performance.now();
  const count = new OutcomeCount();
  const env: NodeJS.ProcessEnv = { ...nxEnv(), CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0', GOFLAGS: '-v' };
  try {
    env['CHROMIUM_PATH'] = chromiumPath((line) => console.log(line));
  } catch (error) {
    console.error((error as Error).message);
    count.whole('chromium', false);
  }
  const server = await startPostgres();
  env[TEST_DATABASE_URL] = server.url;
  try {
    await runChecks(env, count);
    for (const args of TASKS) await runTasks([...args, ...more], env, count);
  } finally {
    await server.stop();
  }
  console.log(`\n${((performance.now() - started) / 60_000).toFixed(1)} minutes`);
  for (const failure of count.failures) console.log(`failed: ${failure}`);
  console.log(`${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 ? 0 : 1;
}

async function runTasks(args: readonly string[], env: NodeJS.ProcessEnv, count: OutcomeCount): Promise<void> {
  const lines: string[] = [];
  const succeeded = await runStep({
    file: NX,
    args,
    env,
    onLine: (line) => {
      lines.push(line);
      return count.line(line);
    },
  });
  const failed = failedTasks(lines);
  const isTest = (task: string) => /:(test|e2e)$/.test(task);
  // Tests count themselves; a test task that broke off before counting must not pass for that.
  for (const task of ranTasks(lines)) if (!isTest(task) && !failed.includes(task)) count.whole(task, true);
  for (const task of failed) {
    if (isTest(task)) count.failures.push(task);
    else count.whole(task, false);
  }
  if (!succeeded && (failed.length === 0 || count.failed === 0)) count.whole(`nx ${args.join(' ')}`, false);
}
