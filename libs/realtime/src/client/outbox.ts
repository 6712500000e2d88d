import type { Op } from '@pyairtable/contracts';
import type { KeptInverse, KeptStep } from './kept-inverse';

/** An op as it is kept, with what only a page may judge that knows the log since then: such a one sends it. */
export interface KeptOp {
  op: Op;
  takesBack?: KeptInverse;
  /** Where its act makes records to link to them: the ops that made those for it, which go where it is refused. */
  made?: KeptStep[];
}

export const needsLog = ({ takesBack, made }: Pick<KeptOp, 'takesBack' | 'made'>): boolean =>
  takesBack !== undefined || made !== undefined;

/**
 * Where ops wait for their answer beyond the life of a page, for one person and one base. Every call is synchronous
 * and none throws: an op that could not be kept is only lost with the page.
 */
export interface Outbox {
  /** What waits, oldest first; of what was made so long ago, where that is told. */
  load(olderThanMs?: number): KeptOp[];
  /**
   * `insteadOf`: the op takes the place, among those that wait, of one that is kept; of itself where more is known of what it
   * takes back.
   */
  keep(kept: KeptOp, insteadOf?: string): void;
  /**
   * Says that this page is to send an op that another kept. What one page writes another sees a moment later: it is asked then
   * whether the op still `isKept`, before it is sent.
   */
  claim(opId: string): void;
  /** False where it was taken back, or answered. */
  isKept(opId: string): boolean;
  /**
   * Keeps ops no more that this page made, and has not sent: none of them, and false, where another page has claimed one, which
   * is taken back by its effect then.
   */
  withdraw(opIds: readonly string[]): boolean;
  /** The op was answered, or is not to be sent; one that is not kept is no error. */
  drop(opId: string): void;
}
