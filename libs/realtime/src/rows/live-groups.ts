import type { ViewGroups } from '@pyairtable/contracts';
import type { Timers } from '../client/socket';
import { countBelow } from './lifted-rows';
import { movedGroup } from './moved-group';
import { retryDelay } from './retry-delay';
import type { FetchGroups } from './row-source';

export interface LiveGroupsOptions {
  fetchGroups: FetchGroups;
  timers: Timers;
  /** Whether rows stand under heads; without, only summaries are told. */
  isGrouped: boolean;
  /** Whether rows on screen are to be read again: the groups that they stand in are shown with them. */
  areRowsDue(): boolean;
  /** Whether rows on screen keep places that groups as of change `seq` do not know. */
  areRowsHeld(seq: number): boolean;
  /** What is shown is another, or cannot be read; `moved`: heads may stand elsewhere. */
  onShown(moved: boolean): void;
}

/** Rows are shown without heads when those take longer than this the first time. */
const FIRST_PATIENCE_MS = 1_500;
/** Between two readings: a burst of changes costs one. */
const MIN_INTERVAL_MS = 250;
/** What takes long to read is left alone for some times as long afterwards. */
const REST = 3;
const LONGEST_REST_MS = 3_000;
/** So long rows and groups wait for each other, so that no row is seen under a head that is not its own. */
const PATIENCE_MS = 600;

/**
 * The groups and summaries of a view, read again, one reading at a time, when changes touch them; until then, and while
 * that fails, what was read before is shown. Positions are the server's.
 */
export class LiveGroups {
  readonly #options: LiveGroupsOptions;
  readonly #abort = new AbortController();
  #shown: ViewGroups | null = null;
  /** Read, and shown with the rows that go with it. */
  #coming: ViewGroups | null = null;
  /** The change that is to be known; null while all are. */
  #due: number | null = null;
  /** To be read for what is no change. */
  #isDue = false;
  #isBusy = false;
  #isHolding = false;
  /** Groups were read as of that change while rows were held in their places. */
  #heldBack: number | null = null;
  #failures = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  #isLate = false;
  #cancelLate: (() => void) | null = null;
  #cancelRead: (() => void) | null = null;
  #cancelShow: (() => void) | null = null;
  #waiting: { seq: number; go: () => void }[] = [];

  constructor(options: LiveGroupsOptions) {
    this.#options = options;
    if (!options.isGrouped) return;
    this.#cancelLate = options.timers.after(FIRST_PATIENCE_MS, () => {
      this.#isLate = true;
      if (!this.#shown) options.onShown(true);
    });
  }

  /** What is shown; null before a first reading. */
  get shown(): ViewGroups | null {
    return this.#shown;
  }

  /** Whether there is nothing to wait for before rows are shown. */
  get isSettled(): boolean {
    return !this.#options.isGrouped || this.#shown !== null || this.#failures > 0 || this.#isLate;
  }

  /** Has them read again: with what change `seq` did, or for another reason. */
  mark(seq?: number): void {
    if (seq === undefined) this.#isDue = true;
    else this.#due = Math.max(this.#due ?? seq, seq);
    this.#schedule();
  }

  /** While on, rows keep their places and so do heads: only the summaries of the view are taken. */
  hold(on: boolean): void {
    if (this.#isHolding === on) return;
    this.#isHolding = on;
    if (on && this.#coming) {
      this.#heldBack = this.#coming.seq;
      this.#coming = null;
      this.#cancelShow?.();
      this.#cancelShow = null;
    }
    if (on || this.#heldBack === null) return;
    this.mark(this.#heldBack);
    this.#heldBack = null;
  }

  /** Resolves when groups are here that know what rows of change `seq` know, or it has taken too long. */
  caughtUp(seq: number): Promise<void> {
    if (this.#knows(seq) || this.#isHolding || this.#failures > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.timers.after(PATIENCE_MS, resolve);
      this.#waiting.push({
        seq,
        go: () => {
          cancel();
          resolve();
        },
      });
    });
  }

  /** Shows what was read; call it when the rows that go with it are there. */
  show(): void {
    const read = this.#coming;
    if (!read) return;
    this.#coming = null;
    this.#cancelShow?.();
    this.#cancelShow = null;
    this.#shown = read;
    this.#options.onShown(true);
  }

  /** Rows at these positions went with change `seq`. */
  rowsGone(seq: number, positions: readonly number[]): void {
    if (positions.length === 0) return;
    if (this.#shown && seq > this.#shown.seq) this.#shown = without(this.#shown, positions);
    if (this.#coming && seq > this.#coming.seq) this.#coming = without(this.#coming, positions);
  }

  /** Tries at once after failures; call it when the connection is back. */
  retryNow(): void {
    if (this.#failures === 0) return;
    this.#notBefore = Number.NEGATIVE_INFINITY;
    this.#cancelRead?.();
    this.#cancelRead = null;
    this.#schedule();
  }

  close(): void {
    this.#abort.abort();
    this.#cancelLate?.();
    this.#cancelRead?.();
    this.#cancelShow?.();
    this.#letGo(Number.POSITIVE_INFINITY);
  }

  /** Whether what was read last knows what rows as of `seq` know. */
  #knows(seq: number): boolean {
    return this.#due === null || ((this.#coming ?? this.#shown)?.seq ?? -1) >= Math.min(this.#due, seq);
  }

  #schedule(): void {
    const { timers } = this.#options;
    if (this.#abort.signal.aborted || this.#isBusy || this.#cancelRead) return;
    if (this.#due === null && !this.#isDue) return;
    this.#cancelRead = timers.after(Math.max(0, this.#notBefore - timers.now()), () => {
      this.#cancelRead = null;
      this.#read();
    });
  }

  #read(): void {
    const { fetchGroups, timers } = this.#options;
    const askedAt = timers.now();
    this.#isBusy = true;
    this.#isDue = false;
    fetchGroups(this.#abort.signal).then(
      (read) => {
        if (this.#abort.signal.aborted) return;
        this.#isBusy = false;
        this.#failures = 0;
        const now = timers.now();
        const rest = Math.min(LONGEST_REST_MS, REST * (now - askedAt));
        this.#notBefore = Math.max(askedAt + MIN_INTERVAL_MS, now + rest);
        this.#take(read);
        this.#schedule();
      },
      () => {
        if (this.#abort.signal.aborted) return;
        this.#isBusy = false;
        this.#isDue = true;
        const now = timers.now();
        this.#notBefore = now + retryDelay(this.#failures, now - askedAt);
        this.#failures += 1;
        this.#letGo(Number.POSITIVE_INFINITY);
        if (this.#failures === 1) this.#options.onShown(true);
        this.#schedule();
      },
    );
  }

  #take(read: ViewGroups): void {
    if (this.#due !== null && read.seq >= this.#due) this.#due = null;
    if (this.#isHolding && this.#shown && this.#options.areRowsHeld(read.seq)) {
      this.#heldBack = read.seq;
      const { kinds, summaries } = read;
      this.#shown = { ...this.#shown, kinds, summaries };
      this.#options.onShown(false);
      return;
    }
    this.#coming = read;
    this.#letGo(this.#due === null ? Number.POSITIVE_INFINITY : read.seq);
    if (!this.#options.isGrouped || !this.#shown || !this.#options.areRowsDue()) this.show();
    else this.#cancelShow ??= this.#options.timers.after(PATIENCE_MS, () => this.show());
  }

  #letGo(seq: number): void {
    const ready = this.#waiting.filter((one) => one.seq <= seq);
    this.#waiting = this.#waiting.filter((one) => one.seq > seq);
    for (const { go } of ready) go();
  }
}

/** The groups when the rows at some positions are gone; a group that has none left stays until they are read again. */
function without(read: ViewGroups, positions: readonly number[]): ViewGroups {
  const gone = positions.toSorted((a, b) => a - b);
  const before = (position: number) => countBelow(gone, position);
  const groups = read.groups?.map((group) => movedGroup(group, (position) => position - before(position)));
  return { ...read, total: Math.max(0, read.total - gone.length), groups: groups ?? null };
}
