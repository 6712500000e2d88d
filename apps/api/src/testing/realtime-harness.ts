/** Replicas of the api, people and sockets for the specs of real time; a spec calls `beginRealtime` first. */
import type { AddressInfo } from 'node:net';
import { type Change, type Op, type PermissionLevel, type ServerFrame } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { startTokenIssuer, type TokenIssuer } from '@pyairtable/server-kit/testing';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { HOUSE } from '@pyairtable/store-postgres';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type ApiOptions, createApi } from '../app';

export type Api = ReturnType<typeof createApi> & { url: string };

/** As long as a busy machine may take until something is seen that comes by itself. */
export const PATIENCE_MS = 30_000;

let database: TestDatabase;
export let issuer: TokenIssuer;
const apis: Api[] = [];
const sockets: WebSocket[] = [];

/** One replica of the api, listening. */
export async function startApi(options: Pick<ApiOptions, 'roomChecks'> = {}): Promise<Api> {
  const api = createApi({
    databaseUrl: database.urlAs('pyairtable_api'),
    authUrl: issuer.url,
    version: 'test',
    logLevel: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    ...options,
  });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  const started = { ...api, url: `http://127.0.0.1:${port}` };
  apis.push(started);
  return started;
}

/** Stops every replica that `startApi` started. */
export async function stopApis(): Promise<void> {
  await Promise.all(apis.splice(0).map(({ app }) => app.close()));
}

/** Registers the hooks of a spec file: a database and an issuer of tokens for all of it, replicas and sockets for each test. */
export function beginRealtime(): void {
  beforeAll(async () => {
    [database, issuer] = await Promise.all([createDatabase({ migrated: true }), startTokenIssuer()]);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate();
    await stopApis();
  });
  afterAll(async () => {
    await issuer.close();
    await database.drop();
  });
}

export interface Person {
  userId: string;
  token: string;
}

export async function person(claims: Parameters<TokenIssuer['issue']>[0] = {}): Promise<Person> {
  const userId = newId('user');
  return { userId, token: await issuer.issue({ sub: userId, ...claims }) };
}

// Tests read answers freely; their assertions are the type check.
export async function ask(
  api: Api,
  { token }: Person,
  method: string,
  path: string,
  body?: unknown,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are read as they come; the assertions say their shape.
): Promise<any> {
  const response = await fetch(api.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

export interface Base {
  id: string;
  tableId: string;
  fieldId: string;
  seq: number;
}

export async function newBase(api: Api, owner: Person): Promise<Base> {
  const workspace = await ask(api, owner, 'POST', '/v1/workspaces', { name: 'Ours' });
  const tables = [{ name: 'Tasks', fields: [{ name: 'Name', type: 'singleLineText' }] }];
  const { id } = await ask(api, owner, 'POST', '/v0/meta/bases', {
    name: 'Plan',
    workspaceId: workspace.id,
    tables,
  });
  const schema = await ask(api, owner, 'GET', `/v1/bases/${id}`);
  const [table] = schema.tables;
  return { id, tableId: table.id, fieldId: table.primaryFieldId, seq: schema.seq };
}

export async function share(api: Api, base: Base, { userId }: Person, level: PermissionLevel): Promise<void> {
  await api.store.database.for(HOUSE).rows({
    text: `INSERT INTO api.base_member VALUES ($1, $2, $3) ON CONFLICT (base_id, user_id) DO UPDATE SET level = excluded.level`,
    parameters: [base.id, userId, level],
  });
}

/** A socket that keeps what it hears. */
export class Listener {
  readonly frames: ServerFrame[] = [];
  closed: number | null = null;
  readonly #socket: WebSocket;

  constructor(api: Api, base: Base, { token }: Person, after: number | string = base.seq) {
    this.#socket = new WebSocket(
      `${api.url.replace('http', 'ws')}/v1/bases/${base.id}/realtime?after=${after}`,
      {
        headers: { authorization: `Bearer ${token}` },
      },
    );
    sockets.push(this.#socket);
    this.#socket.on('message', (text) => this.frames.push(JSON.parse(String(text)) as ServerFrame));
    this.#socket.on('close', (code) => (this.closed = code));
  }

  opened = async (): Promise<this> => {
    await vi.waitFor(() => expect(this.frames[0]?.t).toBe('ready'), { timeout: PATIENCE_MS, interval: 5 });
    return this;
  };

  send(frame: unknown): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  drop(): void {
    this.#socket.terminate();
  }

  /** The first frame of the kind that `matches`, now or when it comes. */
  async hears<T extends ServerFrame['t']>(
    kind: T,
    matches: (frame: Extract<ServerFrame, { t: T }>) => boolean = () => true,
  ): Promise<Extract<ServerFrame, { t: T }>> {
    const find = () =>
      this.frames.find(
        (frame): frame is Extract<ServerFrame, { t: T }> => frame.t === kind && matches(frame as never),
      );
    return vi.waitFor(
      () => {
        const found = find();
        if (!found) throw new Error(`no ${kind} among ${JSON.stringify(this.frames).slice(0, 500)}`);
        return found;
      },
      { timeout: PATIENCE_MS, interval: 5 },
    );
  }

  async isClosed(): Promise<number> {
    await vi.waitFor(() => expect(this.closed).not.toBeNull(), { timeout: PATIENCE_MS, interval: 5 });
    return this.closed as number;
  }

  changes(): Change[] {
    return this.frames.flatMap((frame) => (frame.t === 'change' ? [frame.change] : []));
  }
}

export const createOp = (base: Base, name: string, id = crypto.randomUUID() as string): Op => ({
  id,
  kind: 'records.create',
  tableId: base.tableId,
  records: [{ id: newId('record'), cells: { [base.fieldId]: name } }],
});

export const caller = ({ userId }: Person) => ({
  userId,
  resources: null,
  scopes: ['data.records:write'],
  source: 'client' as const,
});
