import type { GridContext } from './grid-context';
import { haveFoldsMoved } from './moved-folds';
import { refuse } from './refuse';
import { shownRows, type RowLayout } from './row-layout';
import { TickedRows } from './ticked-rows';

/** Ticks rows: those that are loaded at once, the others as soon as the host has read their keys. */
export class Ticking {
  private readonly grid: GridContext;
  /** The row ticked last, from which Shift ticks on. */
  private last: string | null = null;
  /** Ends what an earlier tick still reads. */
  private reading: AbortController | null = null;
  /** Nothing else was chosen since the last tick. */
  private isLast = false;
  /** Unticked or deleted since that began to read them. */
  private readonly unticked = new Set<string>();
  /** Whether all rows that are shown are ticked, as found for these ticks and rows: a frame has no time to ask each. */
  private found: { ticked: TickedRows; rows: RowLayout; isAll: boolean } | null = null;

  constructor(grid: GridContext) {
    this.grid = grid;
  }

  /** Whether all rows that are shown are ticked, and there are any. */
  get isAll(): boolean {
    const { selection, extent } = this.grid;
    const { rows } = extent;
    if (this.found?.ticked !== selection.rows || this.found.rows !== rows)
      this.found = { ticked: selection.rows, rows, isAll: this.areAllTicked() };
    return this.found.isAll;
  }

  /** Whether a key that acts on what is chosen means the ticked rows: they were ticked after the cursor was moved last. */
  get isMeant(): boolean {
    return this.isLast && !this.grid.selection.rows.isEmpty;
  }

  /** Call when the person chooses a cell or a range. */
  leave(): void {
    this.isLast = false;
  }

  /** Call when other records may stand in the rows. */
  lookAgain(): void {
    this.found = null;
  }

  toggle(row: number): void {
    this.isLast = true;
    const key = this.grid.keyOf(row);
    if (key === undefined) return;
    this.last = key;
    const { rows } = this.grid.selection;
    if (rows.has(key)) this.unticked.add(key);
    else this.unticked.delete(key);
    this.set(rows.toggle(key));
  }

  /** Ticks all rows between the one ticked last and `row`; that row alone when there is none. */
  extendTo(row: number): void {
    this.isLast = true;
    const from = this.last === null ? undefined : this.grid.rowOf(this.last);
    if (from === undefined) return this.toggle(row);
    this.last = this.grid.keyOf(row) ?? this.last;
    const range = { top: Math.min(from, row), bottom: Math.max(from, row) };
    this.add(range.top, range.bottom + 1, [...shownRows(this.grid.layout.rows, range)]);
  }

  /** Ticks all rows that are shown, or none when all of them are. */
  toggleAll(): void {
    this.isLast = true;
    const { rowCount, rows } = this.grid.extent;
    if (rows.shownCount === 0 || this.isAll) return this.clear();
    const isWhole = rows.shownCount === rowCount;
    this.add(0, rowCount, isWhole ? undefined : [...shownRows(rows, { top: 0, bottom: rowCount - 1 })]);
  }

  clear(): void {
    this.last = null;
    this.reading?.abort();
    this.reading = null;
    this.set(TickedRows.none);
  }

  /** Unticks records that are gone. */
  forget(keys: Iterable<string>): void {
    const gone = [...keys];
    if (this.reading) for (const key of gone) this.unticked.add(key);
    const { rows } = this.grid.selection;
    const left = rows.remove(gone);
    if (left !== rows) this.set(left);
  }

  private areAllTicked(): boolean {
    const { selection, extent } = this.grid;
    const { rows, rowCount } = extent;
    const ticked = selection.rows;
    if (rows.shownCount === 0 || ticked.count < rows.shownCount) return false;
    let unknown = 0;
    for (const row of shownRows(rows, { top: 0, bottom: rowCount - 1 })) {
      const key = this.grid.keyOf(row);
      if (key === undefined) unknown++;
      else if (!ticked.has(key)) return false;
    }
    if (unknown === 0) return true;
    // Rows that are not loaded have no key: they are taken for ticked when as many ticks are on no loaded row.
    for (const key of ticked.keys) if (this.grid.rowOf(key) === undefined && --unknown === 0) return true;
    return false;
  }

  /** Ticks rows `start` up to `end`, or those of them that are `wanted`. */
  private add(start: number, end: number, wanted?: readonly number[]): void {
    const keys: string[] = [];
    let isWhole = true;
    const rows = wanted ?? Array.from({ length: end - start }, (_, at) => start + at);
    for (const row of rows) {
      const key = this.grid.keyOf(row);
      if (key === undefined) isWhole = false;
      else keys.push(key);
    }
    const { readRowKeys } = this.grid.options;
    // All there are may be others by then, but not those from one record to another.
    const seen = new Map(wanted?.map((row) => [row, this.grid.keyOf(row)]));
    const ticked = this.grid.selection.rows.add(keys);
    if (isWhole || !readRowKeys) return this.set(ticked);
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    this.unticked.clear();
    this.set(ticked.reading(true));
    const before = this.grid.extent.rows;
    readRowKeys(start, end, reading.signal).then(
      (all) => {
        if (reading.signal.aborted) return;
        const { words, extent } = this.grid;
        const isOther = [...seen].some(([row, key]) => key !== undefined && all[row - start] !== key);
        const isOtherFold = haveFoldsMoved(before, extent.rows, { top: start, bottom: end - 1 });
        if (isOther || isOtherFold) {
          this.clear();
          return refuse(this.grid, isOtherFold ? words.groupsChanged : words.rowsChanged);
        }
        this.reading = null;
        const read = rows.flatMap((row) => all[row - start] ?? []);
        const kept = read.filter((key) => !this.unticked.has(key));
        this.set(this.grid.selection.rows.reading(false).add(kept));
      },
      () => {
        // The host has said why; half of what was chosen is not what was chosen.
        if (!reading.signal.aborted) this.clear();
      },
    );
  }

  private set(rows: TickedRows): void {
    this.grid.setSelection({ ...this.grid.selection, rows });
  }
}
