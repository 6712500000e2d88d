import type { Op } from '@pyairtable/contracts';
import type { KeptInverse } from './kept-inverse';

/** An op as it is kept, and what it takes back, if it does: it is sent by a page that knows the log since then. */
export interface KeptOp {
  op: Op;
  takesBack?: KeptInverse;
}

/**
 * Where ops wait for their answer beyond the life of a page, for one person and one base. Every call is synchronous
 * and none throws: an op that could not be kept is only lost with the page.
 */
export interface Outbox {
  /** What waits, oldest first. */
  load(): KeptOp[];
  /**
   * `insteadOf`: the op takes the place, among those that wait, of one that is kept; of itself where more is known of what it
   * takes back.
   */
  keep(kept: KeptOp, insteadOf?: string): void;
  /** Before an op is sent that another page kept; false when it is kept no more: it was taken back, or answered. */
  claim(opId: string): boolean;
  /** Whether another page may have sent an op that this one kept: its effect is taken back then, not the op. */
  isClaimed(opId: string): boolean;
  /** The op was answered, or taken back; one that is not kept is no error. */
  drop(opId: string): void;
}
