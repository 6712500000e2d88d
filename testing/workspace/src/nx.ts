import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** What a finished command left: its exit code and everything it printed. */
export interface Outcome {
  code: number | null;
  output: string;
}

/** An environment in which Nx treats `root` as the only workspace there is, whatever Nx task runs this test. */
export function environmentFor(root: string): NodeJS.ProcessEnv {
  const outer = Object.entries(process.env).filter(
    ([key]) => !key.startsWith('NX_') && !key.startsWith('VITEST'),
  );
  return {
    ...Object.fromEntries(outer),
    NODE_ENV: undefined,
    PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
    CI: 'true',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_CACHE_DIRECTORY: join(root, '.nx/cache'),
  };
}

/** Runs a command to its end in the workspace. */
export function run(root: string, command: string, ...args: string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    env: environmentFor(root),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return { code: status, output: stdout + stderr };
}

/** Runs a line as somebody types it in a shell of their own: with the machine's Node, and nothing of the workspace on the path. */
export function runTyped(root: string, line: string): Outcome {
  const path = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  const set = Object.keys(process.env).filter((key) => /^(?:npm_|NODE_OPTIONS$)/.test(key));
  return run(root, 'env', ...set.flatMap((key) => ['-u', key]), `PATH=${path.join(':')}`, 'sh', '-c', line);
}

/** The names of the projects that Nx holds to be affected by a change of the files. */
export function affectedBy(root: string, ...files: string[]): string[] {
  const { code, output } = run(
    root,
    'nx',
    'show',
    'projects',
    '--affected',
    `--files=${files.join(',')}`,
    '--json',
  );
  if (code !== 0) throw new Error(`nx show projects failed:\n${output}`);
  return (JSON.parse(output.slice(output.indexOf('['), output.lastIndexOf(']') + 1)) as string[]).sort();
}

/** Starts a command that keeps running; what it prints is collected in `printed`. */
export function start(
  root: string,
  command: string,
  ...args: string[]
): { child: ChildProcess; printed: () => string } {
  // A group of its own: a signal to the group is what Ctrl-C in a terminal is.
  const child = spawn(command, args, { cwd: root, env: environmentFor(root), detached: true });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, printed: () => output };
}
