import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { alone } from './alone.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
};

/** True when every package of the lockfile is installed in its version; those of other platforms may be absent. */
export function packagesMatchLock() {
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(([path, wanted]) => {
    // Folders of the repository itself stand in the lockfile without node_modules in their path.
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const found = installed[path];
    if (!found) return Boolean(wanted.optional || wanted.devOptional || wanted.peer);
    return found.version === wanted.version && found.resolved === wanted.resolved;
  });
}

/** Installs exactly what the lockfile says; install scripts never run. Answers undefined when nothing was to do. */
export async function installPackages(report) {
  if (packagesMatchLock()) return undefined;
  const waiting = (file) =>
    report(`waiting for another command that installs them and holds ${relative(root, file)}`);
  return alone(join(root, '.cache/packages.lock'), () => install(report), waiting);
}

async function install(report) {
  if (packagesMatchLock()) return undefined;
  report('downloading what package-lock.json names (npm ci); a few minutes the first time');
  await run('npm', [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
  ]);
  return 'installed from the lockfile';
}
