import type { Timers } from '../client/socket';

interface Task {
  channel: string;
  run: () => void;
}

/** A world that needs more is going round in circles. */
const MAX_STEPS = 20_000;

/**
 * Time, chance and the order of everything asynchronous, in the hands of a test. Work waits in channels; each channel
 * is first in, first out, and the test picks which channel moves next.
 */
export class VirtualWorld {
  #now = 0;
  #tasks: Task[] = [];
  #timers: { at: number; task: () => void }[] = [];

  readonly timers: Timers = {
    now: () => this.#now,
    after: (delayMs, task) => {
      const timer = { at: this.#now + delayMs, task };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
      };
    },
    random: () => 0.5,
  };

  enqueue(channel: string, run: () => void): void {
    this.#tasks.push({ channel, run });
  }

  /** Does `work` when the channel's turn comes, and answers over the same channel in a later turn. */
  answer<T>(channel: string, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.enqueue(channel, () => {
        try {
          const value = work();
          this.enqueue(channel, () => resolve(value));
        } catch (error) {
          this.enqueue(channel, () => reject(error as Error));
        }
      });
    });
  }

  /** Moves one channel, chosen by `pick`; false when nothing waits. */
  async step(pick: number): Promise<boolean> {
    const channels = [...new Set(this.#tasks.map(({ channel }) => channel))];
    const chosen = channels[pick % Math.max(1, channels.length)];
    const index = this.#tasks.findIndex(({ channel }) => channel === chosen);
    const [task] = index < 0 ? [] : this.#tasks.splice(index, 1);
    task?.run();
    await new Promise((resolve) => setImmediate(resolve));
    return task !== undefined;
  }

  /** Lets time pass; timers run in order of their moment. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = end;
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Time passes while nothing runs, as in a page that the browser froze. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  /** Runs until nothing waits for `quietMs`; throws when that does not come about. */
  async settle(quietMs = 2_000): Promise<void> {
    const slices = 10;
    let quiet = 0;
    for (let steps = 0; quiet < slices;) {
      if (await this.step(0)) {
        quiet = 0;
        steps += 1;
        if (steps > MAX_STEPS)
          throw new Error(`the world does not come to rest: ${this.#tasks[0]?.channel ?? 'timers'}`);
      } else {
        await this.advance(quietMs / slices);
        quiet += 1;
      }
    }
  }
}
