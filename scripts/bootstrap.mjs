/**
 * Entry of every npm script. Runs on whatever Node 20 or later starts it and needs nothing installed: checks the
 * toolchains, installs what is missing, then hands over to the TypeScript runner on the repository's own Node 24.
 */
import { installPackages } from './bootstrap/packages.mjs';
import { installPython } from './bootstrap/python.mjs';
import { stage } from './bootstrap/stage.mjs';
import { missingToolchains } from './bootstrap/toolchains.mjs';
import { runTypeScript } from './run-typescript.mjs';

const [command = '', ...args] = process.argv.slice(2);
/** What each command needs besides Node. `admin` talks to a running system and must stay quiet and quick. */
const NEEDS = {
  start: { toolchains: true, python: true },
  test: { toolchains: true, python: true },
  soak: { toolchains: true, python: true },
  verify: { toolchains: true, python: true },
  bench: { toolchains: true, python: true },
  admin: { toolchains: false, python: false },
  validate: { toolchains: false, python: false },
};

// The runner counts from here: whoever waits does not care which process works.
process.env.PYAIRTABLE_TYPED_AT = String(performance.timeOrigin);

const needs = NEEDS[command];
if (!needs) {
  console.error(`usage: node scripts/bootstrap.mjs ${Object.keys(NEEDS).join('|')} …`);
  process.exit(2);
}
const missing = needs.toolchains ? missingToolchains() : [];
if (missing.length > 0) {
  for (const line of missing) console.error(line);
  process.exit(1);
}
try {
  const quiet = !needs.toolchains;
  await Promise.all([
    stage('packages', installPackages, { quiet }),
    needs.python ? stage('python', installPython, { quiet }) : undefined,
  ]);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
runTypeScript('tools/runner/src/main.ts', [command, ...args]);
