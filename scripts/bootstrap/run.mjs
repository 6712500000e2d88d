import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** Runs a program in the workspace; rejects with the end of what it printed when it fails. */
export function run(file, args, { env = process.env } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4000)));
    child.on('error', (error) => fail(new Error(`${file}: ${error.message}`)));
    child.on('close', (code) =>
      code === 0
        ? done(output)
        : fail(new Error(`${file} ${args.join(' ')} failed (exit code ${code})\n${output.trim()}`)),
    );
  });
}
