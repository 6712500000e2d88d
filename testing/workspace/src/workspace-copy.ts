import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A copy of the workspace that a test may change: its own files, the original's installed packages. */
export interface WorkspaceCopy {
  root: string;
  remove(): void;
}

/**
 * Copies every file that git knows or would add, links node_modules package by package, except that the workspace's own
 * packages are linked to the copy, and links the Python environment. With `packages: 'inside'` the packages are in the copy,
 * as the server that bundles the pages reads none from outside its root.
 */
export function copyWorkspace(
  original: string,
  { packages = 'linked' }: { packages?: 'linked' | 'inside' } = {},
): WorkspaceCopy {
  const root = mkdtempSync(join(tmpdir(), 'pyairtable-workspace-'));
  for (const file of filesOf(original)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    copyFileSync(join(original, file), join(root, file));
  }
  const place = packages === 'inside' ? hardLink : symlinkSync;
  placePackages(join(original, 'node_modules'), join(root, 'node_modules'), place);
  linkOwnPackages(root);
  symlinkSync(join(original, '.venv'), join(root, '.venv'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Every file that git knows or would add. */
function filesOf(root: string): string[] {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`git ls-files failed: ${stderr}`);
  // A file that is deleted but not yet committed stands in git's list.
  return [...new Set(stdout.split('\0').filter(Boolean))].filter((file) => existsSync(join(root, file)));
}

/** The files that are not in the copy as they are in its original. */
export const changedFiles = (original: string, { root }: WorkspaceCopy): string[] =>
  filesOf(original).filter((file) => {
    const mine = join(root, file);
    return !existsSync(mine) || !readFileSync(mine).equals(readFileSync(join(original, file)));
  });

function placePackages(from: string, to: string, place: (from: string, to: string) => void): void {
  mkdirSync(join(to, '@pyairtable'), { recursive: true });
  for (const entry of readdirSync(from)) {
    // Vite writes its cache here; the copy keeps its own.
    if (entry === '@pyairtable' || entry === '.vite' || entry === '.cache') continue;
    place(join(from, entry), join(to, entry));
  }
}

/** A folder whose files are the same ones, or copies where the two lie on different disks. */
function hardLink(from: string, to: string): void {
  for (const how of ['-al', '-a']) if (spawnSync('cp', [how, '-T', from, to]).status === 0) return;
  throw new Error(`${from} cannot be copied to ${to}`);
}

/** Links every package under the workspace's folders by its name, as an install would. */
export function linkOwnPackages(root: string): void {
  for (const folder of ['apps', 'libs', 'tools', 'testing']) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const manifest = join(root, folder, entry.name, 'package.json');
      if (!entry.isDirectory() || !existsSync(manifest)) continue;
      const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string };
      const link = join(root, 'node_modules', name);
      rmSync(link, { force: true });
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(dirname(manifest), link);
    }
  }
}

/** Replaces text in a file of the copy; throws when it does not stand there, so that no test passes for nothing. */
export function edit(root: string, file: string, from: string | RegExp, to: string): void {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} holds no ${String(from)}`);
  writeFileSync(path, changed);
}
