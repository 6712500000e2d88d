import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readServices } from '@pyairtable/nx-polyglot/services';
import { CHECKS } from './checks.ts';
import { REFERENCE_FILE, servicesReference } from './services/reference.ts';

/** Runs every check and exits 1 when one finds a fault; with --write it first rewrites the generated pages. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

if (process.argv.includes('--write')) {
  const page = join(root, REFERENCE_FILE);
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, servicesReference(readServices(root)));
}
let faults = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  const problems = check(root);
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log(`${name}: in order`);
  faults += problems.length;
}
process.exitCode = faults === 0 ? 0 : 1;
