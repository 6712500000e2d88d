import type { Op } from '@pyairtable/contracts';
import type { Caller } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { HOUSE } from './connection/asker';
import type { Executor } from './connection/database';
import { Store } from './store';

/** What others, and a server that is lost, do while a base is brought back. */
describe('a base that is brought back, meanwhile', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let store: Store;
  /** Another process: in one, a person waits for what they have under way. */
  let elsewhere: Store;
  let owner: Caller;
  let baseId: string;
  let tables: string[];
  const sent: string[] = [];
  let onSent: (text: string) => void = () => undefined;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    store = new Store({
      url: database.urlAs('pyairtable_api'),
      onStatement: ({ text }) => {
        sent.push(text);
        onSent(text);
      },
    });
    elsewhere = new Store({ url: database.urlAs('pyairtable_api') });
  });
  afterAll(async () => {
    await elsewhere?.close();
    await store?.close();
    await admin?.end();
    await database?.drop();
  });
  beforeEach(async () => {
    onSent = () => undefined;
    owner = { userId: newId('user'), resources: null, scopes: [], source: 'client' };
    baseId = await makeBase();
    tables = (await store.structure.base(owner, baseId)).model.tables.map(({ id }) => id);
  });

  const text = (name: string) => ({ name, type: 'singleLineText' });
  async function makeBase(): Promise<string> {
    const { id: workspaceId } = await store.workspaces.create(owner, 'Ours');
    return store.structure.createBase(owner, {
      workspaceId,
      name: 'plan',
      tables: ['A', 'B', 'C'].map((name) => ({ name, fields: [text('Name')] })),
    });
  }
  const run = (op: object) =>
    store.ops.execute(owner, baseId, { id: crypto.randomUUID(), ...op } as unknown as Op);
  const create = (table: number, ...cells: object[]) =>
    run({ kind: 'records.create', tableId: tables[table], records: cells.map((one) => ({ cells: one })) });
  const seqOf = async (): Promise<number> => (await store.structure.base(owner, baseId)).seq;
  const bringBack = (seq: number, options = {}, by = owner) =>
    store.timeMachine.bringBack(by, baseId, { seq }, options);
  /** A table behind the others, with a link to that one. */
  async function makeLinked(linkedTableId: string): Promise<{ tableId: string; fieldId: string }> {
    const tableId = await store.structure.createTable(owner, baseId, {
      name: 'Last',
      fields: [text('Name')],
    });
    const { id: fieldId } = await store.structure.createField(owner, baseId, tableId, {
      name: 'Link',
      type: 'multipleRecordLinks',
      options: { linkedTableId },
    });
    return { tableId, fieldId };
  }
  /** How many records the tables of a base have in its file. */
  const counts = async (id = baseId): Promise<number[]> =>
    (await store.transfer.exportPlan(id, HOUSE)).tables.map(({ records }) => records.length);
  const lives = async (of = baseId): Promise<string[]> =>
    (
      await admin.query<{ id: string }>(`SELECT id FROM api.base WHERE deleted->>'lifeOf' = $1`, [of])
    ).rows.map(({ id }) => id);
  const exists = async (id: string): Promise<boolean> =>
    (await admin.query('SELECT FROM pg_namespace WHERE nspname = $1', [id])).rowCount === 1;
  /** Resolves when a statement waits for a lock of that kind. */
  const waiting = (condition: string, interval = 10) =>
    vi.waitFor(
      async () =>
        expect(
          (await admin.query(`SELECT FROM pg_locks WHERE NOT granted AND ${condition}`)).rowCount,
        ).toBeGreaterThan(0),
      { timeout: 10_000, interval },
    );
  /** What `reading` answers that comes to a table of the base after `others` have done what they do. */
  async function during<T>(
    table: number,
    reading: () => Promise<T>,
    others: () => Promise<unknown>,
  ): Promise<T> {
    const rows = `"${baseId}"."${tables[table]}"`;
    await admin.query(`BEGIN; LOCK TABLE ${rows} IN ACCESS EXCLUSIVE MODE`);
    const answer = reading();
    answer.catch(() => undefined);
    try {
      await waiting(`relation = '${rows}'::regclass`);
      await others();
    } finally {
      await admin.query('COMMIT');
    }
    return answer;
  }

  it('keeps what it was where the answer to the commit is lost', async () => {
    await create(0, {}, {});
    const settle = async (executor: Executor) => {
      await executor.rows({ text: 'COMMIT', parameters: [] });
      throw new Error('Connection terminated');
    };
    await expect(bringBack(1, { settle })).rejects.toThrow();
    expect(await counts()).toEqual([0, 0, 0]);
    const [life, ...more] = await lives();
    expect([more, await exists(life ?? '')]).toEqual([[], true]);
    await bringBack(2);
    expect(await counts()).toEqual([2, 0, 0]);
  });

  it('leaves no copy where it comes to nothing', async () => {
    await create(0, {});
    const settle = () => Promise.reject(new Error('refused'));
    await expect(bringBack(1, { settle })).rejects.toThrow('refused');
    expect(await lives()).toEqual([]);
    expect(await counts()).toEqual([1, 0, 0]);
  });

  it('keeps a life that the sweeper took for a stranded copy', async () => {
    await create(0, {});
    await bringBack(1);
    const [life] = await lives();
    const become = `UPDATE api.base SET deleted = deleted || '{"from": 1, "until": 3}' WHERE id = $1`;
    await admin.query(
      `UPDATE api.base SET deleted = deleted - 'until', created_at = now() - interval '2 days' WHERE id = $1`,
      [life],
    );
    await admin.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('structure/${baseId}', 0))`);
    const swept = store.sweeper.sweep();
    await waiting(`locktype = 'advisory'`);
    await admin.query(become, [life]);
    await admin.query('COMMIT');
    await swept;
    expect([await lives(), await exists(life ?? '')]).toEqual([[life], true]);
  });

  it.each(['file', 'copy'])('is one life in a %s that is read meanwhile', async (kind) => {
    for (const table of [0, 1]) await create(table, {});
    const moment = await seqOf();
    for (const table of [0, 1]) await create(table, {});
    const now = await seqOf();
    const read = async () => {
      if (kind === 'file') return counts();
      const copy = await elsewhere.timeMachine.copy(owner, baseId, { moment: { seq: now }, name: 'copy' });
      return counts(copy.baseId);
    };
    const rows = `"${baseId}"."${tables[1]}"`;
    let answer: Promise<number[]> | undefined;
    const settle = async () => {
      // The copy is there, and the base has not become it yet.
      await admin.query(`BEGIN; LOCK TABLE ${rows} IN ACCESS EXCLUSIVE MODE`);
      answer = read();
      answer.catch(() => undefined);
      await waiting(`relation = '${rows}'::regclass`);
    };
    try {
      await bringBack(moment, { settle });
    } finally {
      await admin.query('COMMIT');
    }
    expect(await answer).toEqual(kind === 'file' ? [1, 1, 0] : [2, 2, 0]);
  });

  it.each(['file', 'copy'])('has its links in a %s that is read while they become others', async (kind) => {
    const named = async (table: number, name: string) => {
      const { model } = await store.structure.base(owner, baseId);
      return model.table(tables[table] as string).field(name).id;
    };
    const names = await Promise.all([1, 2].map((table) => named(table, 'Name')));
    const { recordIds } = await create(1, { [names[0] as string]: 'Acme' });
    await create(2, { [names[1] as string]: 'Acme' });
    const linkTo = (table: number) => ({
      type: 'multipleRecordLinks' as const,
      options: { linkedTableId: tables[table] },
    });
    const last = await makeLinked(tables[1] as string);
    await run({
      kind: 'records.create',
      tableId: last.tableId,
      records: [{ cells: { [last.fieldId]: recordIds } }],
    });
    const seq = await seqOf();
    const read = async () => {
      const id =
        kind === 'file'
          ? baseId
          : (await store.timeMachine.copy(owner, baseId, { moment: { seq }, name: 'copy' })).baseId;
      return (await store.transfer.exportPlan(id, HOUSE)).links.map(({ pairs }) => pairs.length);
    };
    const answer = await during(0, read, () =>
      store.structure.convertField(owner, baseId, last.tableId, last.fieldId, linkTo(2)),
    );
    expect(answer).toEqual([1]);
  });

  it('answers as the moment before one with all that was written until then', async () => {
    await create(0, {});
    const seq = await seqOf();
    // As another process does that writes one statement.
    await admin.query('BEGIN');
    await admin.query(`UPDATE "${baseId}".head SET seq = seq + 1`);
    await admin.query(
      `INSERT INTO "${baseId}".change (seq, actor, source, changes) VALUES ($1, $2, 'client', '[]')`,
      [seq + 1, owner.userId],
    );
    const brought = bringBack(1);
    await waiting(`locktype = 'transactionid'`, 2);
    await admin.query('COMMIT');
    expect((await brought).before).toBe(seq + 1);
  });

  it('stays as it is where nobody waits for it any more', async () => {
    await create(0, {});
    const gone = new AbortController();
    onSent = (statement) => {
      if (statement.startsWith('ANALYZE')) gone.abort();
    };
    await expect(bringBack(1, {}, { ...owner, signal: gone.signal })).rejects.toMatchObject({
      type: 'CLIENT_GONE',
    });
    expect([await counts(), await lives()]).toEqual([[1, 0, 0], []]);
  });

  it('stays as it is where it is so already, and says so', async () => {
    await create(0, {});
    const seq = await seqOf();
    const settle = vi.fn(() => Promise.resolve());
    const at = new Date(Date.now() + 60_000).toISOString();
    expect(await bringBack(seq, { settle })).toEqual({ seq, before: seq });
    expect(await store.timeMachine.bringBack(owner, baseId, { at })).toEqual({ seq, before: seq });
    expect([settle.mock.calls.length, await lives(), await seqOf()]).toEqual([1, [], seq]);
  });

  it('goes for good one life at a time', async () => {
    await create(0, {});
    for (const _ of [1, 2]) await bringBack(1);
    const all = [...(await lives()), baseId];
    await store.structure.deleteBase(owner, baseId);
    sent.length = 0;
    await store.trash.dropBase(owner, baseId);
    const acts = sent.flatMap((statement) => /^(DROP SCHEMA|COMMIT)/.exec(statement)?.[1] ?? []);
    expect(acts).toEqual([1, 2, 3].flatMap(() => ['DROP SCHEMA', 'COMMIT']));
    expect(await Promise.all(all.map(exists))).toEqual([false, false, false]);
  });

  it('holds up no other base of the trash that goes for good', async () => {
    const [kept, gone] = [baseId, await makeBase()].sort() as [string, string];
    for (const id of [kept, gone]) await store.structure.deleteBase(owner, id);
    await admin.query(
      `UPDATE api.base SET deleted = deleted || '{"at": "2026-01-01T00:00:00Z"}' WHERE id = ANY($1)`,
      [[kept, gone]],
    );
    await admin.query(`ALTER SCHEMA "${kept}" OWNER TO CURRENT_USER`);
    await expect(store.trash.dropExpiredBases()).rejects.toThrow('must be owner');
    expect([await exists(kept), await exists(gone)]).toEqual([true, false]);
  });

  it('waits for another that is read as it was, but for nobody else’s, and goes on when nobody waits for it', async () => {
    const { id: workspaceId } = await store.workspaces.create(owner, 'Ours too');
    const other: Caller = { ...owner, userId: newId('user') };
    await admin.query(`INSERT INTO api.workspace_member VALUES ($1, $2, 'owner'), ($3, $2, 'owner')`, [
      workspaceId,
      other.userId,
      (await store.structure.base(owner, baseId)).model.workspaceId,
    ]);
    const seq = await seqOf();
    const made: string[] = [];
    const copy = async (by: Caller, name: string) => {
      const { baseId: id } = await store.timeMachine.copy(by, baseId, { moment: { seq }, name });
      made.push(name);
      return id;
    };
    const rows = `"${baseId}"."${tables[0]}"`;
    const gone = new AbortController();
    await admin.query(`BEGIN; LOCK TABLE ${rows} IN ACCESS EXCLUSIVE MODE`);
    const first = copy(owner, 'first');
    try {
      await waiting(`relation = '${rows}'::regclass`);
      const [second, third] = [copy(owner, 'second'), copy({ ...owner, signal: gone.signal }, 'third')];
      second.catch(() => undefined);
      gone.abort();
      await expect(third).rejects.toMatchObject({ type: 'CLIENT_GONE' });
      const others = copy(other, 'others');
      await vi.waitFor(
        async () =>
          expect(
            (await admin.query(`SELECT FROM pg_locks WHERE NOT granted AND relation = '${rows}'::regclass`))
              .rowCount,
          ).toBe(2),
        { timeout: 10_000, interval: 10 },
      );
      expect(made).toEqual([]);
      await admin.query('COMMIT');
      expect(await Promise.all([first, second, others])).toHaveLength(3);
      expect(made.indexOf('first')).toBeLessThan(made.indexOf('second'));
    } finally {
      await admin.query('COMMIT');
    }
  });
});
