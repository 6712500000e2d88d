import { AppError } from '@pyairtable/kernel';
import { HOUSE } from './asker';
import type { Database } from './database';

/** The store reads `old` and `new` in RETURNING, and sorts by collations that earlier servers lack. */
const OLDEST = 18;
const NO_TLS =
  'DATABASE_URL cannot be used: the server offers no TLS. Where the way to it is yours alone, add sslmode=disable to the address (?sslmode=disable).';
const POOLER =
  'DATABASE_URL cannot be used: it leads to a connection pooler, and the api needs the server itself, whose connections it pools and sets up on its own.';

/** A pooler that lets no session be set up says so by the error of a broken protocol. */
const refusesSettings = (error: unknown): boolean =>
  /unsupported startup parameter/.test(((error as Error).cause as Error | undefined)?.message ?? '');

/**
 * Why the server cannot be used, in a line for who runs it; null when it can, as `more` says where it is new enough, and
 * while it is not there.
 */
export async function whyUnfit(
  database: Pick<Database, 'for' | 'isDirect'>,
  more: () => Promise<string | null>,
): Promise<string | null> {
  try {
    const [server] = await database.for(HOUSE).rows<{ version: string; major: number }>({
      text: `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
        current_setting('server_version_num')::int / 10000 AS major`,
      parameters: [],
    });
    if (server && server.major < OLDEST)
      return `DATABASE_URL cannot be used: the server is PostgreSQL ${server.version}, and PyAirtable needs ${OLDEST} or later.`;
    if (!(await database.isDirect())) return POOLER;
    return await more();
  } catch (error) {
    if ((error as Error).message === 'The server does not support SSL connections') return NO_TLS;
    if (refusesSettings(error)) return POOLER;
    if (error instanceof AppError) return null;
    throw error;
  }
}
