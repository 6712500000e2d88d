import { randomBytes } from 'node:crypto';
import type { ChangeNotice } from '@pyairtable/core';
import type pg from 'pg';
import type { Database } from './connection/database';

export interface ChangeRelayOptions {
  database: Database;
  /** Another replica's log notice. */
  onNotice(notice: ChangeNotice): void;
  /** The connection broke; it is opened again. Notices may have been missed. */
  onFault(error: unknown): void;
}

const CHANNEL = 'pyairtable_change';
/** Notices of one base within this time travel as one. */
const COALESCE_MS = 15;
const RECONNECT_MS = 1_000;

/**
 * Carries change notices between replicas by LISTEN and NOTIFY on a connection of its own. Notices are sent after
 * commit and not inside the writing transaction, where NOTIFY would make all commits of the database queue up; one
 * that is lost with a dying process is made up for by whoever compares heads from time to time.
 */
export class ChangeRelay {
  readonly #options: ChangeRelayOptions;
  readonly #sender = randomBytes(6).toString('hex');
  readonly #due = new Map<string, number>();
  #client: pg.PoolClient | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: ChangeRelayOptions) {
    this.#options = options;
  }

  /** Begins to listen. Resolves when the first attempt ended; later ones follow by themselves. */
  async start(): Promise<void> {
    try {
      const client = await this.#options.database.connect();
      if (this.#closed) {
        client.release();
        return;
      }
      client.on('notification', ({ payload }) => this.#hear(payload ?? ''));
      client.on('error', (error: unknown) => this.#lost(client, error));
      await client.query(`LISTEN ${CHANNEL}`);
      this.#client = client;
    } catch (error) {
      this.#retry(error);
    }
  }

  /** Tells the other replicas. */
  send({ baseId, seq }: ChangeNotice): void {
    this.#due.set(baseId, Math.max(seq, this.#due.get(baseId) ?? 0));
    this.#timer ??= setTimeout(() => this.#flush(), COALESCE_MS);
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    // Closed, not pooled: it still listens.
    this.#client?.release(true);
    this.#client = null;
  }

  #flush(): void {
    this.#timer = null;
    const client = this.#client;
    const payloads = [...this.#due].map(([baseId, seq]) => `${this.#sender} ${baseId} ${seq}`);
    this.#due.clear();
    if (!client || payloads.length === 0) return;
    client
      .query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [CHANNEL, payloads])
      .catch((error: unknown) => this.#lost(client, error));
  }

  #hear(payload: string): void {
    const [sender, baseId, seq] = payload.split(' ');
    if (sender === this.#sender || !baseId || !Number.isSafeInteger(Number(seq))) return;
    this.#options.onNotice({ baseId, seq: Number(seq) });
  }

  #lost(client: pg.PoolClient, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.release(true);
    this.#retry(error);
  }

  #retry(error: unknown): void {
    if (this.#closed) return;
    this.#options.onFault(error);
    setTimeout(() => {
      if (!this.#closed) void this.start();
    }, RECONNECT_MS).unref();
  }
}
