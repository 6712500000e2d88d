import type { Database } from '../connection/database';

const EVERY_MS = 60_000;
const KEPT = '15 minutes';

/** Deletes the stored orders of sorted lists that nobody has continued in time. */
export class SnapshotSweeper {
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
    try {
      await this.database.rows({
        text: `DELETE FROM api.list_snapshot WHERE created_at < now() - interval '${KEPT}'`,
        parameters: [],
      });
    } catch (error) {
      // The next pass deletes what this one left.
      this.onFailure(error as Error);
    }
  }
}
