import { type ChangeFeed, createChangeFeed } from '@pyairtable/core';
import { Database, type DatabaseOptions } from './connection/database';
import { Turns } from './connection/turns';
import { Models } from './model/with-model';
import { ChangeLog } from './change-log';
import { Collaborators } from './collaborators';
import { Ops } from './ops';
import { RecordReader } from './read/record-reader';
import { Records } from './records';
import { Rows } from './rows';
import { Sweeper } from './sweeper';
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
  private readonly sweeper: Sweeper;
  readonly records: Records;
  readonly rows: Rows;
  readonly ops: Ops;
  readonly changes: ChangeLog;
  readonly structure: Structure;
  readonly collaborators: Collaborators;
  readonly workspaces: Workspaces;
  readonly transfer: Transfer;

  constructor(options: StoreOptions) {
    this.database = new Database(options);
    this.feed = createChangeFeed(options.onListenerError ?? (() => undefined));
    this.sweeper = new Sweeper(this.database, (error) => options.onConnectionLost?.(error));
    const models = new Models(this.database);
    const reader = new RecordReader(this.database);
    const shared = { database: this.database, feed: this.feed, turns: new Turns() };
    this.records = new Records(this.database, models, reader, this.feed, shared.turns);
    this.rows = new Rows(this.database, models, reader);
    this.ops = new Ops(this.database, models, this.records);
    this.changes = new ChangeLog(this.database);
    this.structure = new Structure(shared);
    this.collaborators = new Collaborators(shared);
    this.transfer = new Transfer(shared);
    this.workspaces = new Workspaces(this.database);
  }

  /** Begins to clear away what has expired. */
  start(): void {
    this.sweeper.start();
  }

  /** Resolves when the database answers. */
  async check(): Promise<void> {
    await this.database.rows({ text: 'SELECT 1', parameters: [] });
  }

  async close(): Promise<void> {
    this.sweeper.stop();
    await this.database.close();
  }
}
