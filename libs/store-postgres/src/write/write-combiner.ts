import { AppError } from '@pyairtable/kernel';
import type { Database } from '../connection/database';
import { Lanes, type Waiting } from '../connection/lanes';
import type { Prepared } from '../sql/statement';

const MAX_TOGETHER = 32;

/**
 * Runs one-statement writes. Writes of one base wait for each other's commit, as each takes the base's next number; so
 * those that arrive while one is under way are committed together afterwards and share its flush to disk. A lone
 * write goes out at once, as a statement of its own.
 */
export class WriteCombiner {
  private readonly lanes = new Lanes<Prepared, unknown>((batch) => this.commit(batch), MAX_TOGETHER);

  constructor(private readonly database: Database) {}

  /** The statement's single row, once committed. */
  run<T>(baseId: string, statement: Prepared): Promise<T> {
    return this.lanes.run(baseId, statement) as Promise<T>;
  }

  private async commit(batch: readonly Waiting<Prepared, unknown>[]): Promise<void> {
    if (batch.length > 1) {
      try {
        const answers = await this.database.together(batch.map(({ work }) => work));
        batch.forEach(({ resolve }, at) => resolve(answers[at]?.[0]));
        return;
      } catch (error) {
        // With the database away nobody knows what was committed: running again could do it twice.
        if (error instanceof AppError) throw error;
        // One statement failed all: alone, each succeeds or gets its own error.
      }
    }
    for (const { work, resolve, reject } of batch) await this.database.row(work).then(resolve, reject);
  }
}
