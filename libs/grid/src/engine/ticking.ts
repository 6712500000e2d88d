import type { GridContext } from './grid-context';
import { shownRows } from './row-layout';
import { TickedRows } from './ticked-rows';

/** Ticks rows: those that are loaded at once, the others as soon as the host has read their keys. */
export class Ticking {
  private readonly grid: GridContext;
  /** The row ticked last, from which Shift ticks on. */
  private last: string | null = null;
  /** Ends what an earlier tick still reads. */
  private reading: AbortController | null = null;
  /** Unticked or deleted since that began to read them. */
  private readonly unticked = new Set<string>();

  constructor(grid: GridContext) {
    this.grid = grid;
  }

  toggle(row: number): void {
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
    const from = this.last === null ? undefined : this.grid.rowOf(this.last);
    if (from === undefined) return this.toggle(row);
    this.last = this.grid.keyOf(row) ?? this.last;
    const range = { top: Math.min(from, row), bottom: Math.max(from, row) };
    this.add(range.top, range.bottom + 1, [...shownRows(this.grid.layout.rows, range)]);
  }

  /** Ticks all rows that are shown, or none when as many are ticked. */
  toggleAll(): void {
    const { selection, extent } = this.grid;
    const { rowCount, rows } = extent;
    if (selection.rows.count >= rows.shownCount) return this.clear();
    const isWhole = rows.shownCount === rowCount;
    this.add(0, rowCount, isWhole ? undefined : [...shownRows(rows, { top: 0, bottom: rowCount - 1 })]);
  }

  clear(): void {
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
    const ticked = this.grid.selection.rows.add(keys);
    if (isWhole || !readRowKeys) return this.set(ticked);
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    this.unticked.clear();
    this.set(ticked.reading(true));
    readRowKeys(start, end, reading.signal).then(
      (all) => {
        if (reading.signal.aborted) return;
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
