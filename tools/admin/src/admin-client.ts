import { AdminError } from './admin-error';

/** Where the system is and what proves that we may administer it. */
export interface Connection {
  /** Address of the gateway, such as `http://127.0.0.1:8080`. */
  url: string;
  operatorToken: string;
}

export interface User {
  id: string;
  email: string;
  name: string;
}

export interface ImportResult {
  baseId: string;
  workspaceId: string;
  tables: number;
  records: number;
  /** Computed fields that are there and not valid, with the reason. */
  warnings: { path: string; message: string }[];
  /** Paths of what the file holds and a base does not keep. */
  ignored: string[];
}

export interface ImportRequest {
  file: unknown;
  /** Workspace to put the base into; the file's own is used or made when absent. */
  workspaceId?: string;
  ownerId: string;
  /** The file's people by their key, such as `@mia`. */
  users: Record<string, User>;
  /** A base of its own beside the file's; its owner's alone without `collaborators`. */
  copy?: boolean;
  collaborators?: boolean;
}

const SHORT_MS = 30_000;
const IMPORT_MS = 600_000;

/** The operator's calls of a running system, through its gateway. Every failure is an AdminError. */
export class AdminClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Finds or makes the account with that e-mail; `created` tells which. */
  ensureUser(user: {
    email: string;
    name?: string;
    password?: string;
  }): Promise<User & { created: boolean }> {
    return this.#call('POST', '/v1/admin/users', user);
  }

  /** The account with that e-mail. */
  async findUser(email: string): Promise<User | undefined> {
    const answer = await this.#call<{ users: User[] }>(
      'GET',
      `/v1/admin/users?email=${encodeURIComponent(email)}`,
    );
    return answer.users[0];
  }

  /** Makes a personal access token; without scopes it has all of them. */
  createToken(request: {
    email: string;
    name: string;
    scopes?: string[];
  }): Promise<{ id: string; token: string }> {
    return this.#call('POST', '/v1/admin/tokens', request);
  }

  /** Throws what `importBase` would throw, and makes nothing. */
  async checkBase(request: ImportRequest): Promise<void> {
    await this.#call('POST', '/v1/admin/bases/import', { ...request, check: true }, IMPORT_MS);
  }

  /** Makes a base of a file, wholly or not at all. */
  importBase(request: ImportRequest): Promise<ImportResult> {
    return this.#call('POST', '/v1/admin/bases/import', request, IMPORT_MS);
  }

  /** The base as a file. */
  exportBase(baseId: string): Promise<unknown> {
    return this.#call('GET', `/v1/admin/bases/${encodeURIComponent(baseId)}/export`, undefined, IMPORT_MS);
  }

  /** Bases that have exactly that name. */
  async findBases(name: string): Promise<{ id: string; name: string; workspaceId: string }[]> {
    const path = `/v1/admin/bases?name=${encodeURIComponent(name)}`;
    return (await this.#call<{ bases: { id: string; name: string; workspaceId: string }[] }>('GET', path))
      .bases;
  }

  async #call<T>(method: string, path: string, body?: unknown, timeoutMs = SHORT_MS): Promise<T> {
    const { url, operatorToken } = this.#connection;
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(new URL(path, url), {
        method,
        headers: {
          authorization: `Bearer ${operatorToken}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      });
      text = await answer.text();
    } catch (error) {
      throw new AdminError(`PyAirtable does not answer at ${url}: ${reasonOf(error)}`);
    }
    if (!answer.ok) throw new AdminError(refusal(answer.status, text));
    return JSON.parse(text) as T;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : '';
  return cause || error.message;
}

/** The server's own words, else the status. */
function refusal(status: number, text: string): string {
  try {
    const { error } = JSON.parse(text) as {
      error?: string | { type?: string; message?: string; id?: string };
    };
    if (typeof error === 'string') return `${error} (${status})`;
    const id = error?.id ? `, error id ${error.id}` : '';
    if (error?.type) return `${error.message || error.type} (${status} ${error.type}${id})`;
  } catch {
    // Not our error form: a proxy in between, perhaps. The status says enough.
  }
  return `The server answered ${status}.`;
}
