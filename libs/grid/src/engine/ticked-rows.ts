/**
 * The ticked rows by their keys, immutable. A tick belongs to a record and not to a place: what is sorted, inserted or
 * deleted around it does not hand it on.
 */
export class TickedRows {
  static readonly none = new TickedRows(new Set(), false);

  private constructor(
    readonly keys: ReadonlySet<string>,
    /** More of them are being read: rows that are not loaded have no key yet. */
    readonly isReading: boolean,
  ) {}

  static of(keys: Iterable<string>): TickedRows {
    return TickedRows.none.add(keys);
  }

  get count(): number {
    return this.keys.size;
  }

  get isEmpty(): boolean {
    return this.keys.size === 0 && !this.isReading;
  }

  has(key: string | undefined): boolean {
    return key !== undefined && this.keys.has(key);
  }

  add(keys: Iterable<string>): TickedRows {
    return this.with(new Set([...this.keys, ...keys]), this.isReading);
  }

  /** The same object when none of the keys is ticked. */
  remove(keys: Iterable<string>): TickedRows {
    const kept = new Set(this.keys);
    for (const key of keys) kept.delete(key);
    return kept.size === this.keys.size ? this : this.with(kept, this.isReading);
  }

  toggle(key: string): TickedRows {
    return this.keys.has(key) ? this.remove([key]) : this.add([key]);
  }

  reading(isReading: boolean): TickedRows {
    return isReading === this.isReading ? this : this.with(this.keys, isReading);
  }

  private with(keys: ReadonlySet<string>, isReading: boolean): TickedRows {
    return keys.size === 0 && !isReading ? TickedRows.none : new TickedRows(keys, isReading);
  }
}
