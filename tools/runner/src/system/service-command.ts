import { existsSync } from 'node:fs';
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

/** Where Next.js puts its standalone server: the folder mirrors the workspace's. */
const nextServer = (folder: string) => at(folder, '.next/standalone', folder, 'server.js');

const isNext = (folder: string) =>
  ['mjs', 'ts', 'js'].some((ending) => existsSync(at(folder, `next.config.${ending}`)));

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
  const built = isNext(folder) ? nextServer(folder) : at(folder, 'dist/main.mjs');
  return {
    file: process.execPath,
    args: ['--enable-source-maps', built],
    cwd,
    env: { NODE_ENV: 'production' },
    built,
  };
}
