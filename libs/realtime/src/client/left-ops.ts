/** What a page that is open elsewhere has made just now it sends itself. */
export const LEFT_AFTER_MS = 5_000;

/** A connection is taken for dead sooner: a page that is at a long act has had an answer by then. */
const STILL_FOR_MS = 10_000;

/** Whether those who keep ops are gone: a page that is open and at work has one answer after the other. */
export class LeftOps {
  #ids: readonly string[] = [];
  #since = 0;

  /** Whether nothing of what other pages keep, by its ids, has been answered for long, as of `now` in milliseconds. */
  areStill(ids: readonly string[], now: number): boolean {
    const present = new Set(ids);
    if (this.#ids.length === 0 || this.#ids.some((id) => !present.has(id))) this.#since = now;
    this.#ids = ids;
    return ids.length > 0 && now - this.#since >= STILL_FOR_MS;
  }
}
