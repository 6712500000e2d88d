/**
 * Writes docs/reference/formula-functions.md from the function definitions.
 *
 *   node libs/formula/scripts/generate-function-reference.mjs
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';

const root = join(import.meta.dirname, '../../..');
const { module } = await runnerImport(join(root, 'libs/formula/src/reference/function-reference.ts'), {
  configFile: false,
  root,
  logLevel: 'error',
});
writeFileSync(join(root, 'docs/reference/formula-functions.md'), module.functionReference());
