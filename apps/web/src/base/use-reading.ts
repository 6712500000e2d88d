'use client';
import { showToast } from '@pyairtable/ui';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Rows that are read for acts of the person: how far that is, and how to give it all up. */
export interface Reading {
  done: number;
  rows: number;
  cancel: () => void;
}

interface UnderWay {
  abort: AbortController;
  done: number;
  rows: number;
  isShown: boolean;
}

type Read<T> = (signal: AbortSignal, onProgress: (done: number) => void) => Promise<T>;

interface RunOptions {
  /** Gives it up as well. */
  signal?: AbortSignal;
  /** Told how to give it up; calls what that returns when it is over. */
  begun?: (giveUp: () => void) => () => void;
}

/** What is over sooner needs no line about it. */
const QUIET_MS = 300;

/**
 * Reads rows for acts of the person. Each begins at once, while rows stand as they were chosen, and is answered after
 * those before it: acts are done in the order in which they were asked for. `run` answers null when it was given up, or
 * failed and a toast has said why.
 */
export function useReading(): {
  reading: Reading | null;
  run: <T>(rows: number, read: Read<T>, options?: RunOptions) => Promise<T | null>;
} {
  const [reading, setReading] = useState<Reading | null>(null);
  const underWay = useRef<UnderWay[]>([]);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(
    () => () => {
      for (const { abort } of underWay.current) abort.abort();
    },
    [],
  );

  const tell = useCallback(() => {
    const shown = underWay.current.find(({ isShown }) => isShown);
    if (!shown) return setReading(null);
    const cancel = () => {
      for (const { abort } of [...underWay.current]) abort.abort();
    };
    setReading({ done: shown.done, rows: shown.rows, cancel });
  }, []);

  const run = useCallback(
    <T>(rows: number, read: Read<T>, { signal, begun }: RunOptions = {}): Promise<T | null> => {
      const abort = new AbortController();
      const giveUp = () => abort.abort();
      signal?.addEventListener('abort', giveUp);
      const own: UnderWay = { abort, done: 0, rows, isShown: false };
      underWay.current.push(own);
      const timer = setTimeout(() => {
        own.isShown = true;
        tell();
      }, QUIET_MS);
      const end = begun?.(giveUp);
      const gaveUp = new Promise<null>((resolve) =>
        abort.signal.addEventListener('abort', () => resolve(null)),
      );
      const onProgress = (done: number) => {
        own.done = done;
        if (own.isShown) tell();
      };
      const whatIsRead = Promise.race([gaveUp, read(abort.signal, onProgress)]).catch((error: unknown) => {
        if (!abort.signal.aborted) {
          showToast({
            title: 'The records could not be read',
            description: error instanceof Error ? error.message : String(error),
            error: true,
          });
        }
        return null;
      });
      const over = (answer: T | null) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        end?.();
        underWay.current = underWay.current.filter((other) => other !== own);
        tell();
        return abort.signal.aborted ? null : answer;
      };
      const answer = last.current.then(() => whatIsRead).then(over);
      last.current = answer;
      return answer;
    },
    [tell],
  );
  return { reading, run };
}
