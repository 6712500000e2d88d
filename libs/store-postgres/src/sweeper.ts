import type { Database } from './connection/database';
import { ANSWER_KEPT } from './kept-answers';

const EVERY_MS = 60_000;

/** What is deleted once it is older than its time: tables, and the condition that names the rows. */
const EXPIRED = [
  // Stored orders of sorted lists that nobody has continued.
  ['api.list_snapshot', `created_at < now() - interval '15 minutes'`],
  ['api.row_order', `made_at < now() - interval '15 minutes'`],
  // Longer than any write takes.
  ['api.record_claim', `claimed_at < now() - interval '15 minutes'`],
  ['api.kept_answer', `kept_at <= now() - interval '${ANSWER_KEPT}'`],
  // Longer than edits wait in a browser that is away.
  ['api.idle_op', `done_at < now() - interval '30 days'`],
];

/** Deletes what has expired, once a minute. */
export class Sweeper {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly onFailure: (error: Error) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One pass. */
  async sweep(): Promise<void> {
    for (const [rows, expired] of EXPIRED) {
      // The next pass deletes what this one left: what another replica sweeps, or a write takes up once more.
      const free = `SELECT ctid FROM ${rows} WHERE ${expired} FOR UPDATE SKIP LOCKED`;
      await this.database
        .rows({ text: `DELETE FROM ${rows} WHERE ctid = ANY(ARRAY(${free}))`, parameters: [] })
        .catch((error: Error) => this.onFailure(error));
    }
  }
}
