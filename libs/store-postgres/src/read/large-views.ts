/** Sorting fewer rows for a window is no more work than to look for their kept order. */
const MANY_ROWS = 20_000;
/** Views that are remembered; the one asked for longest ago is forgotten. */
const MOST_VIEWS = 1_000;

/** Which views were large when somebody last looked: says what is quicker, and never what is answered. */
export class LargeViews {
  private readonly names = new Set<string>();

  has(name: string): boolean {
    return this.names.has(name);
  }

  note(name: string, rows: number): void {
    this.names.delete(name);
    if (rows < MANY_ROWS) return;
    this.names.add(name);
    if (this.names.size > MOST_VIEWS) this.names.delete(this.names.values().next().value as string);
  }
}
