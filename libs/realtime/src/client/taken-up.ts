import type { Outbox } from './outbox';
import type { Timers } from './socket';

/** By then the page that made an op sees that it was claimed, or this one that it was taken back. */
const SEEN_AFTER_MS = 100;

/** Ops that other pages kept, which may take them back, until they are settled. */
export class TakenUp {
  readonly #outbox: Outbox | undefined;
  readonly #timers: Timers;
  readonly #claimed = new Map<string, 'not' | 'unseen' | 'seen'>();
  readonly #onSeen: () => void;
  #cancel: (() => void) | null = null;

  /** `onSeen`: of some it can be said now whether they are to be sent. */
  constructor(outbox: Outbox | undefined, timers: Timers, onSeen: () => void) {
    this.#outbox = outbox;
    this.#timers = timers;
    this.#onSeen = onSeen;
  }

  add(opId: string): void {
    this.#claimed.set(opId, 'not');
  }

  has(opId: string): boolean {
    return this.#claimed.has(opId);
  }

  delete(opId: string): void {
    this.#claimed.delete(opId);
  }

  /** They can be sent from now on. */
  claim(): void {
    const found = [...this.#claimed].filter(([, state]) => state === 'not').map(([id]) => id);
    if (found.length === 0) return;
    for (const id of found) {
      this.#outbox?.claim(id);
      this.#claimed.set(id, 'unseen');
    }
    this.#cancel?.();
    this.#cancel = this.#timers.after(SEEN_AFTER_MS, () => {
      for (const [id, state] of this.#claimed) if (state === 'unseen') this.#claimed.set(id, 'seen');
      this.#onSeen();
    });
  }

  /** Whether one is to be sent; undefined while it cannot be said. */
  isToBeSent(opId: string): boolean | undefined {
    return this.#claimed.get(opId) === 'seen' ? this.#outbox?.isKept(opId) : undefined;
  }

  close(): void {
    this.#cancel?.();
  }
}
