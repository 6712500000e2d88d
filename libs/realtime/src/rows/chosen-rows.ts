import type { Row } from '@pyairtable/contracts';
import type { Timers } from '../client/socket';
import type { RowSource, ShownRow } from './row-source';

export interface ChosenRowsOptions extends Pick<RowSource, 'fetchIds' | 'fetchRows'> {
  timers: Timers;
  /** Number of the last change applied. */
  last(): number;
  /** Whether edits of this browser wait for the server, which does not know rows by their shown places then. */
  isWaiting(): boolean;
  /** The id of a row that is loaded and surely stands at that index; undefined for any other. */
  idAt(index: number): string | undefined;
  shown(recordId: string): ShownRow | undefined;
}

/** Rows that a person may choose for one act. */
export const MAX_CHOSEN_ROWS = 200_000;
const BLOCK_ROWS = 500;
const LOOK_AGAIN_MS = 100;
const MAX_ATTEMPTS = 5;
/** What has not been saved after this long keeps an act from starting. */
const PATIENCE_MS = 10_000;

/**
 * Reads rows by the places they are shown at, loaded or not: what a person chose is acted on whole, or not at all.
 * Throws an Error with a sentence to show when it cannot be read, and the signal's reason when it was given up.
 */
export class ChosenRows {
  readonly #options: ChosenRowsOptions;

  constructor(options: ChosenRowsOptions) {
    this.#options = options;
  }

  /** Ids of the rows at `start` up to `end`, in their order. */
  async ids(start: number, end: number, signal: AbortSignal): Promise<string[]> {
    if (end - start > MAX_CHOSEN_ROWS)
      throw new Error(`At most ${MAX_CHOSEN_ROWS.toLocaleString('en')} records can be chosen at once.`);
    const { fetchIds, idAt } = this.#options;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await this.#until(() => !this.#options.isWaiting(), signal);
      const { ids, seq } = await fetchIds({ start, limit: end - start, signal });
      await this.#until(() => this.#options.last() >= seq, signal);
      const isAsShown = ids.every((id, at) => (idAt(start + at) ?? id) === id);
      if (isAsShown && !this.#options.isWaiting()) return ids;
    }
    throw new Error('The records keep changing places. Try again in a moment.');
  }

  /** Some fields of records, as shown where they are loaded; those that are gone are left out. */
  async rows(
    ids: readonly string[],
    fields: readonly string[],
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<Map<string, Row>> {
    const { shown, fetchRows } = this.#options;
    const found = new Map<string, Row>();
    const missing: string[] = [];
    for (const id of ids) {
      const row = shown(id);
      if (row) found.set(id, row);
      else missing.push(id);
    }
    for (let start = 0; start < missing.length; start += BLOCK_ROWS) {
      onProgress(ids.length - missing.length + start);
      const block = missing.slice(start, start + BLOCK_ROWS);
      for (const row of await fetchRows({ ids: block, fields: [...fields], signal })) found.set(row.id, row);
      signal.throwIfAborted();
    }
    return found;
  }

  /** Looks again and again until it is so. */
  async #until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    const { timers } = this.#options;
    const deadline = timers.now() + PATIENCE_MS;
    while (!isSo()) {
      if (timers.now() >= deadline)
        throw new Error('Some changes are still waiting to be saved. Try again in a moment.');
      await new Promise<void>((resolve) => void timers.after(LOOK_AGAIN_MS, resolve));
      signal.throwIfAborted();
    }
  }
}
