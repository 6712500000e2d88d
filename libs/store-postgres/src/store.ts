import { type ChangeFeed, createChangeFeed } from '@pyairtable/core';
import { HOUSE } from './connection/asker';
import { Database, type DatabaseOptions, WRITTEN_BASES } from './connection/database';
import { Floor } from './connection/floor';
import { Turns } from './connection/turns';
import { whyUnfit } from './connection/why-unfit';
import { whyUnmigrated } from './connection/why-unmigrated';
import { Writers } from './connection/writers';
import { KeptAnswers } from './kept-answers';
import type { Sharding } from './sharding/sharding';
import { whyUnshardable } from './sharding/why-unshardable';
import { StoreParts } from './store-parts';
import { Sweeper } from './sweeper';

export interface StoreOptions extends DatabaseOptions {
  /** Clearing away what has expired failed, of one base where that is told; it is tried again. */
  onSweepFailure?: (error: Error, baseId?: string) => void;
  /** A listener of the change feed threw. */
  onListenerError?: (error: unknown) => void;
  /** How bases are spread over servers; not at all unless told. */
  sharding?: Sharding;
  /** How long the trash keeps what is deleted; 30 days unless told. */
  trashDays?: number;
  /** How long the past of bases is kept, and never shorter than the trash; without end unless told. */
  historyDays?: number | null;
}

const TRASH_DAYS = 30;

/** All that a process does with bases, over its connections to the database. */
export class Store extends StoreParts {
  readonly database: Database;
  readonly feed: ChangeFeed;
  readonly answers: KeptAnswers;
  readonly sweeper: Sweeper;
  private readonly sharding: Sharding;

  constructor(options: StoreOptions) {
    const database = new Database(options);
    const shared = {
      feed: createChangeFeed(options.onListenerError ?? (() => undefined)),
      turns: new Turns(),
      floor: new Floor(),
      writers: new Writers(WRITTEN_BASES),
      sharding: options.sharding ?? 'none',
      trashDays: options.trashDays ?? TRASH_DAYS,
    };
    super({ ...shared, database });
    this.sharding = shared.sharding;
    this.database = database;
    this.feed = shared.feed;
    this.answers = new KeptAnswers(database, shared);
    const { trashDays } = shared;
    const historyDays = options.historyDays ? Math.max(options.historyDays, trashDays) : null;
    this.sweeper = new Sweeper(
      database,
      this.trash,
      this.timeMachine,
      this.workspaces.renames,
      { trashDays, historyDays },
      (...failure) => options.onSweepFailure?.(...failure),
    );
  }

  /** Why the database cannot be used, in a line for who runs it; null when it can, and while it is not there. */
  whyUnfit(): Promise<string | null> {
    return whyUnfit(
      this.database,
      async () =>
        (await whyUnmigrated(this.database.for(HOUSE))) ??
        (await whyUnshardable(this.database.for(HOUSE), this.sharding)),
    );
  }

  /** Begins to clear away what has expired. */
  start(): void {
    this.sweeper.start();
  }

  /** Resolves when the database answers. */
  async check(): Promise<void> {
    await this.database.for(HOUSE).rows({ text: 'SELECT 1', parameters: [] });
  }

  /** Throws STORAGE_FULL while the database's disk is full, once a write has met that. */
  checkStorage(): Promise<void> {
    return this.database.checkStorage();
  }

  async close(): Promise<void> {
    this.sweeper.stop();
    await this.workspaces.renames.stop();
    await this.database.close();
  }
}
