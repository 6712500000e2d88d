import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a TypeScript file of the workspace from source on the pinned Node 24, in this terminal, and ends this process
 * as that one ends. Signals of the terminal reach the child by themselves; those sent to us alone are passed on.
 */
export function runTypeScript(file, args, env = process.env) {
  const node = join(root, 'node_modules/.bin/node');
  const hook = join(root, 'scripts/typescript-imports.mjs');
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', '--import', hook, join(root, file), ...args], {
    stdio: 'inherit',
    env: { ...env, PATH: `${join(root, 'node_modules/.bin')}:${env.PATH}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`cannot start ${node}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
