import type { Change, Op } from '@pyairtable/contracts';
import type { OpRejection } from './session-event';
import type { Timers } from './socket';
import { restOfOp } from './rest-of-op';

/** How long the log may take to tell which record an op was refused for. */
const PATIENCE_MS = 3_000;
/** Deleted records remembered; the oldest are forgotten first. */
const MAX_GONE = 50_000;

const isAboutGone = (op: Op, { type }: OpRejection): boolean =>
  (op.kind === 'records.update' || op.kind === 'records.delete') &&
  (type === 'MODEL_ID_NOT_FOUND' || type === 'ROW_DOES_NOT_EXIST');

const idsOf = (op: Op): readonly string[] => {
  if (op.kind === 'records.delete') return op.recordIds;
  return op.kind === 'records.update' ? op.records.map(({ id }) => id) : [];
};

/**
 * Records that the log says were deleted. An op on many is refused whole when one of them went meanwhile: this says what
 * is left to do, as soon as the log has told which one that was.
 */
export class GoneRecords {
  readonly #timers: Timers;
  readonly #gone = new Set<string>();
  readonly #waiting = new Map<string, { op: Op; settle: (left: Op | null) => void; cancel: () => void }>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Whether a record was deleted, and is not only not loaded. */
  has(recordId: string): boolean {
    return this.#gone.has(recordId);
  }

  /** What was deleted may be back: the log that told of it is not this one's past. */
  forget(): void {
    this.#gone.clear();
  }

  applied(change: Change): void {
    for (const part of change.changes) {
      if (part.kind !== 'records') continue;
      for (const { id } of part.deleted ?? []) this.#gone.add(id);
      for (const { id } of part.created ?? []) this.#gone.delete(id);
    }
    for (const id of this.#gone) {
      if (this.#gone.size <= MAX_GONE) break;
      this.#gone.delete(id);
    }
    for (const [opId, { op, settle, cancel }] of this.#waiting) {
      if (!this.#isFound(op)) continue;
      cancel();
      this.#waiting.delete(opId);
      settle(this.#without(op));
    }
  }

  /**
   * Calls `settle` once with what is left of a refused op: without the records that are gone, null for nothing, the
   * op itself when it was refused for another reason.
   */
  whatIsLeft(op: Op, error: OpRejection, settle: (left: Op | null) => void): void {
    if (!isAboutGone(op, error)) return settle(op);
    if (this.#isFound(op)) return settle(this.#without(op));
    const cancel = this.#timers.after(PATIENCE_MS, () => {
      this.#waiting.delete(op.id);
      settle(op);
    });
    this.#waiting.set(op.id, { op, settle, cancel });
  }

  /** Settles nothing any more: whoever sends the op next is told anew. */
  close(): void {
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  /** Whether a record that an op was refused for is known. */
  #isFound(op: Op): boolean {
    return idsOf(op).some((id) => this.#gone.has(id));
  }

  #without(op: Op): Op | null {
    if (op.kind === 'records.delete') {
      const recordIds = op.recordIds.filter((id) => !this.#gone.has(id));
      if (recordIds.length === op.recordIds.length) return op;
      return recordIds.length > 0 ? restOfOp(op, { ...op, recordIds }) : null;
    }
    if (op.kind !== 'records.update') return op;
    const records = op.records.filter(({ id }) => !this.#gone.has(id));
    // A cell of a record that is gone is no success: what was typed is not anywhere.
    if (records.length === op.records.length || records.length === 0) return op;
    return restOfOp(op, { ...op, records });
  }
}
