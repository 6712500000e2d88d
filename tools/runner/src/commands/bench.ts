import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';

/** The benchmarks in the order they run when none is named. */
const BENCHMARKS = ['records', 'tables', 'engine', 'views', 'live', 'formula', 'grid', 'cached'] as const;
/** The workspace's TypeScript uses more than Node strips. */
const FROM_SOURCE = [
  '--experimental-transform-types',
  '--disable-warning=ExperimentalWarning',
  '--import',
  join(import.meta.dirname, '../typescript-imports.mjs'),
];
const folder = join(workspaceRoot, 'testing/performance/src');

function benchmark(name: string): Promise<number> {
  const child = spawn(process.execPath, [...FROM_SOURCE, join(folder, `${name}.ts`)], {
    cwd: workspaceRoot,
    stdio: 'inherit',
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** `npm run bench [-- NAME …]`: runs the named benchmarks, or all of them; answers the first exit code that is not 0. */
export async function run(names: string[]): Promise<number> {
  const known = BENCHMARKS.filter((name) => existsSync(join(folder, `${name}.ts`)));
  const unknown = names.find((name) => !(known as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no benchmark ${unknown}; there are ${known.join(', ')}.`);
  for (const name of names.length > 0 ? names : known) {
    const code = await benchmark(name);
    if (code !== 0) return code;
  }
  return 0;
}
