import pg from 'pg';
import type { Prepared } from '../sql/statement';
import { availabilityFault, worthRepeating } from './faults';
import { StatementNames } from './statement-names';

export interface DatabaseOptions {
  url: string;
  maxConnections?: number;
  statementTimeoutMs?: number;
  /** Called once per statement sent, transaction brackets included: for tests and the benchmark. */
  onStatement?: () => void;
  /** An idle connection broke; the pool opens another when needed. */
  onConnectionLost?: (error: Error) => void;
}

/** Runs statements, on a pooled connection or inside a transaction. */
export interface Executor {
  rows<T>(statement: Prepared): Promise<T[]>;
}

const INT8 = 20;
/** bigint arrives as number: all of ours stay far below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

// Statements are short and many: planning one anew for its values, compiling it or spreading it over workers costs more
// than it saves on few cores.
const SESSION = [
  'jit=off',
  'max_parallel_workers_per_gather=0',
  'plan_cache_mode=force_generic_plan',
  'timezone=UTC',
  'datestyle=ISO',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');
const KEPT_STATEMENTS = 300;
const ATTEMPTS = 4;

/**
 * The connection pool. Statements are prepared per connection once they repeat. A lost database surfaces as
 * RETRIABLE_ERROR and is reconnected to by the next call.
 */
export class Database implements Executor {
  private readonly pool: pg.Pool;
  private readonly names = new StatementNames(KEPT_STATEMENTS);

  constructor(private readonly options: DatabaseOptions) {
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: options.maxConnections ?? 16,
      statement_timeout: options.statementTimeoutMs ?? 25_000,
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: 5_000,
      maxLifetimeSeconds: 900,
      keepAlive: true,
      application_name: 'pyairtable-api',
      options: SESSION,
      types,
    });
    this.pool.on('error', (error) => options.onConnectionLost?.(error));
  }

  async rows<T>(statement: Prepared): Promise<T[]> {
    try {
      return await this.send<T>(this.pool, statement);
    } catch (error) {
      throw availabilityFault(error) ?? error;
    }
  }

  /** The single row of a statement that always answers exactly one. */
  async row<T>(statement: Prepared): Promise<T> {
    return (await this.rows<T>(statement))[0] as T;
  }

  /**
   * Runs `work` in a transaction and commits, or rolls back when it throws. Deadlocks are run again, so `work` must
   * have no effect outside of the transaction.
   */
  async transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (worthRepeating(error) && attempt < ATTEMPTS) continue;
        throw availabilityFault(error) ?? error;
      }
    }
  }

  /** A connection of its own, for LISTEN and COPY; the caller releases it (with an error to have it closed). */
  connect(): Promise<pg.PoolClient> {
    return this.pool.connect();
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async attempt<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let fault: Error | undefined;
    try {
      await this.send(client, { text: 'BEGIN', parameters: [] });
      const result = await work({ rows: (statement) => this.send(client, statement) });
      await this.send(client, { text: 'COMMIT', parameters: [] });
      return result;
    } catch (error) {
      // A connection that cannot even roll back is closed instead of pooled.
      await client.query('ROLLBACK').catch((lost: Error) => (fault = lost));
      throw error;
    } finally {
      client.release(fault);
    }
  }

  private async send<T>(target: pg.Pool | pg.PoolClient, { text, parameters }: Prepared): Promise<T[]> {
    this.options.onStatement?.();
    const name = this.names.nameOf(text);
    const result = await target.query<T & pg.QueryResultRow>({
      text,
      values: parameters,
      ...(name ? { name } : {}),
    });
    return result.rows;
  }
}
