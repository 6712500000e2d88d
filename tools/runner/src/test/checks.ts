import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';
import type { OutcomeCount } from './outcome-count';
import { runStep } from './run-step';

export const NX = join(workspaceRoot, 'node_modules/.bin/nx');

/** The rules of the repository that no project's own tasks can see; each is one check. */
const CHECKS = [
  { name: 'project references', args: ['sync:check'] },
  { name: 'formatting', args: ['run', 'checks:format', '--outputStyle=static'] },
  { name: 'repository checks', args: ['run', 'checks:check', '--outputStyle=static'] },
];

/** Runs every check and counts it. */
export async function runChecks(env: NodeJS.ProcessEnv, count: OutcomeCount): Promise<void> {
  for (const { name, args } of CHECKS)
    count.whole(name, await runStep({ file: NX, args, env, onLine: () => true }));
}
