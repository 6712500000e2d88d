import type { Change, RawCell, Row } from '@pyairtable/contracts';
import type { Timers } from '../client/socket';
import type { RowSource, ShownRow } from './row-source';

export interface ChosenRowsOptions extends Pick<RowSource, 'fetchIds' | 'fetchRows'> {
  tableId: string;
  timers: Timers;
  /** Number of the last change applied. */
  last(): number;
  /** Whether edits of this browser wait for the server, which does not know rows by their shown places then. */
  isWaiting(): boolean;
  /** The id of a row that is loaded and surely stands at that index; undefined for any other. */
  idAt(index: number): string | undefined;
  shown(recordId: string): ShownRow | undefined;
  /** Cells of the record that wait for the server. */
  written(recordId: string): Written | undefined;
  /** The cells with others written over them; `titles` of records that they link to, by default those this browser mentioned. */
  withCells(cells: Row['cells'], written: Written, titles?: Readonly<Record<string, string>>): Row['cells'];
}

type Written = Readonly<Record<string, RawCell>>;

interface Found {
  row: Row;
  /** How many of the changes since the read began it surely has. */
  has: number;
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
  /** What the log says while rows are read, a list for each read. */
  readonly #since = new Set<Change[]>();

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

  /** Takes what a change says of the rows that are read at the moment. */
  apply(change: Change): void {
    for (const since of this.#since) since.push(change);
  }

  /**
   * Some fields of records, as shown where they are loaded, as they would be elsewhere: with what the log and this browser
   * have written by the time all of them are read. Those that are gone are left out.
   */
  async rows(
    ids: readonly string[],
    fields: readonly string[],
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<Map<string, Row>> {
    const { shown, fetchRows } = this.#options;
    const found = new Map<string, Found>();
    const since: Change[] = [];
    this.#since.add(since);
    try {
      const missing: string[] = [];
      for (const id of ids) {
        const row = shown(id);
        if (row) found.set(id, { row, has: 0 });
        else missing.push(id);
      }
      for (let start = 0; start < missing.length; start += BLOCK_ROWS) {
        onProgress(ids.length - missing.length + start);
        const block = missing.slice(start, start + BLOCK_ROWS);
        const has = since.length;
        for (const row of await fetchRows({ ids: block, fields: [...fields], signal }))
          found.set(row.id, { row, has });
        signal.throwIfAborted();
      }
    } finally {
      this.#since.delete(since);
    }
    const asked = new Set(fields);
    this.#carry(found, since, asked);
    const rows = new Map<string, Row>();
    for (const [id, { row }] of found) rows.set(id, shown(id) ?? this.#underEdits(row, asked));
    return rows;
  }

  /** The row under what waits for the server. */
  #underEdits(row: Row, fields: ReadonlySet<string>): Row {
    const { written, withCells } = this.#options;
    const waiting = written(row.id);
    return waiting ? { ...row, cells: withCells(row.cells, only(waiting, fields)) } : row;
  }

  /** Takes rows on to where the log is by now. */
  #carry(found: Map<string, Found>, since: readonly Change[], fields: ReadonlySet<string>): void {
    for (const [at, { changes, titles }] of since.entries()) {
      for (const part of changes) {
        if (part.kind !== 'records' || part.tableId !== this.#options.tableId) continue;
        for (const { id } of part.deleted ?? []) if (at >= (found.get(id)?.has ?? 0)) found.delete(id);
        for (const { id, after } of part.updated ?? []) {
          const held = found.get(id);
          if (!held || at < held.has) continue;
          const cells = this.#options.withCells(held.row.cells, only(after, fields), titles);
          held.row = { ...held.row, cells };
        }
      }
    }
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

const only = (written: Written, fields: ReadonlySet<string>): Written =>
  Object.fromEntries(Object.entries(written).filter(([fieldId]) => fields.has(fieldId)));
