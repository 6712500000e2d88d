import type { Home } from './home';
import { takeLock } from './lock-file';

/** Takes the home for this process; answers how to give it back. Throws when a living process has it. */
export function lockHome(home: Home): () => void {
  const lock = takeLock(home.lock);
  if ('release' in lock) return lock.release;
  throw new Error(`PyAirtable already runs on ${home.folder} (process ${lock.holder.pid}). Stop it first.`);
}
