import { type IdentityClaims, PERMISSION_LEVELS, type PermissionLevel } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import type { Server } from '@pyairtable/server-kit';
import { startTokenIssuer, testPerson, type TokenIssuer } from '@pyairtable/server-kit/testing';
import { HOUSE, type Store } from '@pyairtable/store-postgres';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { createApi } from '../app';
import { judgeAnswer } from './judge-answer';

export interface Answer {
  status: number;
  // Tests read answers freely; their assertions are the type check.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are read as they come; the assertions say their shape.
  body: any;
  text: string;
  /** Statements the request sent. */
  statements: number;
}

/** One person with a credential, asking the api. */
export interface Client {
  userId: string;
  name: string;
  email: string;
  token: string;
  get(url: string): Promise<Answer>;
  post(url: string, body?: unknown): Promise<Answer>;
  patch(url: string, body?: unknown): Promise<Answer>;
  put(url: string, body?: unknown): Promise<Answer>;
  delete(url: string): Promise<Answer>;
}

/** The api over a database of its own and a stand-in for auth's key set: real tokens, real SQL. */
export class ApiHarness {
  private constructor(
    readonly app: Server,
    readonly store: Store,
    readonly database: TestDatabase,
    private readonly issuer: TokenIssuer,
    private readonly alone: boolean,
  ) {}

  /** `server` is the connection string of a PostgreSQL other than the run's. */
  static async start({
    server,
    ...options
  }: { server?: string; statementTimeoutMs?: number } = {}): Promise<ApiHarness> {
    const [database, issuer] = await Promise.all([
      createDatabase({ migrated: true, ...(server ? { server } : {}) }),
      startTokenIssuer(),
    ]);
    return ApiHarness.open(database, issuer, options);
  }

  /** Another api over the same database and key set; its own `stop` leaves both. */
  replica(options: { statementTimeoutMs?: number } = {}): ApiHarness {
    return ApiHarness.open(this.database, this.issuer, { ...options, alone: false });
  }

  private static open(
    database: TestDatabase,
    issuer: TokenIssuer,
    { alone = true, ...options }: { alone?: boolean; statementTimeoutMs?: number } = {},
  ): ApiHarness {
    const { app, store } = createApi({
      databaseUrl: database.urlAs('pyairtable_api'),
      authUrl: issuer.url,
      version: 'test',
      logLevel: process.env['TEST_LOG_LEVEL'] ?? 'silent',
      countStatements: true,
      ...options,
    });
    return new ApiHarness(app, store, database, issuer, alone);
  }

  /** Address of the key set, for another api over the same database. */
  get issuerUrl(): string {
    return this.issuer.url;
  }

  async stop(): Promise<void> {
    await this.app.close();
    if (!this.alone) return;
    await this.issuer.close();
    await this.database.drop();
  }

  /** `headers` go with every request, those that a function makes anew with each. */
  async client(
    claims: Partial<IdentityClaims> = {},
    headers: Record<string, string> | (() => Record<string, string>) = {},
  ): Promise<Client> {
    const userId = claims.sub ?? newId('user');
    const { name, email } = { ...testPerson(userId), ...claims };
    const token = await this.issuer.issue({
      kind: 'pat',
      exp: Math.floor(Date.now() / 1000) + 3_600,
      ...claims,
      sub: userId,
    });
    const ask = async (
      method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
      url: string,
      body?: unknown,
    ): Promise<Answer> => {
      const response = await this.app.inject({
        method,
        url,
        headers: {
          authorization: `Bearer ${token}`,
          ...(typeof headers === 'function' ? headers() : headers),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = response.body;
      const answer: unknown = text === '' ? undefined : JSON.parse(text);
      judgeAnswer(method, url, response.statusCode, answer);
      return {
        status: response.statusCode,
        text,
        body: answer,
        statements: Number(response.headers['x-sql-statements'] ?? Number.NaN),
      };
    };
    return {
      userId,
      name,
      email,
      token,
      get: (url) => ask('GET', url),
      post: (url, body) => ask('POST', url, body),
      patch: (url, body) => ask('PATCH', url, body),
      put: (url, body) => ask('PUT', url, body),
      delete: (url) => ask('DELETE', url),
    };
  }

  /** A workspace of the client's own with a base of the given tables; the created base as the meta API answers it. */
  async base(client: Client, tables: unknown[], name = 'Test base'): Promise<Answer['body']> {
    const workspace = await client.post('/v1/workspaces', { name: 'Test workspace' });
    const base = await client.post('/v0/meta/bases', { name, workspaceId: workspace.body.id, tables });
    if (base.status !== 200) throw new Error(base.text);
    return { ...base.body, workspaceId: workspace.body.id };
  }

  /** Makes a person a member of the base. */
  async share(baseId: string, userId: string, level: PermissionLevel): Promise<void> {
    if (!PERMISSION_LEVELS.includes(level)) throw new Error(level);
    await this.store.database.for(HOUSE).rows({
      text: `INSERT INTO api.base_member VALUES ($1, $2, $3) ON CONFLICT (base_id, user_id) DO UPDATE SET level = excluded.level`,
      parameters: [baseId, userId, level],
    });
  }

  /** Runs SQL as the api's role. */
  sql<T>(text: string, parameters: unknown[] = []): Promise<T[]> {
    return this.store.database.for(HOUSE).rows<T>({ text, parameters });
  }
}
