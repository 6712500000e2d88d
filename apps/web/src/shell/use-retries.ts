import { useEffect, useEffectEvent } from 'react';

/** When a page that failed is tried again by itself: long enough for a service that starts again. */
const WAITS_MS = [2_000, 4_000, 8_000, 15_000, 30_000];
/** What fails so much later has failed anew. */
const FORGOTTEN_MS = 120_000;

/** Kept beside the note of a failure, which may be another one with each. */
let tries = { count: 0, at: 0 };

function nextWait(): number | undefined {
  const now = Date.now();
  const { count } = now - tries.at < FORGOTTEN_MS ? tries : { count: 0 };
  tries = { count: count + 1, at: now };
  return WAITS_MS[count];
}

/** Tries a page again for each `error` it failed with, some times and ever later: what fails for good is left alone. */
export function useRetries(error: Error, retry: () => void): void {
  const again = useEffectEvent(retry);
  useEffect(() => {
    const wait = nextWait();
    if (wait === undefined) return;
    const timer = setTimeout(() => again(), wait);
    return () => clearTimeout(timer);
  }, [error]);
}
