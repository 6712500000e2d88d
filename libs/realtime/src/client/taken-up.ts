import type { Outbox } from './outbox';
import type { Timers } from './socket';

/** By then the page that made an op sees that it was claimed, or this one that it was taken back. */
const SEEN_AFTER_MS = 100;

/** Ops that other pages kept, which may take them back, until they are settled. */
export class TakenUp {
  readonly #outbox: Outbox | undefined;
  readonly #timers: Timers;
  /** Whether the claim of each is seen by now. */
  readonly #seen = new Map<string, boolean>();
  readonly #onSeen: () => void;
  #cancel: (() => void) | null = null;

  /** `onSeen`: of some it can be said now whether they are to be sent. */
  constructor(outbox: Outbox | undefined, timers: Timers, onSeen: () => void) {
    this.#outbox = outbox;
    this.#timers = timers;
    this.#onSeen = onSeen;
  }

  add(opId: string): void {
    this.#seen.set(opId, false);
  }

  has(opId: string): boolean {
    return this.#seen.has(opId);
  }

  delete(opId: string): void {
    this.#seen.delete(opId);
  }

  /** They can be sent from now on. */
  claim(): void {
    const unseen = [...this.#seen].flatMap(([id, isSeen]) => (isSeen ? [] : [id]));
    if (unseen.length === 0) return;
    for (const id of unseen) this.#outbox?.claim(id);
    this.#cancel?.();
    this.#cancel = this.#timers.after(SEEN_AFTER_MS, () => {
      for (const id of unseen) if (this.#seen.has(id)) this.#seen.set(id, true);
      this.#onSeen();
    });
  }

  /** Whether one is to be sent; undefined while it cannot be said. */
  isToBeSent(opId: string): boolean | undefined {
    return this.#seen.get(opId) ? this.#outbox?.isKept(opId) : undefined;
  }

  close(): void {
    this.#cancel?.();
  }
}
