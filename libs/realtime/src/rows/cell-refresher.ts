import type { Row } from '@pyairtable/contracts';
import type { Timers } from '../client/socket';
import { retryDelay } from './retry-delay';
import type { FetchRows } from './row-source';

export interface CellRefresherOptions {
  fetchRows: FetchRows;
  timers: Timers;
  /** Records on screen, at most so many as one read takes. */
  shownIds(limit: number): string[];
  /** Number of the last change applied. */
  last(): number;
  /** Fields of rows as read at or after change `asOf`. */
  onRead(rows: Row[], fieldIds: string[], asOf: number): void;
}

const MAX_IDS = 500;
/** Between two reads: a burst of changes costs one. */
const MIN_INTERVAL_MS = 250;

/** Reads computed cells of the rows on screen again when changes elsewhere may have changed what they show; one read at a time. */
export class CellRefresher {
  readonly #options: CellRefresherOptions;
  readonly #due = new Set<string>();
  #lastAt = Number.NEGATIVE_INFINITY;
  #busy = false;
  /** Reads that failed since the last one that did not. */
  #failures = 0;
  #cancelTimer: (() => void) | null = null;
  #abort = new AbortController();

  constructor(options: CellRefresherOptions) {
    this.#options = options;
  }

  mark(fieldIds: Iterable<string>): void {
    for (const id of fieldIds) this.#due.add(id);
    this.#schedule();
  }

  /** The connection is back: what could not be read is read now. */
  retryNow(): void {
    if (this.#failures === 0) return;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#schedule();
  }

  close(): void {
    this.#due.clear();
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#abort.abort();
  }

  #schedule(extraMs = 0): void {
    if (this.#busy || this.#cancelTimer || this.#due.size === 0) return;
    const wait = Math.max(extraMs, this.#lastAt + MIN_INTERVAL_MS - this.#options.timers.now(), 0);
    this.#cancelTimer = this.#options.timers.after(wait, () => {
      this.#cancelTimer = null;
      this.#read();
    });
  }

  #read(): void {
    const { fetchRows, last, onRead, shownIds, timers } = this.#options;
    const fields = [...this.#due];
    const ids = shownIds(MAX_IDS);
    this.#due.clear();
    if (ids.length === 0) return;
    this.#busy = true;
    this.#lastAt = timers.now();
    const asOf = last();
    fetchRows({ ids, fields, signal: this.#abort.signal }).then(
      (rows) => {
        this.#busy = false;
        this.#failures = 0;
        if (this.#abort.signal.aborted) return;
        onRead(rows, fields, asOf);
        this.#schedule();
      },
      () => {
        this.#busy = false;
        if (this.#abort.signal.aborted) return;
        for (const id of fields) this.#due.add(id);
        this.#schedule(retryDelay(this.#failures, timers.now() - this.#lastAt));
        this.#failures += 1;
      },
    );
  }
}
