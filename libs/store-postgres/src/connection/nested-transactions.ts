import type { Prepared } from '../sql/statement';
import { gateStatement } from './base-gate';
import type { Asked, Executor, Transactor } from './database';
import { repeatedly } from './repeatedly';
import { Turns } from './turns';

const command = (text: string): Prepared => ({ text, parameters: [] });

/**
 * One open transaction that passes for a database: what runs inside is committed with it or not at all. As outside, each
 * statement and each transaction fails alone, and whoever comes meanwhile waits.
 */
export class NestedTransactions implements Transactor, Asked {
  private readonly turns = new Turns();

  constructor(private readonly open: Executor) {}

  /** Whoever asks: the transaction has its connection. */
  for(): Asked {
    return this;
  }

  rows<T>(statement: Prepared): Promise<T[]> {
    return this.transaction((executor) => executor.rows<T>(statement));
  }

  async row<T>(statement: Prepared): Promise<T> {
    return (await this.rows<T>(statement))[0] as T;
  }

  transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.turns.take('', () => repeatedly(() => this.attempt(work)));
  }

  snapshot<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.transaction(work);
  }

  together(statements: readonly Prepared[]): Promise<unknown[][]> {
    return this.transaction(async (executor) => {
      const answers: unknown[][] = [];
      for (const statement of statements) answers.push(await executor.rows(statement));
      return answers;
    });
  }

  async steady(baseId: string): Promise<void> {
    await this.rows(gateStatement(baseId));
  }

  private async attempt<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    await this.open.rows(command('SAVEPOINT inside'));
    try {
      const result = await work(this.open);
      await this.open.rows(command('RELEASE SAVEPOINT inside'));
      return result;
    } catch (error) {
      // A connection that cannot even do that fails the whole, which tells so itself.
      await this.open.rows(command('ROLLBACK TO SAVEPOINT inside')).catch(() => undefined);
      throw error;
    }
  }
}
