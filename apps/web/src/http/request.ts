import { noteSignedOut } from '@/auth/signed-out';

/** An answer that says no: the catalogue's type, a sentence to show, and the HTTP status (0: no answer at all). */
export class RequestError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

interface ErrorBody {
  error?: string | { type?: string; message?: string };
}

const UNREACHABLE = 'The server could not be reached. Check your connection and try again.';

const UNKNOWN = 'Something went wrong. Try again in a moment.';
/** What the server says by its type alone, as Airtable does. */
const WORDS: Readonly<Record<string, string>> = {
  DUPLICATE_OR_EMPTY_FIELD_NAME: 'A field with this name already exists in the table.',
};

/**
 * Calls our own API through the gateway with the cookie. Answers the parsed JSON, `undefined` for 204. Throws
 * RequestError; when the session has ended the page asks the person to sign in on the spot. A write under a `key` is carried
 * out once, however often it is sent.
 */
export async function request<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  key?: string,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestError('UNREACHABLE', UNREACHABLE, 0);
  }
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  if (response.status === 401) noteSignedOut();
  const error = (answer as ErrorBody | null)?.error;
  const type = (typeof error === 'string' ? error : error?.type) ?? 'SERVER_ERROR';
  const message = (typeof error === 'object' ? error.message : undefined) ?? WORDS[type] ?? UNKNOWN;
  throw new RequestError(type, message, response.status);
}

/** Whether the same request may be answered another time: the server was not reached, did not know the person, or had no time. */
export const mayGoAgain = (error: unknown): error is RequestError =>
  error instanceof RequestError &&
  (error.status === 0 || error.status >= 500 || [401, 408, 429].includes(error.status));

/** The sentence to show for any failure. */
export function failureMessage(error: unknown): string {
  return error instanceof RequestError ? error.message : UNKNOWN;
}
