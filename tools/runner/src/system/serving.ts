import { join } from 'node:path';
import type { Home } from './home';
import { takeLock } from './lock-file';

const lockOf = (home: Home, service: string) => join(home.folder, `serving-${service}.lock`);

/** Notes that this process serves the service, until it ends or gives the note back. */
export function noteServed(home: Home, service: string): () => void {
  const lock = takeLock(lockOf(home, service));
  return 'release' in lock ? lock.release : () => undefined;
}

/** Whether some process of this home serves it. */
export function isServed(home: Home, service: string): boolean {
  const lock = takeLock(lockOf(home, service));
  if ('release' in lock) lock.release();
  return !('release' in lock);
}
