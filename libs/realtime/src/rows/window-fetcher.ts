import type { RowWindow } from '@pyairtable/contracts';
import type { Timers } from '../client/socket';
import { joined, overlapsAny, type PositionRange, widened } from './position-ranges';
import { retryDelay } from './retry-delay';
import type { FetchWindow } from './row-source';
import type { WindowStore } from './window-store';

export interface WindowFetcherOptions {
  store: WindowStore;
  fetchWindow: FetchWindow;
  timers: Timers;
  /** Number of the last change applied. */
  last(): number;
  /** Positions up to here are shown; what stands behind goes with ops that are on their way. */
  end(): number;
  /** A window was taken that was read as of `seq`: these positions may show something else. */
  onLoaded(range: PositionRange, seq: number): void;
  /** Rows stand under heads, which are of one order with them: what keeps its place does so only until others are read. */
  isGrouped: boolean;
  /** Rows cannot keep their places any longer: those that are read stand in another order. Ends the hold. */
  onTorn(): void;
  /** Reading fails (and goes on being tried), or works again. */
  onFailure(): void;
}

interface Flight extends PositionRange {
  abort: AbortController;
  askedAt: number;
}

const MAX_IN_FLIGHT = 2;
/** Rows of one request: few enough to be quick, enough for several screens. */
const BLOCK_ROWS = 200;
/** Rows kept ready around what is visible. */
const OVERSCAN_ROWS = 60;
/** Faster than this, what is read is out of sight before it arrives. */
const FLING_ROWS_PER_S = 600;
/** A view that flies by is read once it has come to rest for so long. */
const REST_MS = 100;
/** How far ahead a moving view is read. */
const LOOK_AHEAD_S = 0.4;
const MAX_LOOK_AHEAD_ROWS = 400;
/** Shortest time between two requests. */
const MIN_INTERVAL_MS = 60;
/** The same for rows that are shown but may have moved: a burst of changes costs one read. */
const REREAD_INTERVAL_MS = 250;
/** Rows whose reading takes long are left alone for some times as long afterwards: the server is there for others too. */
const REREAD_REST = 3;
const LONGEST_REREAD_REST_MS = 1_000;
const UNSETTLED_RETRY_MS = 150;

/** Keeps the visible rows and some around them loaded; gives up requests for places that were left. */
export class WindowFetcher {
  readonly #options: WindowFetcherOptions;
  readonly #flights = new Set<Flight>();
  /** Ascending, and apart from each other. */
  #wanted: readonly PositionRange[] = [{ start: 0, end: BLOCK_ROWS }];
  #visible: readonly PositionRange[] = [];
  /** Where the last request ended: of several visible ranges the next one is read then. */
  #lastEnd = 0;
  #lastRequestAt = Number.NEGATIVE_INFINITY;
  /** Until then rows that are shown are not read again. */
  #restUntil = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #failure: Error | null = null;
  #cancelTimer: (() => void) | null = null;
  #flungAt = Number.NEGATIVE_INFINITY;
  #cancelRest: (() => void) | null = null;
  #holding = false;
  #closed = false;

  constructor(options: WindowFetcherOptions) {
    this.#options = options;
  }

  /**
   * What is on screen, by position in the server's view: several ranges where rows between them are not shown. `near`
   * says what is shown up to so many rows around them; `velocity` is in rows per second.
   */
  want(
    visible: readonly PositionRange[],
    velocity = 0,
    near?: (rows: number) => readonly PositionRange[],
  ): void {
    const ahead = Math.max(-MAX_LOOK_AHEAD_ROWS, Math.min(MAX_LOOK_AHEAD_ROWS, velocity * LOOK_AHEAD_S));
    this.#visible = joined(visible);
    const around = joined(near?.(OVERSCAN_ROWS) ?? []);
    // All that is shown as one range goes on behind its last row when more come.
    const isCut = around.length > 1 || visible.length === 0;
    const wanted = isCut ? around : widened(visible, OVERSCAN_ROWS);
    this.#wanted = wanted.map(({ start, end }, at) => ({
      start: at === 0 ? Math.max(0, Math.floor(start + Math.min(0, ahead))) : start,
      end: at === wanted.length - 1 ? Math.ceil(end + Math.max(0, ahead)) : end,
    }));
    for (const flight of this.#flights) {
      if (!overlapsAny(this.#wanted, flight)) this.#abandon(flight);
    }
    const now = this.#options.timers.now();
    if (Math.abs(velocity) > FLING_ROWS_PER_S) this.#flungAt = now;
    this.#cancelRest?.();
    this.#cancelRest = null;
    const rest = this.#flungAt + REST_MS - now;
    if (rest <= 0) {
      this.pump();
      return;
    }
    this.#cancelRest = this.#options.timers.after(rest, () => {
      this.#cancelRest = null;
      this.pump();
    });
  }

  /** While on, rows that may have moved stay where they are: only missing ones are read, while none has moved. */
  hold(on: boolean): void {
    if (this.#holding === on) return;
    this.#holding = on;
    this.pump();
  }

  get holding(): boolean {
    return this.#holding;
  }

  /** Why the last reading failed; null where it did not. */
  get failure(): Error | null {
    return this.#failure;
  }

  get visible(): readonly PositionRange[] {
    return this.#visible;
  }

  /** Whether rows on screen are shown as they were, until they are read again. */
  get isBehind(): boolean {
    const { store } = this.#options;
    const last = Math.min(store.total, this.#options.end());
    return this.#visible.some(({ start, end }) => {
      for (let position = start; position < Math.min(end, last); position += 1)
        if (!store.isFresh(position)) return true;
      return false;
    });
  }

  /** Starts what is due. Call it when rows became stale or missing. */
  pump(): void {
    if (this.#closed || this.#cancelTimer || this.#cancelRest) return;
    if (this.#keepsOrder && this.#isTorn) {
      this.#options.onTorn();
      return;
    }
    while (this.#flights.size < MAX_IN_FLIGHT) {
      const gap = this.#nextGap();
      if (!gap) return;
      const due = this.#options.store.rowAt(gap.start)
        ? Math.max(this.#lastRequestAt + this.#rereadInterval, this.#restUntil)
        : this.#lastRequestAt + MIN_INTERVAL_MS;
      const wait = due - this.#options.timers.now();
      if (wait > 0) {
        this.#pumpAfter(wait);
        return;
      }
      this.#fetch(gap);
    }
  }

  /** Tries at once after failures; call it when the connection is back, or what is asked for is another. */
  retryNow(): void {
    // What has failed so far is asked anew, and not waited for to fail again.
    if (this.#failure) for (const flight of this.#flights) this.#abandon(flight);
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.pump();
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#cancelRest?.();
    this.#cancelRest = null;
    for (const flight of this.#flights) this.#abandon(flight);
  }

  #pumpAfter(delayMs: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.timers.after(delayMs, () => {
      this.#cancelTimer = null;
      this.pump();
    });
  }

  /** A record that is filled in stays where it is in a view without heads, though its end is read meanwhile. */
  get #keepsOrder(): boolean {
    return this.#holding && this.#options.isGrouped;
  }

  /** Whether rows on screen, when those that lack are read, are not all of one order. */
  get #isTorn(): boolean {
    const { store } = this.#options;
    if (!store.hasStale) return false;
    const last = Math.min(store.total, this.#options.end());
    let fresh = 0;
    let stale = 0;
    for (const { start, end } of this.#visible) {
      for (let position = start; position < Math.min(end, last); position += 1) {
        if (store.rowAt(position) === undefined) return true;
        if (store.isFresh(position)) fresh += 1;
        else stale += 1;
      }
    }
    return fresh > 0 && stale > 0;
  }

  /** Whether rows on screen that are not there yet come with it. */
  #isAwaited({ start, end }: PositionRange): boolean {
    const { store } = this.#options;
    return this.#visible.some((range) => {
      const last = Math.min(range.end, end, store.total, this.#options.end());
      for (let position = Math.max(range.start, start); position < last; position += 1)
        if (store.rowAt(position) === undefined) return true;
      return false;
    });
  }

  /** Several ranges take turns, each as often as one would be read. */
  get #rereadInterval(): number {
    return Math.max(MIN_INTERVAL_MS, REREAD_INTERVAL_MS / Math.max(1, this.#visible.length));
  }

  /** The first run of wanted positions that is neither fresh nor on its way; what is visible comes first. */
  #nextGap(): PositionRange | null {
    const { store } = this.#options;
    if (!store.counted) {
      const start = this.#wanted[0]?.start ?? 0;
      return this.#flights.size > 0 ? null : { start, end: start + BLOCK_ROWS };
    }
    const isMissing = (position: number) => store.rowAt(position) === undefined;
    const lacks = this.#holding ? isMissing : (position: number) => !store.isFresh(position);
    const later = this.#visible.filter(({ start }) => start >= this.#lastEnd);
    const turns = [...later, ...this.#visible.filter(({ start }) => start < this.#lastEnd)];
    const gaps = turns.flatMap((range) => this.#gapIn(range, lacks) ?? []);
    const missing = gaps.find(({ start }) => isMissing(start));
    const gap = missing ?? gaps[0];
    if (gap) return gap;
    // They would come in another order than those that keep their places.
    if (this.#keepsOrder && store.hasStale) return null;
    // Rows around the visible ones are read ahead once; when they are stale they wait until they are visible.
    for (const range of this.#wanted) {
      const ahead = this.#gapIn(range, isMissing);
      if (ahead) return ahead;
    }
    return null;
  }

  #gapIn(range: PositionRange, lacks: (position: number) => boolean): PositionRange | null {
    const { store } = this.#options;
    const isDue = (position: number) =>
      lacks(position) && ![...this.#flights].some(({ start, end }) => position >= start && position < end);
    const end = Math.min(range.end, store.total, this.#options.end());
    let start = Math.max(0, range.start);
    while (start < end && !isDue(start)) start += 1;
    if (start >= end) return null;
    // Scrolling up, the gap ends at rows that are loaded: read a whole block that ends there.
    let stop = start;
    const limit = Math.min(store.total, this.#options.end(), start + BLOCK_ROWS);
    while (stop < limit && isDue(stop)) stop += 1;
    const back = stop < limit ? Math.max(0, stop - BLOCK_ROWS) : start;
    while (start > back && isDue(start - 1)) start -= 1;
    return { start, end: stop };
  }

  #fetch(range: PositionRange): void {
    const { store, fetchWindow, last, timers } = this.#options;
    const askedAt = timers.now();
    const flight: Flight = { ...range, abort: new AbortController(), askedAt };
    this.#flights.add(flight);
    this.#lastRequestAt = askedAt;
    this.#lastEnd = range.end;
    const anchor = store.anchorBefore(range.start);
    fetchWindow({
      start: range.start,
      limit: range.end - range.start,
      ...(anchor ? { after: anchor.n } : {}),
      signal: flight.abort.signal,
    }).then(
      (window) => this.#landed(flight, window, anchor, last()),
      (error: unknown) => this.#failed(flight, error),
    );
  }

  #landed(
    flight: Flight,
    window: RowWindow,
    anchor: { n: number; seq: number } | undefined,
    last: number,
  ): void {
    if (!this.#flights.delete(flight)) return;
    const { store, onLoaded, onTorn, onFailure, timers } = this.#options;
    const now = timers.now();
    this.#restUntil = now + Math.min(LONGEST_REREAD_REST_MS, REREAD_REST * (now - flight.askedAt));
    if (this.#failures > 0) {
      this.#failures = 0;
      this.#failure = null;
      // Nothing waits for what failed before.
      this.#cancelTimer?.();
      this.#cancelTimer = null;
      onFailure();
    }
    if (this.#keepsOrder && (store.hasStale || window.seq > last)) {
      // Asked for before rows were to keep their places: read again afterwards, together with the groups that go with it.
      if (store.counted && !this.#isAwaited(flight)) return this.#pumpAfter(UNSETTLED_RETRY_MS);
      const isReread = store.rowAt(flight.start) !== undefined;
      onTorn();
      // Groups that go with it were held back: both are read again, and shown together.
      if (isReread) return;
    }
    if (store.insert(window, last, anchor)) {
      this.evict();
      onLoaded({ start: window.start, end: window.start + window.rows.length }, window.seq);
    }
    // A window that left its first row due (the log moved on meanwhile) is asked for again, but not in a tight loop.
    if (flight.start < store.total && !store.isFresh(flight.start)) this.#pumpAfter(UNSETTLED_RETRY_MS);
    else this.pump();
  }

  /** Lets go of rows far from those that are seen, where more are held than may be. */
  evict(): void {
    this.#options.store.evict(this.#wanted);
  }

  #failed(flight: Flight, error: unknown): void {
    if (!this.#flights.delete(flight)) return;
    this.#failure = error instanceof Error ? error : new Error(String(error));
    this.#options.onFailure();
    const delay = retryDelay(this.#failures, this.#options.timers.now() - flight.askedAt);
    this.#failures += 1;
    this.#pumpAfter(delay);
  }

  #abandon(flight: Flight): void {
    this.#flights.delete(flight);
    flight.abort.abort();
  }
}
