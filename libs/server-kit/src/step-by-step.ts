import { setImmediate as othersTurn } from 'node:timers/promises';

/** For so long others wait for the process, in milliseconds. */
const TURN_MS = 10;

/** Takes the steps to their result, and lets others have the process between some of them. */
export async function stepByStep<T>(steps: Iterator<unknown, T>, turnMs = TURN_MS): Promise<T> {
  for (;;) {
    const end = performance.now() + turnMs;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    await othersTurn();
  }
}
