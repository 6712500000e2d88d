import type { Change, Op } from '@pyairtable/contracts';
import type { OpRejection } from './session-event';
import type { Timers } from './socket';

/** How long the log may take to tell which record an op was refused for. */
const PATIENCE_MS = 3_000;

const isAboutGone = (op: Op, { type }: OpRejection): boolean =>
  (op.kind === 'records.update' || op.kind === 'records.delete') &&
  (type === 'MODEL_ID_NOT_FOUND' || type === 'ROW_DOES_NOT_EXIST');

/**
 * An op on many records is refused whole when one of them was deleted by somebody else meanwhile. This learns from the log
 * which one that was, and says what is left to do.
 */
export class GoneRecords {
  readonly #timers: Timers;
  readonly #gone = new Set<string>();
  readonly #waiting = new Map<string, { op: Op; settle: (left: Op | null) => void; cancel: () => void }>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  applied(change: Change): void {
    for (const part of change.changes) {
      if (part.kind !== 'records') continue;
      for (const { id } of part.deleted ?? []) this.#gone.add(id);
      for (const { id } of part.created ?? []) this.#gone.delete(id);
    }
    for (const [opId, { op, settle, cancel }] of this.#waiting) {
      const left = this.#without(op);
      if (left === op) continue;
      cancel();
      this.#waiting.delete(opId);
      settle(left);
    }
  }

  /**
   * Calls `settle` once with what is left of a refused op: without the records that are gone, null for nothing, the
   * op itself when it was refused for another reason.
   */
  whatIsLeft(op: Op, error: OpRejection, settle: (left: Op | null) => void): void {
    if (!isAboutGone(op, error)) return settle(op);
    const left = this.#without(op);
    if (left !== op) return settle(left);
    const cancel = this.#timers.after(PATIENCE_MS, () => {
      this.#waiting.delete(op.id);
      settle(op);
    });
    this.#waiting.set(op.id, { op, settle, cancel });
  }

  /** Forgets what nobody asks after any more: no op is on its way. */
  forget(): void {
    if (this.#waiting.size === 0) this.#gone.clear();
  }

  #without(op: Op): Op | null {
    if (op.kind === 'records.delete') {
      const recordIds = op.recordIds.filter((id) => !this.#gone.has(id));
      if (recordIds.length === op.recordIds.length) return op;
      return recordIds.length > 0 ? { ...op, id: crypto.randomUUID(), recordIds } : null;
    }
    if (op.kind !== 'records.update') return op;
    const records = op.records.filter(({ id }) => !this.#gone.has(id));
    // A cell of a record that is gone is no success: what was typed is not anywhere.
    if (records.length === op.records.length || records.length === 0) return op;
    return { ...op, id: crypto.randomUUID(), records };
  }
}
