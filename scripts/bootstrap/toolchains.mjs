import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const NODE = '20.0.0';
const PYTHON = '3.11.0';

const isAtLeast = (found, wanted) => {
  const [a, b] = [found, wanted].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    if ((a[part] ?? 0) !== (b[part] ?? 0)) return (a[part] ?? 0) > (b[part] ?? 0);
  }
  return true;
};

function versionOf(file, args) {
  try {
    const output = execFileSync(file, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
    });
    return /(\d+\.\d+(?:\.\d+)?)/.exec(output)?.[1];
  } catch {
    return undefined;
  }
}

/** Go's release that the Go workspace asks for. */
function goVersion() {
  try {
    return /^go (\S+)/m.exec(readFileSync(join(root, 'go-services/go.work'), 'utf8'))?.[1] ?? '1.26';
  } catch {
    return '1.26';
  }
}

/** One line for each toolchain that is missing or too old, with what to install; empty when all are there. */
export function missingToolchains() {
  const wanted = [
    { name: 'Node.js', least: NODE, found: process.versions.node, get: 'from nodejs.org' },
    { name: 'Go', least: goVersion(), found: versionOf('go', ['version']), get: 'from go.dev/dl' },
    {
      name: 'Python',
      least: PYTHON,
      found: versionOf('python3', ['--version']),
      get: 'from python.org, with venv',
    },
  ];
  return wanted
    .filter(({ found, least }) => !found || !isAtLeast(found, least))
    .map(
      ({ name, least, found, get }) =>
        `PyAirtable needs ${name} ${least} or later (${found ? `found ${found}` : 'not found'}): install it ${get}.`,
    );
}
