import { startPostgres, TEST_DATABASE_URL } from '@pyairtable/testkit';
import { nxEnv } from '../build/build';
import { NX } from './checks';
import { chromiumPath } from './chromium';
import { failedTasks, OutcomeCount, ranTasks } from './outcome-count';
import { runStep } from './run-step';

/** One run of tests: the environment they share, and what has passed and failed so far. */
export interface TestRun {
  env: NodeJS.ProcessEnv;
  count: OutcomeCount;
}

/**
 * Runs tests beside one PostgreSQL that they share, with the browser found, and prints the minutes, the failures and the
 * count as the last line. Answers the exit code: 0 only where nothing failed.
 */
export async function testRun(work: (run: TestRun) => Promise<void>): Promise<number> {
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
    await work({ env, count });
  } finally {
    await server.stop();
  }
  console.log(`\n${((performance.now() - started) / 60_000).toFixed(1)} minutes`);
  for (const failure of count.failures) console.log(`failed: ${failure}`);
  console.log(`${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 ? 0 : 1;
}

/** Runs Nx with the arguments and counts what its tasks report. */
export async function runTasks(args: readonly string[], { env, count }: TestRun): Promise<void> {
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
