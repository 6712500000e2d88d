import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { newId } from '@pyairtable/kernel';
import { CLOSE_CODES, type PermissionLevel } from '@pyairtable/contracts';
import { HOUSE } from '@pyairtable/store-postgres';
import { WebSocket } from 'ws';
import {
  ask,
  beginRealtime,
  caller,
  createOp,
  issuer,
  Listener,
  newBase,
  PATIENCE_MS,
  person,
  share,
  startApi,
  type Api,
  type Person,
} from '../testing/realtime-harness';

beginRealtime();

/** Rooms that hear of changes by notices alone. */
const NOTICES_ALONE = { roomChecks: { headCheckMs: 3_600_000, accessCheckMs: 3_600_000 } };

describe('a room', () => {
  it('brings every change to every member in log order, and an ack after its own change', async () => {
    const api = await startApi();
    const [ann, ben] = await Promise.all([person(), person()]);
    const base = await newBase(api, ann);
    await share(api, base, ben, 'edit');
    const [a, b] = await Promise.all([
      new Listener(api, base, ann).opened(),
      new Listener(api, base, ben).opened(),
    ]);
    const ops = Array.from({ length: 20 }, (_, index) => createOp(base, `row ${index}`));
    ops.forEach((op, index) => (index % 2 ? a : b).send({ t: 'op', op }));
    await Promise.all(ops.map((op, index) => (index % 2 ? a : b).hears('ack', ({ opId }) => opId === op.id)));
    const numbers = ops.map((_, index) => base.seq + 1 + index);
    for (const member of [a, b]) {
      await member.hears('change', ({ change }) => change.seq === numbers.at(-1));
      expect(member.changes().map(({ seq }) => seq)).toEqual(numbers);
    }
    expect(a.changes()).toEqual(b.changes());
    expect(new Set(a.changes().map(({ opId }) => opId))).toEqual(new Set(ops.map(({ id }) => id)));
    for (const [member, own] of [
      [a, 1],
      [b, 0],
    ] as const) {
      for (const [index, op] of ops.entries()) {
        if (index % 2 !== own) continue;
        const changed = member.frames.findIndex(
          (frame) => frame.t === 'change' && frame.change.opId === op.id,
        );
        const acked = member.frames.findIndex((frame) => frame.t === 'ack' && frame.opId === op.id);
        expect(acked).toBeGreaterThan(changed);
      }
    }
  });

  it('brings what programs write over the Web API', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const a = await new Listener(api, base, ann).opened();
    await ask(api, ann, 'POST', `/v0/${base.id}/${base.tableId}`, { fields: { Name: 'by a program' } });
    const { change } = await a.hears('change');
    expect(change).toMatchObject({
      seq: base.seq + 1,
      actor: ann.userId,
      changes: [
        { kind: 'records', tableId: base.tableId, created: [{ cells: { [base.fieldId]: 'by a program' } }] },
      ],
    });
  });

  it('catches up from the number a member knows, across several pages of the log', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    for (let index = 0; index < 230; index += 1)
      await api.store.ops.execute(caller(ann), base.id, createOp(base, `${index}`));
    const a = await new Listener(api, base, ann, base.seq + 3).opened();
    await a.hears('change', ({ change }) => change.seq === base.seq + 230);
    expect(a.changes().map(({ seq }) => seq)).toEqual(
      Array.from({ length: 227 }, (_, index) => base.seq + 4 + index),
    );
    expect(a.frames[0]).toMatchObject({
      t: 'ready',
      seq: base.seq + 230,
      you: { userId: ann.userId },
      permissionLevel: 'owner',
    });
  });

  it('tells a member to reload when the log does not reach back, and goes on from the head', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    for (let index = 0; index < 3; index += 1)
      await api.store.ops.execute(caller(ann), base.id, createOp(base, `${index}`));
    await api.store.database.for(HOUSE).rows({
      text: `DELETE FROM "${base.id}".change WHERE seq <= $1`,
      parameters: [base.seq + 2],
    });
    const a = await new Listener(api, base, ann).opened();
    await a.hears('reload');
    await api.store.ops.execute(caller(ann), base.id, createOp(base, 'after'));
    await a.hears('change');
    expect(a.changes().map(({ seq }) => seq)).toEqual([base.seq + 4]);
  });

  it('carries an op out once, however often it comes', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const first = await new Listener(api, base, ann).opened();
    const op = createOp(base, 'once');
    first.send({ t: 'op', op });
    first.send({ t: 'op', op });
    first.drop();
    const again = await new Listener(api, base, ann).opened();
    again.send({ t: 'op', op });
    const { seq } = await again.hears('ack', ({ opId }) => opId === op.id);
    expect(seq).toBe(base.seq + 1);
    const window = await ask(
      api,
      ann,
      'GET',
      `/v1/bases/${base.id}/tables/${base.tableId}/rows?start=0&limit=10`,
    );
    expect([window.total, window.seq]).toEqual([1, base.seq + 1]);
  });

  it('takes what follows a large op behind it', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const member = await new Listener(api, base, ann).opened();
    const large = () => ({
      ...createOp(base, 'large'),
      records: Array.from({ length: 4 }, () => ({
        id: newId('record'),
        cells: { [base.fieldId]: 'x'.repeat(90_000) },
      })),
    });
    const ops = [large(), createOp(base, 'behind'), large(), createOp(base, 'last')];
    for (const op of ops) member.send({ t: 'op', op });
    await member.hears('change', ({ change }) => change.seq === base.seq + ops.length);
    expect(member.changes().map(({ opId }) => opId)).toEqual(ops.map(({ id }) => id));
  });

  it('shows where people are, without the log, and forgets who left', async () => {
    const api = await startApi();
    const [ann, ben] = await Promise.all([person({ name: 'Ann' }), person({ name: 'Ben' })]);
    const base = await newBase(api, ann);
    await share(api, base, ben, 'read');
    const [a, b] = await Promise.all([
      new Listener(api, base, ann).opened(),
      new Listener(api, base, ben).opened(),
    ]);
    const cell = { recordId: newId('record'), fieldId: base.fieldId };
    b.send({ t: 'presence', tableId: base.tableId, cell });
    const { sessions } = await a.hears('presence', (frame) => frame.sessions.length > 0);
    expect(sessions).toMatchObject([{ user: { id: ben.userId, name: 'Ben' }, tableId: base.tableId, cell }]);
    b.drop();
    await vi.waitFor(() => expect(a.frames.at(-1)).toEqual({ t: 'presence', sessions: [] }), {
      timeout: PATIENCE_MS,
    });
  });
});

describe('permission', () => {
  it.each([
    ['without a token', undefined, 401],
    ['with a token that does not verify', 'nonsense', 401],
  ])('refuses an upgrade %s', async (_, token, status) => {
    const api = await startApi();
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const socket = new WebSocket(
      `${api.url.replace('http', 'ws')}/v1/bases/appAAAAAAAAAAAAAA/realtime?after=0`,
      { headers },
    );
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(status);
  });

  it.each([
    ['/v1/bases/app1/realtime?after=0', 404],
    ['/v1/elsewhere', 404],
    ['/v1/bases/appAAAAAAAAAAAAAA/realtime', 422],
    ['/v1/bases/appAAAAAAAAAAAAAA/realtime?after=-1', 422],
  ])('refuses an upgrade of %s', async (path, status) => {
    const api = await startApi();
    const { token } = await person();
    const socket = new WebSocket(api.url.replace('http', 'ws') + path, {
      headers: { authorization: `Bearer ${token}` },
    });
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(status);
  });

  it.each([
    ['no key', {}],
    ['another version', { 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==', 'sec-websocket-version': '99' }],
  ])('answers a handshake with %s by the envelope', async (_, headers) => {
    const { url } = await startApi();
    const { token } = await person();
    const asking = request(`${url}/v1/bases/${newId('base')}/realtime?after=0`, {
      headers: { authorization: `Bearer ${token}`, connection: 'upgrade', upgrade: 'websocket', ...headers },
    }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(400);
    expect(await json(answer)).toMatchObject({ error: { type: 'MALFORMED_REQUEST' } });
  });

  it('closes at once on a stranger, on a credential for another base, and says nothing before', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const narrow = { ...ann, token: await issuer.issue({ sub: ann.userId, resources: [newId('base')] }) };
    for (const stranger of [await person(), narrow]) {
      const listener = new Listener(api, base, stranger);
      expect(await listener.isClosed()).toBe(CLOSE_CODES.accessLost);
      expect(listener.frames).toEqual([]);
    }
  });

  it('refuses the ops of somebody who may only read, and of a credential that may not write', async () => {
    const api = await startApi();
    const [ann, ben] = await Promise.all([person(), person()]);
    const base = await newBase(api, ann);
    await share(api, base, ben, 'read');
    const readOnly = {
      ...ann,
      token: await issuer.issue({ sub: ann.userId, scopes: ['data.records:read', 'schema.bases:read'] }),
    };
    for (const reader of [ben, readOnly]) {
      const listener = await new Listener(api, base, reader).opened();
      const op = createOp(base, 'no');
      listener.send({ t: 'op', op });
      expect(await listener.hears('reject')).toMatchObject({
        opId: op.id,
        error: { type: 'INVALID_PERMISSIONS' },
      });
    }
  });

  it('takes effect in the middle of the stream: nothing is delivered after access was lost', async () => {
    const api = await startApi();
    const [ann, ben] = await Promise.all([person(), person()]);
    const base = await newBase(api, ann);
    await share(api, base, ben, 'edit');
    const b = await new Listener(api, base, ben).opened();
    await api.store.ops.execute(caller(ann), base.id, createOp(base, 'seen'));
    await b.hears('change');
    await share(api, base, ben, 'none');
    await api.store.ops.execute(caller(ann), base.id, createOp(base, 'not seen'));
    expect(await b.isClosed()).toBe(CLOSE_CODES.accessLost);
    expect(JSON.stringify(b.frames)).not.toContain('not seen');
  });

  it('tells a member whose level changed before it refuses', async () => {
    const api = await startApi();
    const [ann, ben] = await Promise.all([person(), person()]);
    const base = await newBase(api, ann);
    await share(api, base, ben, 'edit');
    const b = await new Listener(api, base, ben).opened();
    await share(api, base, ben, 'read');
    await api.store.ops.execute(caller(ann), base.id, createOp(base, 'x'));
    await b.hears('ready', ({ permissionLevel }) => permissionLevel === 'read');
    await b.hears('reload');
    await b.hears('change');
  });

  it('closes the socket of somebody who is removed at once, on every replica, and tells them nothing of it', async () => {
    const [api, other] = [await startApi(NOTICES_ALONE), await startApi(NOTICES_ALONE)];
    const [ann, ben] = await Promise.all([person(), person()]);
    const base = await newBase(api, ann);
    await share(api, base, ben, 'edit');
    const open = (at: Api, who: Person) => new Listener(at, base, who).opened();
    const [a, near, far] = await Promise.all([open(api, ann), open(api, ben), open(other, ben)]);
    await ask(api, ann, 'DELETE', `/v1/bases/${base.id}/collaborators/${ben.userId}`);
    expect([await near.isClosed(), await far.isClosed()]).toEqual([
      CLOSE_CODES.accessLost,
      CLOSE_CODES.accessLost,
    ]);
    expect([near.changes(), far.changes()]).toEqual([[], []]);
    await a.hears('change', ({ change }) =>
      change.changes.some((part) => part.kind === 'schema' && part.action === 'collaborator.removed'),
    );
  });

  it('closes all sockets of a base that is deleted at once, on every replica', async () => {
    const [api, other] = [await startApi(NOTICES_ALONE), await startApi(NOTICES_ALONE)];
    const [ann, ben] = await Promise.all([person(), person()]);
    const base = await newBase(api, ann);
    await share(api, base, ben, 'edit');
    const open = (at: Api, who: Person) => new Listener(at, base, who).opened();
    const sockets = await Promise.all([open(api, ann), open(api, ben), open(other, ben)]);
    await ask(api, ann, 'DELETE', `/v1/bases/${base.id}`);
    expect(await Promise.all(sockets.map((socket) => socket.isClosed()))).toEqual(
      sockets.map(() => CLOSE_CODES.accessLost),
    );
  });

  it('tells somebody whose level falls or rises at once, and holds them to it', async () => {
    const api = await startApi();
    const [ann, ben] = await Promise.all([person(), person()]);
    const base = await newBase(api, ann);
    await share(api, base, ben, 'edit');
    const b = await new Listener(api, base, ben).opened();
    const setLevel = (permissionLevel: PermissionLevel) =>
      ask(api, ann, 'PATCH', `/v1/bases/${base.id}/collaborators/${ben.userId}`, { permissionLevel });
    await setLevel('read');
    await b.hears('ready', ({ permissionLevel }) => permissionLevel === 'read');
    await b.hears('reload');
    const op = createOp(base, 'no');
    b.send({ t: 'op', op });
    await b.hears('reject', ({ opId }) => opId === op.id);
    await setLevel('create');
    await b.hears('ready', ({ permissionLevel }) => permissionLevel === 'create');
    const allowed = createOp(base, 'yes');
    b.send({ t: 'op', op: allowed });
    await b.hears('ack', ({ opId }) => opId === allowed.id);
  });

  it('outlives the identity token that opened the socket', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const brief = {
      ...ann,
      token: await issuer.issue({ sub: ann.userId, exp: Math.floor(Date.now() / 1000) + 1 }),
    };
    const a = await new Listener(api, base, brief).opened();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
    try {
      a.send({ t: 'op', op: createOp(base, 'later') });
      await a.hears('ack');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('frames', () => {
  it('refuses by id an op that breaks the contract, and closes on what is no frame', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const a = await new Listener(api, base, ann).opened();
    a.send({
      t: 'op',
      op: { id: 'op-00000001', kind: 'records.create', tableId: base.tableId, records: [] },
    });
    expect(await a.hears('reject')).toMatchObject({
      opId: 'op-00000001',
      error: { type: 'INVALID_REQUEST_UNKNOWN' },
    });
    a.send('{"t":"op"');
    expect(await a.isClosed()).toBe(1008);
  });

  it('counts what is no frame before it is read, whether its op can be refused by id or not', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const a = await new Listener(api, base, ann).opened();
    for (let count = 0; count < 1_000; count += 1)
      a.send({ t: 'op', op: { id: crypto.randomUUID(), kind: 'records.create' } });
    expect(await a.isClosed()).toBe(CLOSE_CODES.tooFast);
    const refused = a.frames.filter(({ t }) => t === 'reject').length;
    expect(refused).toBeLessThan(500);
  });

  it('closes a socket that sends too much at once or too often', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const large = await new Listener(api, base, ann).opened();
    large.send('x'.repeat(17 * 1024 * 1024));
    expect(await large.isClosed()).toBe(1009);
    const fast = await new Listener(api, base, ann).opened();
    for (let index = 0; index < 400; index += 1) fast.send({ t: 'ping' });
    expect(await fast.isClosed()).toBe(CLOSE_CODES.tooFast);
  });
});

/** Connections of the database that one person has for what they ask. */
const HIS_SHARE = 7;

describe('sockets of one person', () => {
  it('are sixty at most, also when all ask at once', async () => {
    const api = await startApi();
    const base = await newBase(api, await person());
    // Somebody new, whom the database is asked to remember first.
    const ben = await person();
    await share(api, base, ben, 'edit');
    const url = `${api.url.replace('http', 'ws')}/v1/bases/${base.id}/realtime?after=${base.seq}`;
    const headers = { authorization: `Bearer ${ben.token}` };
    const ask = () => {
      const socket = new WebSocket(url, { headers });
      const opened = once(socket, 'open').then(() => 101);
      const refused = once(socket, 'unexpected-response').then(
        ([, response]) => (response as IncomingMessage).statusCode,
      );
      socket.on('error', () => undefined);
      return { socket, answer: Promise.race([opened, refused]).catch(() => undefined) };
    };
    const house = api.store.database.for(HOUSE);
    const asked = await house.transaction(async (holder) => {
      await holder.rows({ text: 'LOCK TABLE api.person', parameters: [] });
      const sent = Array.from({ length: 70 }, ask);
      const text = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await vi.waitFor(
        async () => expect(await house.rows({ text, parameters: [] })).toHaveLength(HIS_SHARE),
        PATIENCE_MS,
      );
      return sent;
    });
    const answers = await Promise.all(asked.map(({ answer }) => answer));
    for (const { socket } of asked) socket.terminate();
    expect([101, 429].map((status) => answers.filter((one) => one === status).length)).toEqual([60, 10]);
    // Who left, and who was refused, leave room.
    await vi.waitFor(async () => {
      const { socket, answer } = ask();
      expect(await answer).toBe(101);
      socket.terminate();
    }, PATIENCE_MS);
  });
});

describe('two replicas', () => {
  it('bring each other’s changes to their members', async () => {
    const [one, two] = await Promise.all([startApi(NOTICES_ALONE), startApi(NOTICES_ALONE)]);
    const ann = await person();
    const base = await newBase(one, ann);
    const b = await new Listener(two, base, ann).opened();
    const a = await new Listener(one, base, ann).opened();
    a.send({ t: 'op', op: createOp(base, 'from one') });
    await b.hears('change');
    b.send({ t: 'op', op: createOp(base, 'from two') });
    await a.hears('change', ({ change }) => change.seq === base.seq + 2);
    expect(a.changes()).toEqual(b.changes());
  });

  it('notice a change whose notice was lost', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const a = await new Listener(api, base, ann).opened();
    // Written past every feed, as if its process had died right after the commit.
    await api.store.database.for(HOUSE).rows({
      text: `WITH numbered AS (UPDATE "${base.id}".head SET seq = seq + 1 RETURNING seq)
        INSERT INTO "${base.id}".change (seq, actor, source, changes) SELECT seq, NULL, 'system', '[]' FROM numbered`,
      parameters: [],
    });
    expect((await a.hears('change')).change).toMatchObject({ seq: base.seq + 1, source: 'system' });
  });
});
