import type { Prepared } from '../sql/statement';
import { Store } from '../store';

/** A store that tells what it sends to the database. */
export class RecordingStore extends Store {
  private readonly sent: Prepared[];

  constructor(url: string) {
    const sent: Prepared[] = [];
    super({ url, onStatement: (statement) => sent.push(statement) });
    this.sent = sent;
  }

  /** The statements that `work` sends, in their order. */
  async record(work: () => Promise<unknown>): Promise<Prepared[]> {
    this.sent.length = 0;
    await work();
    return this.sent.splice(0);
  }
}
