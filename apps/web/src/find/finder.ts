import type { ViewMatches } from '@pyairtable/contracts';

/** A cell that shows what is sought, at the place of its row in the view. */
export interface FoundCell {
  index: number;
  recordId: string;
  fieldId: string;
}

/** What a search has come to. */
export interface Finding {
  text: string;
  state: 'nothing' | 'searching' | 'found' | 'failed';
  cells: readonly FoundCell[];
  /** All that there are have been read. */
  whole: boolean;
  /** Which of them is shown; -1 for none. */
  at: number;
}

/** Asks for matches behind a row, from the first for null. */
export type ReadMatches = (text: string, after: number | null, signal: AbortSignal) => Promise<ViewMatches>;

/** Long enough for somebody to type on. */
const TYPED_MS = 150;
/** Others' writes are one where they come together. */
const CHANGED_MS = 400;

const NOTHING: Finding = { text: '', state: 'nothing', cells: [], whole: true, at: -1 };

const cellsOf = ({ matches }: ViewMatches): FoundCell[] =>
  matches.flatMap(({ index, recordId, fieldIds }) =>
    fieldIds.map((fieldId) => ({ index, recordId, fieldId })),
  );

/** The search of one view: reads what is typed once it stays, and again when records changed; one reading at a time. */
export class Finder {
  #finding = NOTHING;
  /** Row from which a cell is shown once what is sought is read; null shows none. */
  #from: number | null = null;
  /** Whether the person who asked for the next cell, which is still read, waits to see it. */
  #isAwaited = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: AbortController | undefined;
  #changed = false;
  readonly #listeners = new Set<() => void>();
  readonly #shows = new Set<(cell: FoundCell) => void>();

  constructor(private readonly read: ReadMatches) {}

  readonly snapshot = (): Finding => this.#finding;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Called with each cell that is to be shown. */
  onShow(show: (cell: FoundCell) => void): () => void {
    this.#shows.add(show);
    return () => this.#shows.delete(show);
  }

  /** Searches for the text, and shows the first cell that has it in or behind a row of the view; none for null. */
  find(text: string, from: number | null): void {
    this.close();
    this.#from = from;
    if (text.trim() === '') return this.#put({ ...NOTHING, text });
    this.#put({ ...this.#finding, text, state: 'searching' });
    this.#timer = setTimeout(() => void this.#search(), TYPED_MS);
  }

  /** Whoever asked has gone on elsewhere: what is read by now is counted, and no cell is shown. */
  leave(): void {
    this.#from = null;
    this.#isAwaited = false;
  }

  /** Records may show other texts now, or stand elsewhere. */
  changed(): void {
    if (this.#finding.text.trim() === '' || this.#timer !== undefined) return;
    if (this.#reading) this.#changed = true;
    else this.#timer = setTimeout(() => this.#searchAgain(), CHANGED_MS);
  }

  /** Shows the next cell, the first after the last. */
  async next(): Promise<void> {
    if (this.#finding.state === 'searching') return this.#hurry();
    const { cells, whole, at, text } = this.#finding;
    if (at + 1 < cells.length || whole) return this.#go(at + 1 < cells.length ? at + 1 : 0);
    this.#isAwaited = true;
    if (this.#reading) return;
    await this.#run(async (signal) => {
      const more = await this.read(text, cells.at(-1)?.index ?? null, signal);
      signal.throwIfAborted();
      this.#put({ ...this.#finding, cells: [...cells, ...cellsOf(more)], whole: more.matches.length === 0 });
      if (this.#isAwaited) this.#go(at + 1 < this.#finding.cells.length ? at + 1 : 0);
    });
  }

  /** Shows the cell before, the last before the first where it is known. */
  previous(): void {
    if (this.#finding.state === 'searching') return void this.#hurry();
    const { cells, whole, at } = this.#finding;
    if (at > 0) this.#go(at - 1);
    else if (whole) this.#go(cells.length - 1);
  }

  /** Reads no more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#reading?.abort();
    this.#reading = undefined;
    this.#changed = false;
  }

  /** The cells at hand are those of another text: whoever asks for one is shown the first of what is typed. */
  async #hurry(): Promise<void> {
    this.#from ??= 0;
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    await this.#search();
  }

  async #search(): Promise<void> {
    this.#timer = undefined;
    const { text } = this.#finding;
    await this.#run(async (signal) => {
      const answer = await this.read(text, null, signal);
      signal.throwIfAborted();
      const cells = cellsOf(answer);
      const whole = answer.matches.length >= answer.total;
      const at = this.#from === null ? -1 : firstFrom(this.#from, cells);
      this.#put({ text, state: 'found', cells, whole, at });
      this.#go(at);
    });
  }

  #searchAgain(): void {
    this.#timer = undefined;
    // What somebody asked to see is read first.
    if (this.#reading) this.#changed = true;
    else void this.#follow();
  }

  /** Reads what is found anew, as far as the cell that is shown, and stays there. */
  async #follow(): Promise<void> {
    const { text, cells: before, at: stood } = this.#finding;
    const last = before[stood];
    await this.#run(async (signal) => {
      const cells: FoundCell[] = [];
      let total: number;
      let rows = 0;
      do {
        const answer = await this.read(text, cells.at(-1)?.index ?? null, signal);
        signal.throwIfAborted();
        cells.push(...cellsOf(answer));
        rows += answer.matches.length;
        total = answer.matches.length === 0 ? rows : answer.total;
      } while (rows < total && last && same(last, cells) < 0 && (cells.at(-1)?.index ?? 0) <= last.index);
      this.#put({ text, state: 'found', cells, whole: rows >= total, at: last ? placeOf(last, cells) : -1 });
    });
  }

  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const reading = new AbortController();
    this.#reading?.abort();
    this.#reading = reading;
    try {
      await work(reading.signal);
    } catch {
      const { text, state } = this.#finding;
      // Cells of the text before are no answer.
      if (!reading.signal.aborted)
        this.#put(
          state === 'searching'
            ? { ...NOTHING, text, state: 'failed' }
            : { ...this.#finding, state: 'failed' },
        );
    }
    if (this.#reading !== reading) return;
    this.#reading = undefined;
    const again = this.#changed;
    this.#changed = false;
    if (again) this.changed();
  }

  #go(at: number): void {
    const cell = this.#finding.cells[at];
    if (!cell) return;
    this.#put({ ...this.#finding, at });
    for (const show of this.#shows) show(cell);
  }

  #put(finding: Finding): void {
    this.#finding = finding;
    for (const listener of this.#listeners) listener();
  }
}

/** The first cell in or behind a row, else the first of all; -1 where there is none. */
function firstFrom(row: number, cells: readonly FoundCell[]): number {
  const at = cells.findIndex(({ index }) => index >= row);
  return at < 0 && cells.length > 0 ? 0 : at;
}

const same = (cell: FoundCell, cells: readonly FoundCell[]): number =>
  cells.findIndex(({ recordId, fieldId }) => recordId === cell.recordId && fieldId === cell.fieldId);

/** Where the cell is among those found anew; else the one that has taken its place. */
function placeOf(cell: FoundCell, cells: readonly FoundCell[]): number {
  const at = same(cell, cells);
  return at < 0 ? firstFrom(cell.index, cells) : at;
}
