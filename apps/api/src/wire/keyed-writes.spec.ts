import type { IdentityClaims } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { HOUSE } from '@pyairtable/store-postgres';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createApi } from '../app';
import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

describe('a write with an Idempotency-Key', () => {
  let api: ApiHarness;
  let mia: Client;
  let base: Answer['body'];
  let url: string;
  let inner: string;

  const keyed = (key: string = randomUUID(), by: string = mia.userId, claims: Partial<IdentityClaims> = {}) =>
    api.client({ sub: by, ...claims }, { 'idempotency-key': key });
  const names = async (at = url): Promise<string[]> =>
    (await mia.get(at)).body.records.map((record: Answer['body']) => record.fields.Name);
  const head = async () => (await mia.get(`${inner}/changes?after=0`)).body.head;
  const kept = () => api.sql<{ key: string }>('SELECT key FROM api.kept_answer');

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
  });
  afterAll(() => api?.stop());
  beforeEach(async () => {
    base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    url = `/v0/${base.id}/T`;
    inner = `/v1/bases/${base.id}`;
  });

  it('is carried out once, and answered with the same bytes again, in each form that records are written', async () => {
    const [{ body: one }, { body: two }] = [
      await mia.post(url, { fields: { Name: 'one' } }),
      await mia.post(url, { fields: { Name: 'two' } }),
    ];
    const fieldId = base.tables[0].fields[0].id;
    const upsert = {
      performUpsert: { fieldsToMergeOn: ['Name'] },
      records: [{ fields: { Name: 'one' } }, { fields: { Name: 'new' } }],
    };
    const op = {
      id: randomUUID(),
      kind: 'records.create',
      tableId: base.tables[0].id,
      records: [{ cells: { [fieldId]: 'op' } }],
    };
    const writes: [string, (client: Client) => Promise<Answer>][] = [
      ['one create', (client) => client.post(url, { fields: { Name: 'single' } })],
      ['creates', (client) => client.post(url, { records: [{ fields: { Name: 'a' } }, { fields: {} }] })],
      ['an update', (client) => client.patch(`${url}/${one.id}`, { fields: { Name: 'one!' } })],
      ['updates', (client) => client.put(url, { records: [{ id: two.id, fields: { Name: 'two!' } }] })],
      ['an upsert', (client) => client.patch(url, upsert)],
      ['an op', (client) => client.post(`${inner}/ops`, op)],
      ['a delete', (client) => client.delete(`${url}/${one.id}`)],
      ['deletes', (client) => client.delete(`${url}?records[]=${two.id}`)],
    ];
    for (const [what, write] of writes) {
      const client = await keyed();
      const first = await write(client);
      expect([what, first.status]).toEqual([what, 200]);
      const after = [await head(), await names()];
      const again = await write(client);
      expect([what, again.status, again.text]).toEqual([what, 200, first.text]);
      expect([await head(), await names()]).toEqual(after);
    }
    expect(await names()).toEqual(['single', 'a', undefined, 'one', 'new', 'op']);
  });

  it('is refused when its body nests deeper than can be compared', async () => {
    const deep = `{"fields":{"Name":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    const { status, body } = await (await keyed()).post(url, deep);
    expect([status, body.error.type]).toEqual([422, 'INVALID_REQUEST_BODY']);
  });

  it('answers as it did although the record has changed or gone since', async () => {
    const client = await keyed();
    const first = await client.post(url, { fields: { Name: 'then' } });
    await mia.patch(`${url}/${first.body.id}`, { fields: { Name: 'now' } });
    expect((await client.post(url, { fields: { Name: 'then' } })).text).toBe(first.text);
    await mia.delete(`${url}/${first.body.id}`);
    expect((await client.post(url, { fields: { Name: 'then' } })).text).toBe(first.text);
    expect(await names()).toEqual([]);
  });

  it('is told to readers of the log once it is there', async () => {
    const notices: number[] = [];
    const stop = api.store.feed.subscribe(({ baseId, seq }) => {
      if (baseId === base.id) notices.push(seq);
    });
    const client = await keyed();
    await client.post(url, { fields: { Name: 'told' } });
    await client.post(url, { fields: { Name: 'told' } });
    stop();
    expect(notices).toEqual([await head()]);
  });

  it('is carried out once where it changes structure, sharing or workspaces', async () => {
    const other = await api.client();
    await other.post('/v1/workspaces', { name: 'Signs in' });
    const [{ email }] = await api
      .sql<{ email: string }>('SELECT email FROM api.person WHERE id = $1', [other.userId])
      .then((rows) => rows as [{ email: string }]);
    const tableId = base.tables[0].id;
    const extra = await mia.post(`${inner}/tables`, { name: 'Extra' });
    const field = await mia.post(`${inner}/tables/${tableId}/fields`, { name: 'N', type: 'multilineText' });
    const meta = `/v0/meta/bases/${base.id}/tables`;
    const text = { name: 'Name', type: 'singleLineText' };
    const writes: [number, string, string, object?][] = [
      [201, 'POST', '/v1/workspaces', { name: 'W' }],
      [200, 'PATCH', `/v1/workspaces/${base.workspaceId}`, { name: 'W2' }],
      [201, 'POST', '/v1/bases', { workspaceId: base.workspaceId, name: 'B' }],
      [
        200,
        'POST',
        '/v0/meta/bases',
        { workspaceId: base.workspaceId, name: 'B', tables: [{ name: 'T', fields: [text] }] },
      ],
      [200, 'PATCH', inner, { name: 'Renamed' }],
      [201, 'POST', `${inner}/tables`, { name: 'A' }],
      [200, 'POST', meta, { name: 'B', fields: [text] }],
      [200, 'PATCH', `${inner}/tables/${tableId}`, { name: 'T2' }],
      [200, 'PATCH', `${meta}/${tableId}`, { name: 'T' }],
      [201, 'POST', `${inner}/tables/${tableId}/fields`, { name: 'X', type: 'singleLineText' }],
      [200, 'POST', `${meta}/${tableId}/fields`, { name: 'Y', type: 'singleLineText' }],
      [200, 'PATCH', `${inner}/tables/${tableId}/fields/${field.body.id}`, { name: 'N2' }],
      [200, 'DELETE', `${inner}/tables/${tableId}/fields/${field.body.id}`],
      [200, 'DELETE', `${inner}/tables/${extra.body.id}`],
      [201, 'POST', `${inner}/collaborators`, { email, permissionLevel: 'read' }],
      [200, 'PATCH', `${inner}/collaborators/${other.userId}`, { permissionLevel: 'edit' }],
      [204, 'DELETE', `${inner}/collaborators/${other.userId}`],
      [204, 'DELETE', inner],
    ];
    const send = (client: Client, method: string, path: string, body?: object) =>
      method === 'DELETE'
        ? client.delete(path)
        : client[method.toLowerCase() as 'post' | 'patch'](path, body);
    /** Every workspace and base by name, and how far each base's log and structure have come. */
    const world = async () => {
      const workspaces = await api.sql('SELECT name FROM api.workspace ORDER BY id');
      const bases = await api.sql<{ id: string }>('SELECT id, name FROM api.base ORDER BY id');
      const heads = await Promise.all(bases.map(({ id }) => api.sql(`SELECT * FROM "${id}".head`)));
      return { workspaces, bases, heads };
    };
    for (const [status, method, path, body] of writes) {
      const client = await keyed();
      const first = await send(client, method, path, body);
      expect([method, path, first.status, first.text]).toEqual([method, path, status, first.text]);
      const after = await world();
      const again = await send(client, method, path, body);
      expect([method, path, again.status, again.text]).toEqual([method, path, status, first.text]);
      expect(await world()).toEqual(after);
    }
  });

  it('imports a base file once', async () => {
    const operator = await api.client(
      { kind: 'operator', sub: 'operator', scopes: [] },
      { 'idempotency-key': randomUUID() },
    );
    const text = { name: 'Name', type: 'singleLineText' };
    const request = {
      file: { name: 'Once', tables: [{ name: 'T', fields: [text] }] },
      ownerId: mia.userId,
      users: {},
    };
    const first = await operator.post('/v1/admin/bases/import', request);
    expect(first.status).toBe(201);
    expect((await operator.post('/v1/admin/bases/import', request)).text).toBe(first.text);
    expect((await operator.get('/v1/admin/bases?name=Once')).body.bases).toHaveLength(1);
  });

  it('is refused when its key came with another request', async () => {
    const client = await keyed();
    await client.post(url, { fields: { Name: 'first' } });
    const others = [
      () => client.post(url, { fields: { Name: 'second' } }),
      () => client.post(`/v0/${base.id}/t`, { fields: { Name: 'first' } }),
      () => client.patch(url, { records: [] }),
    ];
    for (const other of others) {
      const refused = await other();
      expect([refused.status, refused.body.error]).toEqual([
        422,
        { type: 'IDEMPOTENCY_KEY_REUSED', message: expect.any(String) },
      ]);
    }
    expect(await names()).toEqual(['first']);
  });

  it('meets no key of another person or another base', async () => {
    const ben = await api.client();
    await api.share(base.id, ben.userId, 'edit');
    const second = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    const key = randomUUID();
    await (await keyed(key)).post(url, { fields: { Name: 'mia' } });
    const bens = await (await keyed(key, ben.userId)).post(url, { fields: { Name: 'ben' } });
    const there = await (await keyed(key)).post(`/v0/${second.id}/T`, { fields: { Name: 'there' } });
    expect([bens.status, there.status]).toEqual([200, 200]);
    expect([await names(), await names(`/v0/${second.id}/T`)]).toEqual([['mia', 'ben'], ['there']]);
  });

  it('is one write however many send it at the same time, to two processes', async () => {
    const { app } = createApi({
      databaseUrl: api.database.urlAs('pyairtable_api'),
      authUrl: api.issuerUrl,
      version: 'test',
      logLevel: 'silent',
    });
    try {
      for (let round = 0; round < 8; round++) {
        const client = await keyed();
        const payload = { fields: { Name: `round ${round}` } };
        const headers = { authorization: `Bearer ${client.token}`, 'idempotency-key': `at once ${round}` };
        const here = () => api.app.inject({ method: 'POST', url, headers, payload });
        const there = () => app.inject({ method: 'POST', url, headers, payload });
        const answers = await Promise.all([here(), there(), here(), there(), here(), there()]);
        expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
        expect(new Set(answers.map(({ payload: text }) => text)).size).toBe(1);
      }
    } finally {
      await app.close();
    }
    expect(await names()).toEqual(Array.from({ length: 8 }, (_, round) => `round ${round}`));
    expect(await head()).toBe(1 + 8);
  });

  it('does not make others wait who have no key, however many do', async () => {
    const clients = await Promise.all(Array.from({ length: 24 }, () => keyed()));
    const typecast = (name: string) => ({ fields: { Name: name }, typecast: true });
    const answers = await Promise.all(
      clients.flatMap((client, at) => [
        client.post(`${inner}/tables`, { name: `K${at}` }),
        mia.post(`${inner}/tables`, { name: `P${at}` }),
        mia.post(url, typecast(`w${at}`)),
      ]),
    );
    expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
  });

  it('keeps nobody else waiting who has one, in however many bases one person waits', async () => {
    const bases = await Promise.all(
      Array.from({ length: 6 }, () =>
        api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]),
      ),
    );
    const ann = await keyed(randomUUID(), newId('user'));
    const own = await api.base(await api.client({ sub: ann.userId }), [
      { name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ]);
    const writing = await api.store.database.for(HOUSE).transaction(async (holder) => {
      for (const { id, tables } of bases)
        await holder.rows({ text: `LOCK TABLE "${id}"."${tables[0].id}"`, parameters: [] });
      const asked = bases.map(async ({ id }) =>
        (await keyed()).post(`/v0/${id}/T`, { fields: { Name: 'waits' } }),
      );
      await vi.waitFor(async () => {
        const waiting = await api.sql(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`);
        expect(waiting.length).toBeGreaterThan(1);
      }, 10_000);
      expect((await ann.post(`/v0/${own.id}/T`, { fields: { Name: 'at once' } })).status).toBe(200);
      return asked;
    });
    expect((await Promise.all(writing)).map(({ status }) => status)).toEqual(bases.map(() => 200));
  });

  it('comes through beside somebody who changes the structure of its base again and again', async () => {
    await mia.post(url, { fields: { Name: 'one' } });
    const changing = await Promise.all(
      Array.from({ length: 2 }, async () => {
        const client = new pg.Client({ connectionString: api.database.url });
        await client.connect();
        return client;
      }),
    );
    const pass = async (client: pg.Client) => {
      await client.query('BEGIN');
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0))`, [base.id]);
    };
    const waiting = () =>
      api
        .sql(
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        )
        .then(({ length }) => length);
    try {
      let [inside, next] = changing as [pg.Client, pg.Client];
      await pass(inside);
      let answer: Answer | undefined;
      const writing = (await keyed())
        .patch(url, {
          performUpsert: { fieldsToMergeOn: ['Name'] },
          records: [{ fields: { Name: 'one' } }, { fields: { Name: 'new' } }],
        })
        .then((its) => (answer = its));
      for (let round = 0; round < 20 && !answer; round++) {
        await vi.waitFor(
          async () => expect(answer !== undefined || (await waiting()) === 1).toBe(true),
          10_000,
        );
        const passed = pass(next);
        await vi.waitFor(
          async () => expect(answer !== undefined || (await waiting()) === 2).toBe(true),
          10_000,
        );
        await inside.query(`UPDATE "${base.id}".head SET schema_version = schema_version + 1`);
        await inside.query('COMMIT');
        await passed;
        [inside, next] = [next, inside];
      }
      await inside.query('COMMIT');
      await writing;
      expect([answer?.status, answer?.body.error]).toEqual([200, undefined]);
    } finally {
      for (const client of changing) await client.end();
    }
  });

  it('lets others write between its attempts, where it changes the structure of a table that is read for long', async () => {
    const other = await api.base(mia, [{ name: 'A', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    const places = [base, other].map(({ id, tables }) => ({ id, table: tables[0].id as string }));
    const second = (
      await mia.post(`${inner}/tables`, { name: 'U', fields: [{ name: 'Name', type: 'singleLineText' }] })
    ).body.id;
    const reader = new pg.Client({ connectionString: api.database.url });
    await reader.connect();
    try {
      await reader.query('BEGIN');
      for (const { id, table } of places)
        await reader.query(`LOCK TABLE "${id}"."${table}" IN ACCESS SHARE MODE`);
      const add = async ({ id, table }: (typeof places)[number]) =>
        (await (await keyed()).post(`/v1/bases/${id}/tables/${table}/fields`, { name: 'N', type: 'email' }))
          .status;
      const added = Promise.all(places.map(add));
      let isAdded = false;
      void added.then(() => (isAdded = true));
      for (let written = 0; written < 5; written++) {
        expect((await mia.post(`/v0/${base.id}/${second}`, { fields: { Name: 'between' } })).status).toBe(
          200,
        );
        expect(isAdded).toBe(false);
      }
      await reader.query('COMMIT');
      expect(await added).toEqual([201, 201]);
    } finally {
      await reader.end();
    }
  });

  it('is not there without its answer when the connection dies between the two', async () => {
    const owner = new pg.Client({ connectionString: api.database.url });
    await owner.connect();
    try {
      await owner.query(`CREATE FUNCTION api.die() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END';
        CREATE TRIGGER die AFTER INSERT ON api.kept_answer FOR EACH ROW EXECUTE FUNCTION api.die()`);
      const client = await keyed();
      const lost = await client.post(url, { fields: { Name: 'once' } });
      expect([lost.status, lost.body.error.type]).toEqual([503, 'RETRIABLE_ERROR']);
      expect(await names()).toEqual([]);
      await owner.query('DROP FUNCTION api.die CASCADE');
      expect((await client.post(url, { fields: { Name: 'once' } })).status).toBe(200);
      expect(await names()).toEqual(['once']);
    } finally {
      await owner.end();
    }
  });

  it('keeps no answer of a write that failed', async () => {
    const client = await keyed();
    const refused = await client.post(url, { fields: { Later: 'x' } });
    expect([refused.status, refused.body.error.type]).toEqual([422, 'UNKNOWN_FIELD_NAME']);
    await mia.post(`${inner}/tables/${base.tables[0].id}/fields`, { name: 'Later', type: 'singleLineText' });
    const made = await client.post(url, { fields: { Later: 'x' } });
    expect(made.body.fields).toEqual({ Later: 'x' });
  });

  it('keeps no answer of a read', async () => {
    const client = await keyed('reads');
    await client.post(`${url}/listRecords`, {});
    await client.get(url);
    expect((await kept()).some(({ key }) => key === 'reads')).toBe(false);
    expect((await client.post(`${url}/listRecords`, { pageSize: 1 })).status).toBe(200);
  });

  it('tells nothing to a credential of less reach, nor to somebody who lost the base', async () => {
    const ben = newId('user');
    await api.share(base.id, ben, 'edit');
    const key = randomUUID();
    await (await keyed(key, ben)).post(url, { fields: { Name: 'secret' } });
    const narrow = await keyed(key, ben, { resources: [newId('base')] });
    const scopeless = await keyed(key, ben, { scopes: ['schema.bases:read'] });
    for (const client of [narrow, scopeless]) {
      const refused = await client.post(url, { fields: { Name: 'secret' } });
      expect([refused.status, refused.body.error.type]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    }
    await api.share(base.id, ben, 'none');
    const lost = await (await keyed(key, ben)).post(url, { fields: { Name: 'secret' } });
    expect([lost.status, lost.body.error.type]).toEqual([403, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND']);
  });

  it.each(['', 'é', 'x'.repeat(256)])('refuses the key %j', async (key) => {
    const refused = await (await keyed(key)).post(url, { fields: {} });
    expect([refused.status, refused.body.error.type]).toEqual([422, 'INVALID_IDEMPOTENCY_KEY']);
    expect(await names()).toEqual([]);
  });

  it('is forgotten after a day', async () => {
    const [fresh, old] = [await keyed('fresh'), await keyed('old')];
    for (const client of [fresh, old]) await client.post(url, { fields: { Name: 'then' } });
    const age = (key: string, by: string) =>
      api.sql(`UPDATE api.kept_answer SET kept_at = now() - $2::interval WHERE key = $1`, [key, by]);
    await age('fresh', '23 hours 59 minutes');
    await age('old', '24 hours');
    expect((await old.post(url, { fields: { Name: 'now' } })).status).toBe(200);
    expect((await fresh.post(url, { fields: { Name: 'now' } })).status).toBe(422);
    expect(await names()).toEqual(['then', 'then', 'now']);
    await age('old', '24 hours');
    await api.store.sweeper.sweep();
    const left = (await kept()).map(({ key }) => key);
    expect([left.includes('fresh'), left.includes('old')]).toEqual([true, false]);
  });
});
