/** An immutable set of row indexes kept as sorted, disjoint, non-adjacent spans: ticking a million rows is one span. */
export class RowRanges implements Iterable<number> {
  static readonly none = new RowRanges([]);

  /** Spans as `[start, end)`. */
  private constructor(readonly spans: readonly (readonly [number, number])[]) {}

  /** The rows from `start` up to but not including `end`. */
  static of(start: number, end: number): RowRanges {
    return end > start ? new RowRanges([[start, end]]) : RowRanges.none;
  }

  get count(): number {
    return this.spans.reduce((sum, [start, end]) => sum + end - start, 0);
  }

  get isEmpty(): boolean {
    return this.spans.length === 0;
  }

  /** O(log spans). */
  has(row: number): boolean {
    let low = 0;
    let high = this.spans.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [start, end] = this.spans[middle] as readonly [number, number];
      if (row < start) high = middle - 1;
      else if (row >= end) low = middle + 1;
      else return true;
    }
    return false;
  }

  add(start: number, end: number): RowRanges {
    if (end <= start) return this;
    const kept: [number, number][] = [];
    let from = start;
    let to = end;
    for (const [a, b] of this.spans) {
      if (b < from || a > to) kept.push([a, b]);
      else {
        from = Math.min(from, a);
        to = Math.max(to, b);
      }
    }
    kept.push([from, to]);
    return new RowRanges(kept.sort((x, y) => x[0] - y[0]));
  }

  remove(start: number, end: number): RowRanges {
    if (end <= start) return this;
    const kept: [number, number][] = [];
    for (const [a, b] of this.spans) {
      if (a < Math.min(b, start)) kept.push([a, Math.min(b, start)]);
      if (Math.max(a, end) < b) kept.push([Math.max(a, end), b]);
    }
    return kept.length === 0 ? RowRanges.none : new RowRanges(kept);
  }

  toggle(row: number): RowRanges {
    return this.has(row) ? this.remove(row, row + 1) : this.add(row, row + 1);
  }

  /** Drops rows at or past `rowCount`. */
  clampTo(rowCount: number): RowRanges {
    const last = this.spans[this.spans.length - 1];
    return last === undefined || last[1] <= rowCount ? this : this.remove(rowCount, last[1]);
  }

  *[Symbol.iterator](): Iterator<number> {
    for (const [start, end] of this.spans) for (let row = start; row < end; row++) yield row;
  }
}
