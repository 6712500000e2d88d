/** Work that is done again and again as it is asked for, at most once in a while however often that is. */
export interface Paced {
  /** It is to be done, once more where it is being done. */
  ask(): void;
  /** Gives up what is being done, and does nothing any more. */
  end(): void;
}

/** `work` is done for the first time `firstMs` after that was asked for, and then no sooner than `pauseMs` after the last time. It must not fail. */
export function paced(
  work: (signal: AbortSignal) => Promise<void>,
  { firstMs, pauseMs }: { firstMs: number; pauseMs: number },
): Paced {
  const given = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = firstMs;
  let [isUnderWay, isDue] = [false, false];
  const begin = () => {
    isUnderWay = true;
    timer = setTimeout(() => void run(), waitMs);
  };
  const run = async () => {
    isDue = false;
    waitMs = pauseMs;
    await work(given.signal);
    isUnderWay = false;
    if (isDue && !given.signal.aborted) begin();
  };
  return {
    ask() {
      isDue = true;
      if (!isUnderWay) begin();
    },
    end() {
      clearTimeout(timer);
      given.abort();
    },
  };
}
