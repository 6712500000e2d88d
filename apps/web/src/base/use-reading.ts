'use client';
import { showToast } from '@pyairtable/ui';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Rows that are read for an act of the person: how far that is, and how to give it up. */
export interface Reading {
  done: number;
  rows: number;
  cancel: () => void;
}

/** What is over sooner needs no line about it. */
const QUIET_MS = 300;

/**
 * Reads rows for one act at a time: the next one gives the one before up. `run` answers null when it was given up, or
 * failed and a toast has said why.
 */
export function useReading(): {
  reading: Reading | null;
  run: <T>(
    rows: number,
    read: (signal: AbortSignal, onProgress: (done: number) => void) => Promise<T>,
  ) => Promise<T | null>;
} {
  const [reading, setReading] = useState<Reading | null>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const run = useCallback(
    async <T>(
      rows: number,
      read: (signal: AbortSignal, onProgress: (done: number) => void) => Promise<T>,
    ): Promise<T | null> => {
      current.current?.abort();
      const abort = new AbortController();
      current.current = abort;
      let done = 0;
      let isShown = false;
      const show = () => {
        if (current.current !== abort) return;
        isShown = true;
        setReading({ done, rows, cancel: () => abort.abort() });
      };
      const timer = setTimeout(show, QUIET_MS);
      const gaveUp = new Promise<null>((resolve) =>
        abort.signal.addEventListener('abort', () => resolve(null)),
      );
      try {
        return await Promise.race([
          gaveUp,
          read(abort.signal, (now) => {
            done = now;
            if (isShown) show();
          }),
        ]);
      } catch (error) {
        if (!abort.signal.aborted) {
          showToast({
            title: 'The records could not be read',
            description: error instanceof Error ? error.message : String(error),
            error: true,
          });
        }
        return null;
      } finally {
        clearTimeout(timer);
        if (current.current === abort) {
          current.current = null;
          setReading(null);
        }
      }
    },
    [],
  );
  return { reading, run };
}
