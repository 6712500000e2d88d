'use client';
import type { BegunAct } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Rows that are read for acts of the person: how far that is, and how to give it all up. */
export interface Reading {
  done: number;
  rows: number;
  cancel: () => void;
}

interface UnderWay {
  /** Something is to be changed. */
  isAct: boolean;
  abort: AbortController;
  done: number;
  rows: number;
  isShown: boolean;
}

/** `turn` is when the acts before it are done: which rows they are is known before that, what is in them is not. */
type Read<T> = (
  signal: AbortSignal,
  onProgress: (done: number) => void,
  turn: Promise<unknown>,
) => Promise<T>;

interface RunOptions<T> {
  /** Gives it up as well. */
  signal?: AbortSignal;
  /** Told how to give it up, where it is an act that undo knows. */
  begin?: (giveUp: () => void) => BegunAct;
  /** Does something with what was read: the acts after it wait for what it answers. */
  act?: (read: T, begun: BegunAct | undefined) => unknown;
}

/** What is over sooner needs no line about it. */
const QUIET_MS = 300;

/**
 * Reads rows for acts of the person. Each begins at once, while rows stand as they were chosen, and is done after those
 * before it: in the order in which they were asked for. `run` answers what was read once it is done, null when it was given
 * up, or failed and a toast has said why.
 */
export function useReading(): {
  reading: Reading | null;
  run: <T>(rows: number, read: Read<T>, options?: RunOptions<T>) => Promise<T | null>;
} {
  const [reading, setReading] = useState<Reading | null>(null);
  const underWay = useRef<UnderWay[]>([]);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(
    () => () => {
      const isAct = underWay.current.some((own) => own.isAct);
      for (const { abort } of underWay.current) abort.abort();
      if (isAct)
        showToast({
          title: 'Nothing was changed',
          description: 'The table was left before its records were read.',
        });
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
    <T>(rows: number, read: Read<T>, { signal, begin, act }: RunOptions<T> = {}): Promise<T | null> => {
      const abort = new AbortController();
      const giveUp = () => abort.abort();
      signal?.addEventListener('abort', giveUp);
      const own: UnderWay = { isAct: begin !== undefined, abort, done: 0, rows, isShown: false };
      underWay.current.push(own);
      const timer = setTimeout(() => {
        own.isShown = true;
        tell();
      }, QUIET_MS);
      const begun = begin?.(giveUp);
      // At once: what it waits for may come in the same moment.
      abort.signal.addEventListener('abort', () => begun?.end());
      const gaveUp = new Promise<null>((resolve) =>
        abort.signal.addEventListener('abort', () => resolve(null)),
      );
      const onProgress = (done: number) => {
        own.done = done;
        if (own.isShown) tell();
      };
      const turn = last.current;
      const whatIsRead = Promise.race([gaveUp, read(abort.signal, onProgress, turn)]).catch(
        (error: unknown) => {
          if (!abort.signal.aborted) {
            showToast({
              title: 'The records could not be read',
              description: error instanceof Error ? error.message : String(error),
              error: true,
            });
          }
          return null;
        },
      );
      const done = async () => {
        await turn;
        const answer = await whatIsRead;
        try {
          if (answer === null || abort.signal.aborted) return null;
          // What it waits for itself the acts after it wait for, too: it shows until then, and can be given up.
          const acted = Promise.resolve(act?.(answer, begun)).then(() => answer);
          return await Promise.race([gaveUp, acted]);
        } finally {
          clearTimeout(timer);
          signal?.removeEventListener('abort', giveUp);
          underWay.current = underWay.current.filter((other) => other !== own);
          tell();
          begun?.end();
        }
      };
      const answer = done();
      last.current = answer.catch(() => undefined);
      return answer;
    },
    [tell],
  );
  return { reading, run };
}
