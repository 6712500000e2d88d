import { HOUSE, type Reader } from './asker';
import { FairShares, type Place } from './fair-shares';

/** A person, or the house by itself. */
export type Writer = Reader | typeof HOUSE;

/** How long a base has its place before others that wait come first. */
const TURN_MS = 200;

/** Runs what has been planned, and waits for what is locked, in the base's place. */
export type InPlace = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Bounds in how many bases writes are under way, and shares them between people: each may wait for what is locked with a
 * connection in hand. Of a base one does, whoever has its floor, so that a base has one place however many write to it; it
 * is of somebody who is there to write, and who has none elsewhere gets one for all of them. Who plans has no place, and who
 * waits for one may have the base's turn, but not its floor. A base that is never idle has its place for a turn: where others
 * wait by then, it ends with what is under way, and what comes next waits behind them.
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
  async writing<T>(
    writer: Writer,
    base: string | symbol,
    work: (inPlace: InPlace) => Promise<T>,
  ): Promise<T> {
    if (writer === HOUSE) return work((planned) => planned());
    const { userId } = writer;
    const written = this.written.get(base) ?? new Written(this.shares, this.turnMs);
    this.written.set(base, written);
    written.begin(userId);
    try {
      return await work((planned) => written.inPlace(planned));
    } finally {
      written.end(userId);
      if (written.isLeft) this.written.delete(base);
    }
  }
}

/** What people write to, or are about to. */
class Written {
  /** How many works each person has, in the order in which they came. */
  private readonly works = new Map<string, number>();
  /** With a place, or waiting for one: the last is the one to join, those before end with what is under way. */
  private readonly rounds: Round[] = [];

  constructor(
    private readonly shares: FairShares,
    private readonly turnMs: number,
  ) {}

  get isLeft(): boolean {
    return this.works.size === 0;
  }

  begin(userId: string): void {
    this.works.set(userId, (this.works.get(userId) ?? 0) + 1);
    this.rounds.at(-1)?.askFor(userId);
  }

  end(userId: string): void {
    const left = (this.works.get(userId) ?? 0) - 1;
    if (left > 0) this.works.set(userId, left);
    else this.works.delete(userId);
    // A base that is never idle would keep the place of whoever came first.
    for (const round of this.rounds) round.passOn();
  }

  async inPlace<T>(work: () => Promise<T>): Promise<T> {
    const round = this.roundToJoin();
    round.under += 1;
    try {
      await round.entered;
      return await work();
    } finally {
      round.under -= 1;
      if (round.under === 0) {
        round.leave();
        this.rounds.splice(this.rounds.indexOf(round), 1);
      }
    }
  }

  private roundToJoin(): Round {
    const last = this.rounds.at(-1);
    if (last && !(this.shares.isAwaited && last.hasHadPlace(this.turnMs))) return last;
    const next = new Round(this.shares, this.works);
    this.rounds.push(next);
    for (const userId of this.works.keys()) next.askFor(userId);
    return next;
  }
}

/** A place from its first work to the last of those that joined. */
class Round {
  under = 0;
  /** Resolves once there is a place. */
  readonly entered: Promise<void>;
  private enter!: () => void;
  /** Those who ask for a place while there is none. */
  private readonly asking = new Map<string, AbortController>();
  private place: Place | null = null;
  private placedAt = Infinity;

  constructor(
    private readonly shares: FairShares,
    private readonly works: ReadonlyMap<string, number>,
  ) {
    this.entered = new Promise((resolve) => (this.enter = resolve));
  }

  /** For as long as that, or longer. */
  hasHadPlace(ms: number): boolean {
    return performance.now() - this.placedAt >= ms;
  }

  askFor(userId: string): void {
    if (!this.place && !this.asking.has(userId)) void this.ask(userId);
  }

  /** To somebody who is there, where its owner is not. */
  passOn(): void {
    const [next] = this.works.keys();
    if (this.place && next !== undefined && !this.works.has(this.place.owner)) this.place.passTo(next);
  }

  leave(): void {
    this.place?.leave();
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
    this.passOn();
  }
}
