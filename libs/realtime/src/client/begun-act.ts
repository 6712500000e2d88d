/** An act of the person that is done later than it is asked for: rows are read for it, or an answer is waited for. */
export interface LateAct {
  /** The table in which it shows; absent: in none of them alone. */
  tableId?: string;
  /** Undo gives it up by this; without it, undo waits until it is done. */
  giveUp?(): void;
  /** It adds to what its cells hold by then, done since or not, unless they were emptied since. */
  joins?: boolean;
}

/** A late act that has its place among the person's acts already. */
export interface BegunAct {
  /** It is not done any more: undo gave it up, or it was said to be over before it was done. */
  readonly isGivenUp: boolean;
  /** Aborted as soon as it is given up. */
  readonly signal: AbortSignal;
  /**
   * Does it, unless it was given up: what `work` does stands where the act was begun, and leaves alone what the person did
   * to the same cells since. What joins that stands after it.
   */
  do(work: () => void): void;
  /** Says that it is over, done or not. */
  end(): void;
}
