import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFolders } from '@pyairtable/nx-polyglot/py-project';
import type { Service } from '@pyairtable/nx-polyglot/services';
import { workspaceRoot } from '@pyairtable/testkit';

/** How a built service is run. */
export interface ServiceCommand {
  file: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** The file that the build must have made, absolute. */
  built: string;
}

const at = (...parts: string[]) => join(workspaceRoot, ...parts);

/**
 * How Node services use memory; the images of the services have it too. 8 MiB for each half of V8's young space: what it takes
 * by itself, 16 and more, leaves an api that makes thousands of records with 310 to 357 MiB, this with 200 to 290, for the same
 * time of the processor. Garbage may grow to half of what is in use, not to several times it. With the collector in reach a
 * service gives back what a large request took: giveBackMemory of server-kit.
 */
const MEMORY = ['--max-semi-space-size=8', '--heap-growing-percent=50', '--expose-gc'];

/** Whether the folder is a Next.js app. */
export const isNext = (folder: string): boolean =>
  ['mjs', 'ts', 'js'].some((ending) => existsSync(at(folder, `next.config.${ending}`)));

/** Where the newest build of a Next.js app is released to, absolute; see build/next-release.ts. */
export function nextRelease(folder: string): string {
  const id = at(folder, '.next/BUILD_ID');
  return at('dist', folder, existsSync(id) ? readFileSync(id, 'utf8').trim() : 'not-built');
}

/** The production command of a service, by its language. */
export function serviceCommand({ name, folder, language }: Service): ServiceCommand {
  const cwd = at(folder);
  if (language === 'go') {
    const built = at('dist', folder, name);
    return { file: built, args: [], cwd, env: {}, built };
  }
  if (language === 'python') {
    const module = name.replaceAll('-', '_');
    const env = {
      PYTHONPATH: sourceFolders(workspaceRoot, folder)
        .map((source) => at(source))
        .join(':'),
      PYTHONUNBUFFERED: '1',
      PYTHONDONTWRITEBYTECODE: '1',
    };
    return {
      file: at('.venv/bin/python'),
      args: ['-m', module],
      cwd,
      env,
      built: at(folder, 'src', module, '__main__.py'),
    };
  }
  // Node takes 16 KiB by itself; the gateway lets pass what our own servers take, see libs/server-kit.
  const limits = isNext(folder) ? ['--max-http-header-size=98304'] : [];
  // The folder of a release mirrors the workspace's.
  const built = isNext(folder) ? join(nextRelease(folder), folder, 'server.js') : at(folder, 'dist/main.mjs');
  return {
    file: process.execPath,
    args: ['--enable-source-maps', ...MEMORY, ...limits, built],
    cwd,
    env: { NODE_ENV: 'production' },
    built,
  };
}
