import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Home } from './home';
import { identify, stillRuns, type ProcessIdentity } from './process-identity';

function holderOf(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/**
 * Takes the home for this process; answers how to give it back. Throws when a living process has it; the lock of a
 * dead one is taken over.
 */
export function lockHome(home: Home): () => void {
  const mine = `${home.lock}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        // A link appears whole or not at all, and fails when the name exists: the atomic test-and-set of a file system.
        linkSync(mine, home.lock);
        return () => rmSync(home.lock, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === 5) throw error;
      }
      const holder = holderOf(home.lock);
      if (holder && stillRuns(holder))
        throw new Error(`PyAirtable already runs on ${home.folder} (process ${holder.pid}). Stop it first.`);
      const stale = `${home.lock}.stale.${process.pid}`;
      renameSync(home.lock, stale);
      rmSync(stale);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}
