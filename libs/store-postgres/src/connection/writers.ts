import { HOUSE, type Reader } from './asker';
import { FairShares, type Place } from './fair-shares';

/** A person, or the house by itself. */
export type Writer = Reader | typeof HOUSE;

/** How long a base has its place before others that wait come first. */
const TURN_MS = 200;

/**
 * Bounds in how many bases writes are under way, and shares them between people: each may wait for what is locked with a
 * connection in hand. Of a base one does, whoever has its floor, so that a base has one place however many write to it; it
 * is of somebody who does, and who has none elsewhere gets one for all of them. A base that is never idle has its place for
 * a turn: where others wait by then, it ends with what is under way, and what comes next waits behind them. Who waits for a
 * place has neither a turn nor the floor of the base.
 */
export class Writers {
  private readonly written = new Map<string | symbol, Written>();
  private readonly shares: FairShares;

  constructor(
    bases: number,
    private readonly turnMs = TURN_MS,
  ) {
    this.shares = new FairShares(bases);
  }

  /** A symbol is what nobody else writes to. */
  async writing<T>(writer: Writer, base: string | symbol, work: () => Promise<T>): Promise<T> {
    if (writer === HOUSE) return work();
    const { userId } = writer;
    const present = this.written.get(base);
    const isOver = present !== undefined && this.shares.isAwaited && present.hasHadPlace(this.turnMs);
    const written = present && !isOver ? present : new Written(this.shares);
    this.written.set(base, written);
    written.begin(userId);
    try {
      await written.entered;
      return await work();
    } finally {
      if (written.end(userId) && this.written.get(base) === written) this.written.delete(base);
    }
  }
}

/** What somebody writes to, or waits to. */
class Written {
  /** Resolves once it has a place. */
  readonly entered: Promise<void>;
  private enter!: () => void;
  /** How many works each person has, in the order in which they came. */
  private readonly works = new Map<string, number>();
  /** Those who ask for a place while there is none. */
  private readonly asking = new Map<string, AbortController>();
  private place: Place | null = null;
  private placedAt = Infinity;

  constructor(private readonly shares: FairShares) {
    this.entered = new Promise((resolve) => (this.enter = resolve));
  }

  /** For as long as that, or longer. */
  hasHadPlace(ms: number): boolean {
    return performance.now() - this.placedAt >= ms;
  }

  begin(userId: string): void {
    this.works.set(userId, (this.works.get(userId) ?? 0) + 1);
    if (!this.place && !this.asking.has(userId)) void this.ask(userId);
  }

  /** Whether that was the last work. */
  end(userId: string): boolean {
    const left = (this.works.get(userId) ?? 0) - 1;
    if (left > 0) this.works.set(userId, left);
    else this.works.delete(userId);
    const [next] = this.works.keys();
    if (next === undefined) this.place?.leave();
    // A base that is never idle would keep the place of whoever came first.
    else if (this.place && !this.works.has(this.place.owner)) this.place.passTo(next);
    return next === undefined;
  }

  private async ask(userId: string): Promise<void> {
    const withdrawn = new AbortController();
    this.asking.set(userId, withdrawn);
    const place = await this.shares.enter({ userId, signal: withdrawn.signal }).catch(() => null);
    if (this.place) return place?.leave();
    this.place = place;
    this.placedAt = performance.now();
    for (const other of this.asking.values()) other.abort();
    this.asking.clear();
    this.enter();
  }
}
