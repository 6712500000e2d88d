import type { Op } from '@pyairtable/contracts';
import { BLOCK_RECORDS, recordsOf } from './op-size';

interface Pending {
  op: Op;
  /** Since when it waits, in milliseconds. */
  since: number;
}

/**
 * Ops sent or to be sent whose fate is not known yet, oldest first. An op leaves when its change arrives, when it is
 * acknowledged or when it is refused; until then every new connection sends it again under the same id.
 */
export class PendingOps {
  readonly #ops = new Map<string, Pending>();
  #sent = 0;
  /** Ops that some connection was given: the server may have carried them out. */
  readonly #tried = new Set<string>();

  get size(): number {
    return this.#ops.size;
  }

  has(opId: string): boolean {
    return this.#ops.has(opId);
  }

  get(opId: string): Op | undefined {
    return this.#ops.get(opId)?.op;
  }

  /** `now` in milliseconds. */
  add(op: Op, now: number): void {
    this.#ops.set(op.id, { op, since: now });
  }

  /** Adds an op before all that are still to be sent. */
  addNext(op: Op, now: number): void {
    this.#insert(this.#sent, op, now);
  }

  /** Puts an op in the place of one that was not sent over the present connection. */
  replace(opId: string, op: Op): void {
    const since = this.#ops.get(opId)?.since;
    const position = [...this.#ops.keys()].indexOf(opId);
    if (since === undefined) return;
    this.#forget(opId);
    this.#insert(position, op, since);
  }

  #insert(position: number, op: Op, since: number): void {
    const later = [...this.#ops].slice(position);
    for (const [id] of later) this.#ops.delete(id);
    this.#ops.set(op.id, { op, since });
    for (const [id, other] of later) this.#ops.set(id, other);
  }

  /** Since when the oldest op waits, in milliseconds; undefined when none does. */
  get since(): number | undefined {
    return this.#ops.values().next().value?.since;
  }

  /** Whether ops are on their way. */
  get onTheWay(): boolean {
    return this.#sent > 0;
  }

  /** Forgets an op and returns it; undefined when it was not pending. */
  settle(opId: string): Op | undefined {
    const op = this.#ops.get(opId)?.op;
    if (!op) return undefined;
    const position = [...this.#ops.keys()].indexOf(opId);
    this.#forget(opId);
    if (position < this.#sent) this.#sent -= 1;
    return op;
  }

  /** Whether an op is pending that no connection was ever given. */
  isUnsent(opId: string): boolean {
    return this.#ops.has(opId) && !this.#tried.has(opId);
  }

  #forget(opId: string): void {
    this.#ops.delete(opId);
    this.#tried.delete(opId);
  }

  /** A new connection: nothing has been sent over it. */
  rewind(): void {
    this.#sent = 0;
  }

  /** The next op to send, with at most `window` on their way, of at most `most` records together; undefined for none. */
  next(window: number, most: number): Op | undefined {
    let position = 0;
    let records = 0;
    for (const { op } of this.#ops.values()) {
      // How many a restore brings back only the server knows.
      records += recordsOf(op) ?? BLOCK_RECORDS;
      if (position >= window || (position > 0 && records > most)) return undefined;
      if (position >= this.#sent) return op;
      position += 1;
    }
    return undefined;
  }

  /** What comes next counts as sent from now on. */
  markSent({ id }: Op): void {
    this.#sent += 1;
    this.#tried.add(id);
  }

  *values(): IterableIterator<Op> {
    for (const { op } of this.#ops.values()) yield op;
  }
}
