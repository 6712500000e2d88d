import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { context, type Plugin } from 'esbuild';
import { BUNDLE, BUNDLE_ENTRY, BUNDLE_OUTPUT } from './bundle.ts';

/**
 * `nx serve` of a TypeScript service, run in its folder: bundles it, starts it, and starts it anew whenever a source
 * file changes. A change that does not compile leaves the running process alone.
 */
let child: ChildProcess | undefined;
let stopping = false;

async function stop(): Promise<void> {
  const running = child;
  child = undefined;
  if (!running || running.exitCode !== null || running.signalCode !== null) return;
  const exited = once(running, 'exit');
  running.kill('SIGTERM');
  await exited;
}

async function restart(): Promise<void> {
  await stop();
  if (stopping) return;
  const started = spawn(process.execPath, ['--enable-source-maps', BUNDLE_OUTPUT], { stdio: 'inherit' });
  child = started;
  started.once('exit', (code) => {
    if (child !== started) return;
    console.error(`service ended with code ${code}; it starts again at the next change`);
  });
}

const restartOnBuild: Plugin = {
  name: 'restart-on-build',
  setup: (build) => build.onEnd(({ errors }) => (errors.length === 0 ? restart() : undefined)),
};

const watcher = await context({
  ...BUNDLE,
  entryPoints: [BUNDLE_ENTRY],
  outfile: BUNDLE_OUTPUT,
  bundle: true,
  logLevel: 'info',
  plugins: [restartOnBuild],
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping = true;
    void stop()
      .then(() => watcher.dispose())
      .then(() => process.exit(0));
  });
}
await watcher.watch();
