import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What no check reads: installed or generated. */
const SKIPPED = new Set([
  'node_modules',
  'dist',
  'out-tsc',
  '.next',
  '.venv',
  '__pycache__',
  'test-output',
  'coverage',
]);

/** Text of a file under the workspace root, or undefined where there is none. */
export function readText(root: string, file: string): string | undefined {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Paths, relative to the root, of the files below a folder that are written by people; none where it is missing. */
export function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}

/** Names of the folders directly below one; none where it is missing. */
export function foldersIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !SKIPPED.has(entry.name))
    .map((entry) => entry.name)
    .sort();
}
