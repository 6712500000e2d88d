import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Service } from '@pyairtable/nx-polyglot/services';
import { workspaceRoot } from '@pyairtable/testkit';
import { isNext, nextRelease } from '../system/service-command';

/** Earlier releases kept, for systems that still run them. */
const KEPT = 3;

/**
 * Copies a built Next.js app, its static files beside its standalone server, to a folder named by the build. Next.js
 * empties `.next` when it builds again, under the feet of a server that runs from there; a release stays as it is.
 */
export function releaseNext({ folder }: Service): void {
  if (!isNext(folder)) return;
  const app = join(workspaceRoot, folder);
  const release = nextRelease(folder);
  if (existsSync(release)) return;
  const releases = dirname(release);
  mkdirSync(releases, { recursive: true });
  const unfinished = `${release}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(join(app, '.next/standalone'), unfinished, { recursive: true, verbatimSymlinks: true });
  for (const [from, to] of [
    [join(app, '.next/static'), '.next/static'],
    [join(app, 'public'), 'public'],
  ] as const)
    if (existsSync(from)) cpSync(from, join(unfinished, folder, to), { recursive: true });
  renameSync(unfinished, release);
  removeOld(releases);
}

function removeOld(releases: string): void {
  const newestFirst = readdirSync(releases)
    .map((name) => join(releases, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of newestFirst.slice(KEPT)) rmSync(old, { recursive: true, force: true });
}
