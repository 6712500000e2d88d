import { appError } from '@pyairtable/contracts';
import pg from 'pg';
import type { Prepared } from '../sql/statement';
import { type Asker, hasFloor, HOUSE, readerOf } from './asker';
import { FairShares } from './fair-shares';
import { availabilityFault, isStorageFull } from './faults';
import { Learned } from './learned';
import { NestedTransactions } from './nested-transactions';
import { repeatedly } from './repeatedly';
import { StatementNames } from './statement-names';

export interface DatabaseOptions {
  url: string;
  maxConnections?: number;
  statementTimeoutMs?: number;
  /** Called with each statement that is sent, transaction brackets included: for tests and the benchmark. */
  onStatement?: (statement: Prepared) => void;
  /** An idle connection broke; the pool opens another when needed. */
  onConnectionLost?: (error: Error) => void;
}

/** Runs statements, on a pooled connection or inside a transaction. */
export interface Executor {
  rows<T>(statement: Prepared): Promise<T[]>;
}

/** Statements and transactions of one asker. */
export interface Asked extends Executor {
  /** The single row of a statement that always answers exactly one. */
  row<T>(statement: Prepared): Promise<T>;
  /**
   * Runs `work` in a transaction and commits, or rolls back when it throws. Deadlocks are run again, so `work` must
   * have no effect outside of the transaction.
   */
  transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T>;
  /** Runs `work`, which only reads, and all of it as of one moment; inside a transaction, as that sees what is there. */
  snapshot<T>(work: (executor: Executor) => Promise<T>): Promise<T>;
  /** The rows of each statement, all in one transaction that is committed, or none of them. */
  together(statements: readonly Prepared[]): Promise<unknown[][]>;
}

/** The database, or one transaction of it that passes for it. Nothing is sent that is not somebody's. */
export interface Transactor {
  for(asker: Asker): Asked;
  /** In an open transaction: lets nobody change the structure of the base from here to its end. */
  steady?(baseId: string): Promise<void>;
}

const INT8 = 20;
/** bigint arrives as number: all of ours stay far below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

// Statements are short and many: planning one anew for its values, compiling it or spreading it over workers costs more
// than it saves on few cores. Results of joins that are kept for the next row (memoize) are seldom met again, as most go by
// the row's own number; but only to weigh them takes the planner a second where hundreds of computed cells stand in joins.
const SESSION = [
  'enable_memoize=off',
  'jit=off',
  'lock_timeout=10s',
  'max_parallel_workers_per_gather=0',
  'plan_cache_mode=force_generic_plan',
  'timezone=UTC',
  'datestyle=ISO',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');
const KEPT_STATEMENTS = 300;
const CANCELLED_AGAIN_MS = 100;
/**
 * Statements new to a connection after which it is replaced: the server keeps what a session has seen of tables for as long
 * as that lasts, some 50 kB a base, and a connection in use for thousands of bases would end in gigabytes.
 */
const MOST_LEARNED = 1_000;
/** Two megabytes, given back with the transaction: what a write may find in pages that it need not ask for says nothing. */
const TAKE_ROOM = `CREATE TEMP TABLE room ON COMMIT DROP AS SELECT md5(n::text) AS text FROM generate_series(1, 32000) AS n`;
const AS_OF_ONE_MOMENT: Prepared = {
  text: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
  parameters: [],
};
/** Of those who have the floor of a base. */
const FLOOR_CONNECTIONS = 8;
/** Bases that people write to at once; the house, by itself, to one more. */
export const WRITTEN_BASES = FLOOR_CONNECTIONS - 1;
/** Requests that are one transaction as a whole: they may wait for what is locked with a connection in hand. */
export const WHOLE_CONNECTIONS = 4;

const CANCEL_CONNECTIONS = 2;

export const CONNECTIONS = 16;
/** Of those, what people's reads leave: one listens, one is the house's. */
const KEPT_FOR_HOUSE = 2;

/** The driver's client with the number of the server's process for it, which its types leave out. */
type NumberedClient = pg.PoolClient & { processID: number };

/** The pool hears errors of idle connections alone; a lost one in use fails its statements, which is told there. */
const heard = (): void => undefined;

async function checkOut(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  return client.on('error', heard);
}

/** Throws CLIENT_GONE when nobody waits any more. */
export function requireWaiting(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw appError('CLIENT_GONE');
}

/**
 * The same for a write that is about to begin, where whoever asked was answered meanwhile, for which the signal has a reason of its
 * own: what they were told was stopped is not done later. What is written by who has just gone goes on.
 */
export function requireUnanswered(signal: AbortSignal | undefined): void {
  if ((signal?.reason as Error | undefined)?.name !== 'AbortError') requireWaiting(signal);
}

/**
 * The connection pool. Statements are prepared per connection once they repeat. A lost database surfaces as
 * RETRIABLE_ERROR and is reconnected to by the next call.
 */
export class Database implements Transactor {
  private readonly pool: pg.Pool;
  /** Apart from the others, so that reads that wait keep no writes waiting, nor writes reads. They may send a statement before the last one is answered. */
  private readonly floors: pg.Pool;
  /** Apart from the others, which those that wait here must not keep from those whose turn it is. */
  private readonly wholes: pg.Pool;
  /** Free when all others are busy with what is to be cancelled. */
  private readonly cancels: pg.Pool;
  private readonly names = new StatementNames(KEPT_STATEMENTS);
  private readonly learned = new WeakMap<pg.PoolClient, Learned>();
  /** Of the pool, between those who read: what a person asks for may take long. */
  private readonly shares: FairShares;
  private storageFull = false;

  constructor(private readonly options: DatabaseOptions) {
    const max = options.maxConnections ?? CONNECTIONS;
    this.pool = this.openPool({ max });
    this.shares = new FairShares(Math.max(max - KEPT_FOR_HOUSE, 1));
    this.floors = this.openPool({ max: FLOOR_CONNECTIONS, pipeline: true });
    this.wholes = this.openPool({ max: WHOLE_CONNECTIONS });
    this.cancels = this.openPool({ max: CANCEL_CONNECTIONS, idleTimeoutMillis: 1_000 });
  }

  for(asker: Asker): Asked {
    const reader = readerOf(asker);
    const pool = hasFloor(asker) ? this.floors : this.pool;
    const run = <T>(attempt: () => Promise<T>) =>
      reader ? this.shares.inPlace(reader, () => repeatedly(attempt)) : repeatedly(attempt);
    const rows = <T>(statement: Prepared) => run(() => this.alone<T>(pool, statement, reader?.signal));
    const transaction = <T>(work: (executor: Executor) => Promise<T>) =>
      run(() => this.attempt(pool, work, reader?.signal));
    return {
      rows,
      row: async <T>(statement: Prepared) => (await rows<T>(statement))[0] as T,
      transaction,
      snapshot: (work) =>
        transaction(async (executor) => {
          await executor.rows(AS_OF_ONE_MOMENT);
          return work(executor);
        }),
      // Nothing waits for an answer before it is sent: the whole costs one round trip.
      together: (statements) => run(() => this.attemptTogether(statements)),
    };
  }

  /**
   * Runs `work` as one transaction in which all that it does through the database it is given is committed, or nothing.
   * It is not run again; `executor` is the transaction itself.
   */
  async whole<T>(work: (database: Transactor, executor: Executor) => Promise<T>): Promise<T> {
    try {
      return await this.attempt(this.wholes, (executor) => work(new NestedTransactions(executor), executor));
    } catch (error) {
      throw availabilityFault(error) ?? error;
    }
  }

  /** Throws STORAGE_FULL from a statement that found no room on until there is some again. */
  async checkStorage(): Promise<void> {
    if (!this.storageFull) return;
    await this.for(HOUSE).transaction((executor) => executor.rows({ text: TAKE_ROOM, parameters: [] }));
    this.storageFull = false;
  }

  /**
   * Whether connections lead to the server itself. Behind a pooler the number that a connection was told is not that of the
   * process which works for it, and what is cancelled by it would be another's.
   */
  async isDirect(): Promise<boolean> {
    const client = await checkOut(this.pool);
    try {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      return rows[0]?.pid === (client as NumberedClient).processID;
    } finally {
      this.giveBack(client);
    }
  }

  /** A connection of its own, for LISTEN and COPY; the caller releases it (with an error to have it closed). */
  connect(): Promise<pg.PoolClient> {
    return this.pool.connect();
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.floors.end(), this.wholes.end(), this.cancels.end()]);
  }

  private openPool(config: pg.PoolConfig): pg.Pool {
    const { url, statementTimeoutMs, onConnectionLost } = this.options;
    const pool = new pg.Pool({
      connectionString: url,
      statement_timeout: statementTimeoutMs ?? 25_000,
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: 5_000,
      maxLifetimeSeconds: 900,
      keepAlive: true,
      application_name: 'pyairtable-api',
      options: SESSION,
      types,
      ...config,
    });
    pool.on('error', (error) => onConnectionLost?.(error));
    return pool;
  }

  private async alone<T>(pool: pg.Pool, statement: Prepared, signal: AbortSignal | undefined): Promise<T[]> {
    if (signal) requireWaiting(signal);
    const client = await checkOut(pool);
    const work = () => this.send<T>(client, statement);
    try {
      return await (signal ? this.abandonable(client, signal, work) : work());
    } finally {
      this.giveBack(client);
    }
  }

  private learnedBy(client: pg.PoolClient): Learned {
    const learned = this.learned.get(client) ?? new Learned();
    this.learned.set(client, learned);
    return learned;
  }

  private giveBack(client: pg.PoolClient, fault?: Error | boolean): void {
    const ends = fault ?? this.learnedBy(client).count > MOST_LEARNED;
    // One that is closed may still report its end.
    if (!ends) client.off('error', heard);
    client.release(ends);
  }

  /** Runs `work`; what the server does for it on this connection ends when nobody waits for it any more. */
  private async abandonable<T>(
    client: pg.PoolClient,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    const { processID } = client as NumberedClient;
    let cancelled: Promise<unknown> | undefined;
    let again: NodeJS.Timeout | undefined;
    let isOver = false;
    const cancel = () => {
      cancelled = this.cancels
        .query('SELECT pg_cancel_backend($1)', [processID])
        .catch(heard)
        // The server passes over one that reaches it before the statement does.
        .then(() => {
          if (!isOver) again = setTimeout(cancel, CANCELLED_AGAIN_MS);
        });
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      requireWaiting(signal);
      return await work();
    } catch (error) {
      throw signal.aborted ? appError('CLIENT_GONE', undefined, { cause: error }) : error;
    } finally {
      isOver = true;
      signal.removeEventListener('abort', cancel);
      clearTimeout(again);
      // A late cancellation must not meet the connection's next statement.
      await cancelled;
    }
  }

  private async attemptTogether(statements: readonly Prepared[]): Promise<unknown[][]> {
    const client = await checkOut(this.floors);
    const { stream } = client.connection;
    const bracket = (text: string) => {
      this.options.onStatement?.({ text, parameters: [] });
      return client.query(text);
    };
    stream.cork();
    const begun = bracket('BEGIN');
    const sent = statements.map((statement) => this.send<unknown>(client, statement));
    const committed = bracket('COMMIT');
    stream.uncork();
    // All are waited for, though the first failure fails those after it: its error is the one to tell.
    await Promise.allSettled([begun, ...sent, committed]);
    try {
      await begun;
      const answers = await Promise.all(sent);
      // A transaction that failed answers COMMIT with ROLLBACK and no error.
      if ((await committed).command !== 'COMMIT') throw new Error('the transaction was rolled back');
      this.giveBack(client);
      return answers;
    } catch (error) {
      // Closed, not pooled: which of its statements the server has prepared is not known for sure.
      this.giveBack(client, true);
      throw error;
    }
  }

  private async attempt<T>(
    pool: pg.Pool,
    work: (executor: Executor) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const client = await checkOut(pool);
    let fault: Error | undefined;
    try {
      await this.send(client, { text: 'BEGIN', parameters: [] });
      const rows = <R>(statement: Prepared) => this.send<R>(client, statement);
      const result = await work({
        rows: signal ? (statement) => this.abandonable(client, signal, () => rows(statement)) : rows,
      });
      await this.send(client, { text: 'COMMIT', parameters: [] });
      return result;
    } catch (error) {
      // A connection that cannot even roll back is closed instead of pooled.
      await client.query('ROLLBACK').catch((lost: Error) => (fault = lost));
      throw error;
    } finally {
      this.giveBack(client, fault);
    }
  }

  private async send<T>(client: pg.PoolClient, statement: Prepared): Promise<T[]> {
    this.options.onStatement?.(statement);
    const { text, parameters } = statement;
    // Without values it is mostly of one base and one moment: kept prepared, it would only push out others.
    const name = parameters.length > 0 ? this.names.nameOf(text) : undefined;
    if (parameters.length > 0) this.learnedBy(client).note(name);
    try {
      const result = await client.query<T & pg.QueryResultRow>({
        text,
        values: parameters,
        ...(name ? { name } : {}),
      });
      return result.rows;
    } catch (error) {
      if (isStorageFull(error)) this.storageFull = true;
      throw error;
    }
  }
}
