import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { workspaceRoot } from '@pyairtable/testkit';

export interface StepOptions {
  file: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Answers whether the line shall be shown. */
  onLine(line: string): boolean;
}

/** Runs one program of the test command and answers whether it succeeded; its output is shown as it comes. */
export function runStep({ file, args, env, onLine }: StepOptions): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(file, args, { cwd: workspaceRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        const plain = stripVTControlCharacters(line);
        if (onLine(plain)) console.log(plain);
      });
    child.on('error', (error) => {
      console.error(`${file}: ${error.message}`);
      done(false);
    });
    child.on('close', (code) => done(code === 0));
  });
}
