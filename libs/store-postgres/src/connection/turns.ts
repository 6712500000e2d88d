/** Lets works of one key follow one another in the order they came; works of different keys do not wait. */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  /** Runs `work` once those before it have settled; it is told whether it had to wait, as what it knew may have changed. */
  async take<T>(key: string, work: (waited: boolean) => Promise<T>): Promise<T> {
    const before = this.last.get(key);
    const own = before ? before.then(() => work(true)) : work(false);
    const settled = own.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(key, settled);
    try {
      return await own;
    } finally {
      if (this.last.get(key) === settled) this.last.delete(key);
    }
  }
}
