import type { Op } from '@pyairtable/contracts';

/**
 * Where ops wait for their answer beyond the life of a page, for one person and one base. Every call is synchronous
 * and none throws: an op that could not be kept is only lost with the page.
 */
export interface Outbox {
  /** What waits, oldest first. */
  load(): Op[];
  /** `insteadOf`: the op takes the place, among those that wait, of one that is kept. */
  keep(op: Op, insteadOf?: string): void;
  /** The op was answered; one that is not kept is no error. */
  drop(opId: string): void;
}
