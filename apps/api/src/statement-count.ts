import { AsyncLocalStorage } from 'node:async_hooks';
import type { Server } from '@pyairtable/server-kit';

/** Counts the statements that each request sends. */
export class StatementTally {
  private readonly counts = new AsyncLocalStorage<{ statements: number }>();

  /** Starts a count for what runs from here on. */
  begin(): { statements: number } {
    const count = { statements: 0 };
    this.counts.enterWith(count);
    return count;
  }

  add(): void {
    const count = this.counts.getStore();
    if (count) count.statements += 1;
  }

  present(): number {
    return this.counts.getStore()?.statements ?? 0;
  }
}

/** Adds `x-sql-statements` to every answer. */
export function installStatementCount(app: Server, tally: StatementTally): void {
  app.addHook('preHandler', (_request, _reply, done) => {
    tally.begin();
    done();
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-sql-statements', tally.present());
  });
}
