/** A work that waits to be carried out with others. */
export interface Waiting<Work, Result> {
  work: Work;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Lets works of one lane wait for each other: those that arrive while some are under way are carried out together
 * afterwards. A lone work starts at once. Lanes do not wait for one another.
 */
export class Lanes<Work, Result> {
  private readonly lanes = new Map<string, Waiting<Work, Result>[]>();

  /**
   * `carryOut` settles each of its batch, or throws for all that it left. Batches have at most `most` works, which
   * bounds how long the first of them waits for the last.
   */
  constructor(
    private readonly carryOut: (batch: readonly Waiting<Work, Result>[], lane: string) => Promise<void>,
    private readonly most: number,
  ) {}

  run(lane: string, work: Work): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const waiting = { work, resolve, reject };
      const open = this.lanes.get(lane);
      if (open) {
        open.push(waiting);
      } else {
        const opened = [waiting];
        this.lanes.set(lane, opened);
        void this.drain(lane, opened);
      }
    });
  }

  private async drain(lane: string, open: Waiting<Work, Result>[]): Promise<void> {
    while (open.length > 0) {
      const batch = open.splice(0, this.most);
      await this.carryOut(batch, lane).catch((error: unknown) =>
        batch.forEach(({ reject }) => reject(error)),
      );
    }
    this.lanes.delete(lane);
  }
}
