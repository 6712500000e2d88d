import { randomUUID } from 'node:crypto';
import type { ChangeFeed, ChangeNotice } from '@pyairtable/core';
import pg from 'pg';
import type { Database } from './database';

const CHANNEL = 'pyairtable_changes';
/** Writes of one base within this time go out as one notice. */
const COALESCE_MS = 20;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

export interface ChangeRelayOptions {
  url: string;
  database: Database;
  feed: ChangeFeed;
  /** The listening connection broke or could not be had; it is tried again. */
  onLost: (error: Error) => void;
}

/**
 * Carries notices of one process's feed to those of all others by PostgreSQL's NOTIFY. After a broken connection every
 * base is announced once, as notices of others may have been missed.
 */
export class ChangeRelay {
  private readonly origin = randomUUID();
  private readonly pending = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private client: pg.Client | undefined;
  private retryMs = FIRST_RETRY_MS;
  private stopped = false;
  private relaying = false;
  private readonly unsubscribe: () => void;

  constructor(private readonly options: ChangeRelayOptions) {
    this.unsubscribe = options.feed.subscribe((notice) => this.collect(notice));
  }

  /** Starts to listen; resolves when listening or when the first attempt failed and is to be repeated. */
  async start(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({ connectionString: this.options.url, application_name: 'pyairtable-api-listen', keepAlive: true });
    const again = this.client !== undefined || this.retryMs > FIRST_RETRY_MS;
    let lost = false;
    const lose = (error: Error) => {
      if (lost || this.stopped) return;
      lost = true;
      this.options.onLost(error);
      client.end().catch(() => undefined);
      this.retry = setTimeout(() => void this.start(), this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
    };
    client.on('error', lose);
    client.on('end', () => lose(new Error('the listening connection ended')));
    client.on('notification', ({ payload }) => this.receive(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.client = client;
      this.retryMs = FIRST_RETRY_MS;
      if (again) await this.announceAll(client);
    } catch (error) {
      lose(error as Error);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.unsubscribe();
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private collect({ baseId, seq }: ChangeNotice): void {
    // What came from others must not go round.
    if (this.relaying || this.stopped) return;
    this.pending.set(baseId, Math.max(seq, this.pending.get(baseId) ?? 0));
    this.timer ??= setTimeout(() => void this.send(), COALESCE_MS);
  }

  private async send(): Promise<void> {
    this.timer = undefined;
    const notices = [...this.pending].map(([baseId, seq]) => JSON.stringify({ origin: this.origin, baseId, seq }));
    this.pending.clear();
    try {
      await this.options.database.rows({
        text: `SELECT pg_notify('${CHANNEL}', n) FROM unnest($1::text[]) AS n`,
        parameters: [notices],
      });
    } catch (error) {
      // The writes are committed; others hear of them with the next notice or when they reconnect.
      this.options.onLost(error as Error);
    }
  }

  private receive(payload: string): void {
    const notice = JSON.parse(payload) as ChangeNotice & { origin: string };
    if (notice.origin !== this.origin) this.publish(notice);
  }

  private publish({ baseId, seq }: ChangeNotice): void {
    this.relaying = true;
    try {
      this.options.feed.publish({ baseId, seq });
    } finally {
      this.relaying = false;
    }
  }

  private async announceAll(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ baseId: string; seq: string }>('SELECT id AS "baseId", seq FROM api.base');
    for (const { baseId, seq } of rows) this.publish({ baseId, seq: Number(seq) });
  }
}
