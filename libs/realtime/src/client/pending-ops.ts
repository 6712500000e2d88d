import type { Op } from '@pyairtable/contracts';

/**
 * Ops sent or to be sent whose fate is not known yet, oldest first. An op leaves when its change arrives, when it is
 * acknowledged or when it is refused; until then every new connection sends it again under the same id.
 */
export class PendingOps {
  readonly #ops = new Map<string, Op>();
  readonly #since = new Map<string, number>();
  #sent = 0;
  /** Ops that some connection was given: the server may have carried them out. */
  readonly #tried = new Set<string>();

  get size(): number {
    return this.#ops.size;
  }

  has(opId: string): boolean {
    return this.#ops.has(opId);
  }

  /** `now` in milliseconds. */
  add(op: Op, now: number): void {
    this.#ops.set(op.id, op);
    this.#since.set(op.id, now);
  }

  /** Since when the oldest op waits, in milliseconds; undefined when none does. */
  get since(): number | undefined {
    return this.#since.values().next().value;
  }

  /** Whether ops are on their way. */
  get onTheWay(): boolean {
    return this.#sent > 0;
  }

  /** Forgets an op and returns it; undefined when it was not pending. */
  settle(opId: string): Op | undefined {
    const op = this.#ops.get(opId);
    if (!op) return undefined;
    const position = [...this.#ops.keys()].indexOf(opId);
    this.#ops.delete(opId);
    this.#since.delete(opId);
    this.#tried.delete(opId);
    if (position < this.#sent) this.#sent -= 1;
    return op;
  }

  /** Whether an op is pending that no connection was ever given. */
  isUnsent(opId: string): boolean {
    return this.#ops.has(opId) && !this.#tried.has(opId);
  }

  /** Takes an op back that was not sent over the present connection, nor any before; undefined when it was. */
  withdraw(opId: string): Op | undefined {
    const op = this.#ops.get(opId);
    if (!this.isUnsent(opId)) return undefined;
    this.#ops.delete(opId);
    this.#since.delete(opId);
    return op;
  }

  /** A new connection: nothing has been sent over it. */
  rewind(): void {
    this.#sent = 0;
  }

  /** The next ops to send so that at most `window` are on their way, in order; they count as sent from now on. */
  takeUnsent(window: number): Op[] {
    const due = [...this.#ops.values()].slice(this.#sent, window);
    this.#sent += due.length;
    for (const { id } of due) this.#tried.add(id);
    return due;
  }

  values(): IterableIterator<Op> {
    return this.#ops.values();
  }
}
