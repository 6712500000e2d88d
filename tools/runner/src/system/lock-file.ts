import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readHomeFile } from './home-file';
import { identify, isIdentity, stillRuns, type ProcessIdentity } from './process-identity';

/** Undefined when it was given back meanwhile. Whether the holder of a damaged lock lives cannot be told. */
const holderOf = (file: string): ProcessIdentity | undefined =>
  readHomeFile(file, isIdentity, 'Delete it, once no process of PyAirtable runs that may hold it.');

const MAX_ATTEMPTS = 5;

/**
 * Takes a lock file for this process and answers how to give it back, or who has it: a living process. The lock of a
 * dead one is taken over.
 */
export function takeLock(file: string): { release: () => void } | { holder: ProcessIdentity } {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        // A link appears whole or not at all, and fails when the name exists: the atomic test-and-set of a file system.
        linkSync(mine, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === MAX_ATTEMPTS) throw error;
      }
      const holder = holderOf(file);
      if (holder && stillRuns(holder)) return { holder };
      const stale = `${file}.stale.${process.pid}`;
      try {
        renameSync(file, stale);
        rmSync(stale);
      } catch (error) {
        // Another process cleared it away first.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
}
