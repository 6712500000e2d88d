import { readFileSync } from 'node:fs';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { HOUSE } from './asker';
import { Database } from './database';

describe('statements sent together', () => {
  let server: TestDatabase;
  let database: Database;
  let statements = 0;

  const add = (value: number) => ({
    text: 'INSERT INTO note (value) VALUES ($1) RETURNING value, (SELECT count(*) FROM note) AS before',
    parameters: [value],
  });
  const kept = async () => {
    const rows = await database.for(HOUSE).rows<{ value: number }>({
      text: 'SELECT value FROM note ORDER BY value',
      parameters: [],
    });
    return rows.map(({ value }) => value);
  };

  beforeAll(async () => {
    server = await createDatabase();
    database = new Database({ url: server.url, onStatement: () => (statements += 1) });
  });
  afterAll(async () => {
    await database?.close();
    await server?.drop();
  });
  beforeEach(async () => {
    await database.for(HOUSE).rows({ text: 'DROP TABLE IF EXISTS note', parameters: [] });
    await database.for(HOUSE).rows({ text: 'CREATE TABLE note (value integer UNIQUE)', parameters: [] });
  });

  it('answer in their order, each seeing what those before it wrote', async () => {
    const sent = [3, 1, 2].map(add);
    expect(await database.for(HOUSE).together(sent)).toEqual([
      [{ value: 3, before: 0 }],
      [{ value: 1, before: 1 }],
      [{ value: 2, before: 2 }],
    ]);
    expect(await kept()).toEqual([1, 2, 3]);
  });

  it('are one transaction between two brackets', async () => {
    const asked = { text: 'SELECT pg_current_xact_id()::text AS id', parameters: [] };
    statements = 0;
    const [first, second] = await database.for(HOUSE).together([asked, asked]);
    expect(first).toEqual(second);
    expect(statements).toBe(4);
  });

  it('leave nothing behind when one fails, and tell its error rather than what followed from it', async () => {
    await expect(database.for(HOUSE).together([add(1), add(1), add(2)])).rejects.toMatchObject({
      code: '23505',
    });
    expect(await kept()).toEqual([]);
    expect(await database.for(HOUSE).together([add(7), add(8)])).toHaveLength(2);
    expect(await kept()).toEqual([7, 8]);
  });

  it('fail as retryable when the server ends their session', async () => {
    const end = { text: 'SELECT pg_terminate_backend(pg_backend_pid())', parameters: [] };
    await expect(database.for(HOUSE).together([add(1), end, add(2)])).rejects.toMatchObject({
      type: 'RETRIABLE_ERROR',
    });
    expect(await kept()).toEqual([]);
  });

  it('fail as retryable in a transaction too, and the process lives on', async () => {
    const end = { text: 'SELECT pg_terminate_backend(pg_backend_pid())', parameters: [] };
    const work = database.for(HOUSE).transaction((executor) => executor.rows(end));
    await expect(work).rejects.toMatchObject({
      type: 'RETRIABLE_ERROR',
      message: expect.stringContaining('may have been carried out'),
    });
    expect(await kept()).toEqual([]);
  });

  it('are safe to send again where the server did not take them', async () => {
    const busy = { text: `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53300'; END $$`, parameters: [] };
    await expect(database.for(HOUSE).rows(busy)).rejects.toMatchObject({
      message: expect.stringContaining('safe to retry'),
    });
  });

  it('are not mixed up when many batches run at once', async () => {
    const batches = Array.from({ length: 20 }, (_, at) => [add(at * 2), add(at * 2 + 1)]);
    const answers = await Promise.all(batches.map((batch) => database.for(HOUSE).together(batch)));
    expect(answers.flat(2).map((row) => (row as { value: number }).value)).toEqual([...Array(40).keys()]);
  });

  it.each([
    ['53100', 'STORAGE_FULL'],
    ['53200', 'RETRIABLE_ERROR'],
    ['53300', 'RETRIABLE_ERROR'],
    ['57014', 'QUERY_TOO_SLOW'],
  ])('tell what a server that says %s lacks', async (code, type) => {
    const raise = { text: `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${code}'; END $$`, parameters: [] };
    await expect(database.for(HOUSE).rows(raise)).rejects.toMatchObject({ type });
    await expect(database.for(HOUSE).transaction((inside) => inside.rows(raise))).rejects.toMatchObject({
      type,
    });
    await expect(database.for(HOUSE).together([add(1), raise])).rejects.toMatchObject({ type });
    await expect(database.whole((_, inside) => inside.rows(raise))).rejects.toMatchObject({ type });
    expect(await kept()).toEqual([]);
    await database.checkStorage();
  });
});

describe('a connection', () => {
  it('is replaced when it has been sent very many statements that it did not know', async () => {
    const server = await createDatabase();
    const database = new Database({ url: server.url, maxConnections: 1 });
    const session = async (text: string) =>
      (await database.for(HOUSE).row<{ pid: number }>({ text, parameters: [1] })).pid;
    const same = 'SELECT pg_backend_pid() AS pid WHERE $1 = 1';
    try {
      const first = await session(same);
      for (let time = 0; time < 1_100; time++) await session(same);
      expect(await session(same)).toBe(first);
      for (let time = 0; time < 1_100; time++) await session(`${same} AND ${time} >= 0`);
      expect(await session(same)).not.toBe(first);
    } finally {
      await database.close();
      await server.drop();
    }
  });
});

/** Whether SIGINT waits for a process that is stopped. */
const isInterrupted = (pid: number): boolean => {
  const pending = /ShdPnd:\t(\w+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  return (BigInt(`0x${pending}`) & 2n) !== 0n;
};

describe.runIf(process.platform === 'linux')('a statement that nobody waits for any more', () => {
  it('ends although the server heard that before it read the statement', async () => {
    const server = await createDatabase();
    let sent = 0;
    const database = new Database({ url: server.url, onStatement: () => (sent += 1) });
    const gone = new AbortController();
    const asker = database.for({ userId: 'usr', signal: gone.signal });
    const [backend] = await asker.rows<{ pid: number }>({
      text: 'SELECT pg_backend_pid() AS pid',
      parameters: [],
    });
    const pid = backend?.pid as number;
    process.kill(pid, 'SIGSTOP');
    const asked = asker.rows({ text: 'SELECT pg_sleep(20)', parameters: [] });
    const ended = asked.catch((error: unknown) => error);
    await expect.poll(() => sent).toBe(2);
    gone.abort();
    // That it is to cancel comes before what it is to cancel: it reads nothing meanwhile.
    await expect.poll(() => isInterrupted(pid)).toBe(true);
    process.kill(pid, 'SIGCONT');
    expect(await ended).toMatchObject({ type: 'CLIENT_GONE' });
    await database.close();
    await server.drop();
  });
});
