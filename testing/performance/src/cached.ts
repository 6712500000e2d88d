/**
 * `npm run bench -- cached`: seconds of a run of all targets of all projects of which nothing changed, with Nx's daemon
 * off, the bootstrap of `npm test` left out. What the cache does not hold yet is run first. ROUNDS (3) and PROJECTS (all)
 * change it.
 */
import { spawnSync } from 'node:child_process';
import { nxEnv } from '@pyairtable/runner';
import { workspaceRoot } from '@pyairtable/testkit';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const PROJECTS = process.env['PROJECTS'];
const ARGUMENTS = [
  'run-many',
  ...['-t', 'lint', 'typecheck', 'test', 'build'],
  ...['--parallel=2', '--outputStyle=static', '--skipSync'],
  ...(PROJECTS === undefined ? [] : ['-p', PROJECTS]),
];

/** Seconds of one run, and how many of its tasks the cache answered. */
function run(): { seconds: number; tasks: number; cached: number } {
  const begun = performance.now();
  const { status, stdout, error } = spawnSync('nx', ARGUMENTS, {
    cwd: workspaceRoot,
    env: { ...nxEnv(), CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0', GOFLAGS: '-v' },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const seconds = (performance.now() - begun) / 1_000;
  if (error) throw error;
  if (status !== 0) throw new Error(`nx ${ARGUMENTS.join(' ')} failed:\n${stdout.slice(-2_000)}`);
  const ran = stdout.split('\n').filter((line) => /^\s*> nx run \S+/.test(line));
  const cached = ran.filter((line) => /\[[^\]]*cache[^\]]*\]/.test(line));
  return { seconds, tasks: ran.length, cached: cached.length };
}

const first = run();
console.log(
  `${first.tasks} tasks, ${first.cached} of them in the cache before: ${first.seconds.toFixed(1)} s`,
);
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const { seconds, tasks, cached } = run();
  if (cached !== tasks) throw new Error(`Only ${cached} of ${tasks} tasks were in the cache.`);
  times.push(seconds);
}
console.log(
  `all in the cache, ${ROUNDS} runs: ${times
    .sort((a, b) => a - b)
    .map((seconds) => `${seconds.toFixed(2)} s`)
    .join(', ')}; aimed at: 5 s on two quiet cores`,
);
