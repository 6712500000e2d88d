import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { alone } from './alone.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

const LOCK = join(root, 'python-services/requirements.lock');
const VENV = join(root, '.venv');
const STAMP = join(VENV, 'installed-lock.sha256');
const python = join(VENV, 'bin/python');

const fingerprint = () => createHash('sha256').update(readFileSync(LOCK)).update(VENV).digest('hex');

function isCurrent() {
  try {
    return existsSync(python) && readFileSync(STAMP, 'utf8') === fingerprint();
  } catch {
    return false;
  }
}

/** Makes .venv hold exactly what the Python lock says. Answers undefined when nothing was to do. */
export async function installPython(report) {
  if (!existsSync(LOCK) || isCurrent()) return undefined;
  const waiting = (file) =>
    report(`waiting for another command that installs it and holds ${relative(root, file)}`);
  return alone(join(root, '.cache/python.lock'), () => install(report), waiting);
}

async function install(report) {
  if (isCurrent()) return undefined;
  report('downloading what requirements.lock names (pip install); a minute or two the first time');
  if (!existsSync(python)) {
    rmSync(VENV, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', VENV]);
  }
  rmSync(STAMP, { force: true });
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
  await run(python, ['-m', 'pip', 'install', ...quiet, '--requirement', LOCK]);
  writeFileSync(STAMP, fingerprint());
  return 'installed from the lock';
}
