import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';

const ROOTS = ['apps', 'libs', 'go-services'];
const FILES = ['package-lock.json', 'nx.json', 'tsconfig.base.json', 'services.yaml'];
/** What builds make, and what they do not read. */
const SKIPPED = new Set([
  'node_modules',
  'dist',
  'out-tsc',
  '.next',
  'coverage',
  'test-output',
  '__pycache__',
]);
const UNREAD = /\.(md|spec\.tsx?|tsbuildinfo)$|_test\.go$|^next-env\.d\.ts$/;

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(join(workspaceRoot, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* sources(path);
    } else if (entry.isFile() && !UNREAD.test(entry.name)) yield path;
  }
}

/** One fingerprint of everything that builds read: equal fingerprints, equal builds. */
export function sourceHash(): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of [...FILES, ...ROOTS.flatMap((root) => [...sources(root)]).sort()])
    hash.update(`\0${path}\0`).update(readFileSync(join(workspaceRoot, path)));
  return hash.digest('hex');
}
