import { vi } from 'vitest';
import { PATIENCE_MS } from './patience';

/** Tries until the work no longer throws. */
export const until = <T>(work: () => Promise<T>): Promise<T> =>
  vi.waitFor(work, { timeout: PATIENCE_MS, interval: 100 });
