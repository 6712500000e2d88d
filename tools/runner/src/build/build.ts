import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '@pyairtable/nx-polyglot/services';
import { workspaceRoot } from '@pyairtable/testkit';
import { takeLock } from '../system/lock-file';
import { serviceCommand } from '../system/service-command';
import { releaseNext } from './next-release';
import { sourceHash } from './source-hash';

const STAMP = join(workspaceRoot, 'dist/built-from.json');
const LOCK = join(workspaceRoot, 'dist/build.lock');
const LOCK_POLL_MS = 200;
/** Whoever waits for a build hears this often that it goes on. */
const STILL_MS = 30_000;

function builtFrom(): { hash?: string; services?: string[] } {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8')) as { hash: string; services: string[] };
  } catch {
    return {};
  }
}

/** Environment for Nx: its own folder as cache, no background process, nothing sent anywhere. */
export const nxEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NX_CACHE_DIRECTORY: process.env['NX_CACHE_DIRECTORY'] ?? join(workspaceRoot, '.nx/cache'),
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NEXT_TELEMETRY_DISABLED: '1',
  PATH: `${join(workspaceRoot, 'node_modules/.bin')}:${process.env['PATH']}`,
});

/** What Nx prints when the build of a project has ended well, its colours aside. */
const BUILT = /nx run ([\w-]+):build\b/g;

/** Runs Nx; `onBuilt` hears of each project that is built, in the order of their ends. */
function runNx(args: string[], signal: AbortSignal, onBuilt: (project: string) => void): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(join(workspaceRoot, 'node_modules/.bin/nx'), args, {
      cwd: workspaceRoot,
      env: nxEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGTERM',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-20_000);
        for (const line of text.split('\n'))
          if (line.includes('✔')) for (const [, project = ''] of line.matchAll(BUILT)) onBuilt(project);
      });
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`The build failed:\n${output.trim()}`)),
    );
  });
}

/** Runs the work while no other process builds this workspace: two builds would write the same files. */
async function alone<T>(
  signal: AbortSignal,
  report: (doing: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(LOCK), { recursive: true });
  for (let told = false; ; told = true) {
    const lock = takeLock(LOCK);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) report(`waiting for process ${lock.holder.pid}, which builds`);
    await sleep(LOCK_POLL_MS, undefined, { signal });
  }
}

/**
 * Builds what changed. Nx decides per project, but its start alone costs seconds: while no source differs from the
 * last complete build it is not asked at all. Answers what happened, in words.
 */
export function build(
  services: readonly Service[],
  signal: AbortSignal,
  report: (doing: string) => void,
): Promise<string> {
  return alone(signal, report, () => buildChanged(services, signal, report));
}

async function buildChanged(
  services: readonly Service[],
  signal: AbortSignal,
  report: (doing: string) => void,
): Promise<string> {
  const hash = sourceHash();
  const last = builtFrom();
  const missing = services.filter((service) => !existsSync(serviceCommand(service).built));
  const covered = services.every(({ name }) => last.services?.includes(name));
  if (last.hash === hash && covered && missing.length === 0) return 'unchanged';
  const projects = services
    .filter(({ language }) => language !== 'python')
    .map(({ folder }) => basename(folder));
  report(`${projects.join(', ')}${last.hash === undefined ? '; some minutes the first time' : ''}`);
  rmSync(STAMP, { force: true });
  if (projects.length > 0) {
    const left = new Set(projects);
    const told = setInterval(() => report(`still at ${[...left].join(', ')}`), STILL_MS);
    try {
      await runNx(
        ['run-many', '-t', 'build', '-p', projects.join(','), '--outputStyle=static', '--skipSync'],
        signal,
        (project) => {
          if (left.delete(project)) report(`${project} is built`);
        },
      );
    } finally {
      clearInterval(told);
    }
  }
  for (const service of services) releaseNext(service);
  const still = services.filter((service) => !existsSync(serviceCommand(service).built));
  if (still.length > 0)
    throw new Error(`The build made no ${still.map((service) => serviceCommand(service).built).join(', ')}.`);
  writeFileSync(STAMP, JSON.stringify({ hash, services: services.map(({ name }) => name) }));
  return 'done';
}
