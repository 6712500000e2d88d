import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap/root.mjs';

/** The Node that runs the repository's TypeScript: the pinned one, or ours where none is packaged for the platform. */
function pinnedNode() {
  const packaged = join(root, 'node_modules/.bin/node');
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error(
    `PyAirtable needs Node.js 24 on ${process.platform}-${process.arch}: start it with that version.`,
  );
  process.exit(1);
}

/**
 * Runs a TypeScript file of the repository from source, in this terminal, and ends this process as that one ends.
 * The child notices by its channel when we are killed, and we by our parent when npm is.
 */
export function runTypeScript(file, args) {
  const node = pinnedNode();
  const child = spawn(node, [join(root, file), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 1000).unref();
  }
  child.on('error', (error) => {
    console.error(`cannot start ${node}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
