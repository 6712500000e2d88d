import { AppError } from '@pyairtable/kernel';
import type { Database } from '../connection/database';
import type { Prepared } from '../sql/statement';

interface Waiting {
  statement: Prepared;
  resolve(row: unknown): void;
  reject(error: unknown): void;
}

/** Statements committed together at most: bounds how long the first of them waits for the last. */
const MAX_TOGETHER = 32;

/**
 * Runs one-statement writes. Writes of one base wait for each other's commit, as each takes the base's next number; so
 * those that arrive while one is under way are committed together afterwards and share its flush to disk. A lone
 * write goes out at once, as a statement of its own.
 */
export class WriteCombiner {
  private readonly lanes = new Map<string, Waiting[]>();

  constructor(private readonly database: Database) {}

  /** The statement's single row, once committed. */
  run<T>(baseId: string, statement: Prepared): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = { statement, resolve: resolve as Waiting['resolve'], reject };
      const lane = this.lanes.get(baseId);
      if (lane) {
        lane.push(waiting);
      } else {
        const opened = [waiting];
        this.lanes.set(baseId, opened);
        void this.drain(baseId, opened);
      }
    });
  }

  private async drain(baseId: string, lane: Waiting[]): Promise<void> {
    while (lane.length > 0) await this.commit(lane.splice(0, MAX_TOGETHER));
    this.lanes.delete(baseId);
  }

  private async commit(batch: Waiting[]): Promise<void> {
    if (batch.length > 1) {
      try {
        const answers = await this.database.together(batch.map(({ statement }) => statement));
        batch.forEach(({ resolve }, at) => resolve(answers[at]?.[0]));
        return;
      } catch (error) {
        // With the database away nobody knows what was committed: running again could do it twice.
        if (error instanceof AppError) {
          for (const { reject } of batch) reject(error);
          return;
        }
        // One statement failed all: alone, each succeeds or gets its own error.
      }
    }
    for (const { statement, resolve, reject } of batch)
      await this.database.row(statement).then(resolve, reject);
  }
}
