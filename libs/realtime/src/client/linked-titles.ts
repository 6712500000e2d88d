const MOST = 2_000;

/** The texts that pending link edits show; the oldest go first, a lost one only shows empty until confirmed. */
export class LinkedTitles {
  readonly #titles = new Map<string, string>();

  remember(titles: Readonly<Record<string, string>>): void {
    for (const [id, title] of Object.entries(titles)) {
      this.#titles.delete(id);
      this.#titles.set(id, title);
    }
    for (const id of this.#titles.keys()) {
      if (this.#titles.size <= MOST) break;
      this.#titles.delete(id);
    }
  }

  /** By record. */
  all(): Record<string, string> {
    return Object.fromEntries(this.#titles);
  }
}
