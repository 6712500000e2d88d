import { type ChangeFeed, createChangeFeed } from '@pyairtable/core';
import { ChangeRelay } from './connection/change-relay';
import { Database, type DatabaseOptions } from './connection/database';
import { Models } from './model/with-model';
import { ChangeLog } from './change-log';
import { Ops } from './ops';
import { Records } from './records';
import { Rows } from './rows';
import { SnapshotSweeper } from './read/snapshot-sweeper';
import { Structure } from './structure';
import { Transfer } from './transfer';
import { Workspaces } from './workspaces';

export interface StoreOptions extends DatabaseOptions {
  /** A listener of the change feed threw. */
  onListenerError?: (error: unknown) => void;
}

/** All that a process does with bases, over one connection pool. */
export class Store {
  readonly database: Database;
  readonly feed: ChangeFeed;
  private readonly relay: ChangeRelay;
  private readonly sweeper: SnapshotSweeper;
  readonly records: Records;
  readonly rows: Rows;
  readonly ops: Ops;
  readonly changes: ChangeLog;
  readonly structure: Structure;
  readonly workspaces: Workspaces;
  readonly transfer: Transfer;

  constructor(options: StoreOptions) {
    this.database = new Database(options);
    this.feed = createChangeFeed(options.onListenerError ?? (() => undefined));
    const onLost = (error: Error) => options.onConnectionLost?.(error);
    this.relay = new ChangeRelay({ url: options.url, database: this.database, feed: this.feed, onLost });
    this.sweeper = new SnapshotSweeper(this.database, onLost);
    const models = new Models(this.database);
    this.records = new Records(this.database, models, this.feed);
    this.rows = new Rows(this.database, models);
    this.ops = new Ops(this.database, models, this.records);
    this.changes = new ChangeLog(this.database);
    this.structure = new Structure({ database: this.database, feed: this.feed });
    this.transfer = new Transfer({ database: this.database, feed: this.feed });
    this.workspaces = new Workspaces(this.database);
  }

  /** Joins the other replicas' change feeds and begins to clear away what has expired. */
  async start(): Promise<void> {
    this.sweeper.start();
    await this.relay.start();
  }

  /** Resolves when the database answers. */
  async check(): Promise<void> {
    await this.database.rows({ text: 'SELECT 1', parameters: [] });
  }

  async close(): Promise<void> {
    this.sweeper.stop();
    await this.relay.stop();
    await this.database.close();
  }
}
