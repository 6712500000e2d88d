import { once } from 'node:events';
import { connect } from 'node:net';
import type pg from 'pg';

/** The store's SQL reads `old` and `new` in RETURNING, and sorts by collations that earlier servers lack. */
const OLDEST = 18;
const NO_TLS =
  'the server offers no TLS. Where the way to it is yours alone, add sslmode=disable to the address (?sslmode=disable).';
const TIMEOUT_MS = 10_000;
/** What a client sends that asks for TLS before it says anything else: a length of 8 and the request's number. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** True when the server would speak TLS; it answers the request with one letter. */
async function offersTls(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    socket.write(TLS_REQUEST);
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(TIMEOUT_MS) })) as [Buffer];
    return answer.toString('latin1', 0, 1) === 'S';
  } finally {
    socket.destroy();
  }
}

/** Throws a line for the person when the server is too old, or the migrations, which want TLS unless told, get none. */
export async function requireServer(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query('SHOW server_version');
  const version = String(rows[0].server_version);
  if (Number.parseInt(version, 10) < OLDEST)
    throw new Error(
      `the server is PostgreSQL ${version.split(' ')[0]}, and PyAirtable needs ${OLDEST} or later.`,
    );
  const { host, port } = client;
  const throughSocket = host.startsWith('/');
  if (throughSocket || new URL(url).searchParams.get('sslmode') === 'disable') return;
  if (!(await offersTls(host, port))) throw new Error(NO_TLS);
}

/** Why the database cannot be used, in words that say what to do where we know it. */
export function reasonOf(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return reason === 'The server does not support SSL connections' ? NO_TLS : reason;
}
