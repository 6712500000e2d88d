import { spawn } from 'node:child_process';
import { root } from './root.mjs';

const SHOWN = 1500;

/** The beginning and the end: npm says what is wrong first, compilers last. */
const excerpt = (text) =>
  text.length <= 2 * SHOWN ? text : `${text.slice(0, SHOWN)}\n  …\n${text.slice(-SHOWN)}`;

/** Runs a program in the repository; rejects with what it printed, in excerpt, when it fails. */
export function run(file, args) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => fail(new Error(`${file}: ${error.message}`)));
    child.on('close', (code) =>
      code === 0
        ? done()
        : fail(new Error(`${file} ${args.join(' ')} failed (exit code ${code})\n${excerpt(output.trim())}`)),
    );
  });
}
