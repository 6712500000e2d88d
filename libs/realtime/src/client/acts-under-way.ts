import type { Act, ActDone, Entry, Kind } from './entry';

/** An act outside of the log that is being taken back, or done again. */
export interface ActUnderWay {
  kind: Kind;
  /** What is put back where it is not carried out. */
  entry: Entry;
  /** What stands on the other stack meanwhile. */
  made: Entry;
  /** Something new was done since: it is not to be redone. */
  isOver: boolean;
  /** Number of its entry in the log, once it is answered; 0 for none. */
  seq?: number;
}

/**
 * Whether the press is about the act itself, or about what came before it, or is to be redone after it: that means something only
 * once this is carried out.
 */
export const standsBehind = ({ entry, kind }: { entry: Entry; kind: Kind }, act: ActUnderWay): boolean =>
  entry.serial <= (kind === act.kind ? act.entry : act.made).serial;

/** Acts outside of the log that are being taken back, or done again, until they are answered and the page has heard of that. */
export class ActsUnderWay {
  readonly #acts = new Set<ActUnderWay>();
  readonly #onFailed: (act: ActUnderWay) => void;
  readonly #onEnd: () => void;
  #heard = 0;

  constructor(onFailed: (act: ActUnderWay) => void, onEnd: () => void) {
    this.#onFailed = onFailed;
    this.#onEnd = onEnd;
  }

  add(act: ActUnderWay, done: ActDone): void {
    if (!done) return;
    this.#acts.add(act);
    void done.then(
      (seq) => {
        act.seq = seq ?? 0;
        this.#look();
      },
      () => {
        if (this.#acts.delete(act)) this.#onFailed(act);
        this.#onEnd();
      },
    );
  }

  /** The page knows the log up to there. */
  heard(seq: number): void {
    this.#heard = Math.max(this.#heard, seq);
    if (this.#acts.size > 0) this.#look();
  }

  /** What others are asked for waits for the answer alone; cells may be of a field that comes back with what the log tells. */
  holds(press: { entry: Entry; kind: Kind }): boolean {
    return [...this.#acts].some(
      (act) => standsBehind(press, act) && (act.seq === undefined || press.entry.act === undefined),
    );
  }

  /** Something new is done. */
  endRedo(): void {
    for (const act of this.#acts) act.isOver = true;
  }

  /** It is not put back, whatever is answered. */
  forget(forgotten: Act): void {
    for (const act of this.#acts) if (act.entry.act === forgotten) this.#acts.delete(act);
  }

  clear(): void {
    this.#acts.clear();
  }

  #look(): void {
    for (const act of this.#acts) if (act.seq !== undefined && act.seq <= this.#heard) this.#acts.delete(act);
    this.#onEnd();
  }
}
