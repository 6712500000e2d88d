import { BaseSession, type SessionEvent } from '@pyairtable/realtime';
import { WebSocket } from 'ws';
import {
  ask,
  beginRealtime,
  caller,
  createOp,
  newBase,
  PATIENCE_MS,
  person,
  startApi,
  stopApis,
} from '../testing/realtime-harness';

beginRealtime();

describe('the browser’s session over a real socket', () => {
  it('keeps edits made while the server restarts, sends them once, and shows what others did meanwhile', async () => {
    const first = await startApi();
    const ann = await person();
    const base = await newBase(first, ann);
    let api = first;
    const events: SessionEvent[] = [];
    const session = new BaseSession({
      url: 'ws://any',
      seq: base.seq,
      permissionLevel: 'owner',
      userId: ann.userId,
      whoIsSignedIn: () => Promise.resolve(ann.userId),
      openSocket: (url) =>
        new WebSocket(`${api.url.replace('http', 'ws')}/v1/bases/${base.id}/realtime${new URL(url).search}`, {
          headers: { authorization: `Bearer ${ann.token}` },
        }).on('error', () => undefined),
    });
    session.subscribe((event) => events.push(event));
    const rows = session.openTable({
      table: { id: base.tableId, fields: [{ id: base.fieldId, name: 'Name', type: 'singleLineText' }] },
      fetchWindow: ({ start, limit, after }) =>
        ask(
          api,
          ann,
          'GET',
          `/v1/bases/${base.id}/tables/${base.tableId}/rows?start=${start}&limit=${limit}${after === undefined ? '' : `&after=${after}`}`,
        ),
      fetchIds: ({ start, limit }) =>
        ask(
          api,
          ann,
          'GET',
          `/v1/bases/${base.id}/tables/${base.tableId}/rows/ids?start=${start}&limit=${limit}`,
        ),
      fetchRows: async ({ ids, fields }) =>
        (
          await ask(api, ann, 'POST', `/v1/bases/${base.id}/tables/${base.tableId}/rows/read`, {
            ids,
            fields,
          })
        ).rows,
    });
    rows.setVisible({ start: 0, end: 30 });
    session.open();
    const [one] = session.createRecords(base.tableId, [{ cells: { [base.fieldId]: 'one' } }]) as [string];
    await vi.waitFor(() => expect([session.state, session.pendingCount]).toEqual(['online', 0]), {
      timeout: PATIENCE_MS,
    });

    await stopApis();
    await vi.waitFor(() => expect(session.state).toBe('offline'), { timeout: PATIENCE_MS });
    session.updateRecords(base.tableId, [{ id: one, cells: { [base.fieldId]: 'one, edited offline' } }]);
    expect(rows.cellAt(0, base.fieldId)).toBe('one, edited offline');

    api = await startApi();
    await api.store.ops.execute(caller(ann), base.id, createOp(base, 'by somebody else'));
    session.reconnectNow();
    await vi.waitFor(() => expect(session.pendingCount).toBe(0), { timeout: PATIENCE_MS });
    await vi.waitFor(() => expect(rows.rowCount).toBe(2), { timeout: PATIENCE_MS });
    expect([rows.cellAt(0, base.fieldId), rows.cellAt(1, base.fieldId)]).toEqual([
      'one, edited offline',
      'by somebody else',
    ]);

    session.undo();
    await vi.waitFor(() => expect(session.pendingCount).toBe(0), { timeout: PATIENCE_MS });
    const window = await ask(
      api,
      ann,
      'GET',
      `/v1/bases/${base.id}/tables/${base.tableId}/rows?start=0&limit=10`,
    );
    expect(window.rows.map(({ cells }: { cells: Record<string, string> }) => cells[base.fieldId])).toEqual([
      'one',
      'by somebody else',
    ]);
    expect(events.filter(({ type }) => type === 'rejected')).toEqual([]);
    session.close();
  });

  /** Somebody alone on a new base, their session open. */
  async function start() {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const session = new BaseSession({
      url: `${api.url.replace('http', 'ws')}/v1/bases/${base.id}/realtime`,
      seq: base.seq,
      permissionLevel: 'owner',
      userId: ann.userId,
      whoIsSignedIn: () => Promise.resolve(ann.userId),
      openSocket: (url) => new WebSocket(url, { headers: { authorization: `Bearer ${ann.token}` } }),
    });
    session.open();
    return { api, ann, base, session };
  }

  it('is done with an edit that changes nothing, and undoes what came before it', async () => {
    const { api, ann, base, session } = await start();
    const events: SessionEvent[] = [];
    session.subscribe((event) => events.push(event));
    const settled = () => vi.waitFor(() => expect(session.pendingCount).toBe(0), { timeout: PATIENCE_MS });
    const read = async () => {
      const path = `/v1/bases/${base.id}/tables/${base.tableId}/rows?start=0&limit=10`;
      const { rows, seq } = await ask(api, ann, 'GET', path);
      return { names: rows.map(({ cells }: { cells: object }) => Object.values(cells)[0]), seq };
    };
    const [id] = session.createRecords(base.tableId, [{ cells: { [base.fieldId]: 'one' } }]) as [string];
    await settled();
    const before = await read();
    session.updateRecords(base.tableId, [{ id, cells: { [base.fieldId]: 'one' } }]);
    await settled();
    expect(await read()).toEqual(before);
    session.undo();
    await settled();
    expect((await read()).names).toEqual([]);
    expect(events.filter(({ type }) => type === 'rejected')).toEqual([]);
    session.close();
  });

  it('says of which types its cells are, so that what waited while a field became text reads as it showed', async () => {
    const api = await startApi();
    const ann = await person();
    const base = await newBase(api, ann);
    const { id: fieldId } = await ask(
      api,
      ann,
      'POST',
      `/v0/meta/bases/${base.id}/tables/${base.tableId}/fields`,
      {
        name: 'When',
        type: 'dateTime',
        options: { dateFormat: { name: 'us' }, timeFormat: { name: '12hour' }, timeZone: 'utc' },
      },
    );
    const { seq, tables } = await ask(api, ann, 'GET', `/v1/bases/${base.id}`);
    const session = new BaseSession({
      url: `${api.url.replace('http', 'ws')}/v1/bases/${base.id}/realtime`,
      seq,
      permissionLevel: 'owner',
      userId: ann.userId,
      whoIsSignedIn: () => Promise.resolve(ann.userId),
      openSocket: (url) => new WebSocket(url, { headers: { authorization: `Bearer ${ann.token}` } }),
    });
    session.setStructure(tables);
    session.createRecords(base.tableId, [{ cells: { [fieldId]: '2026-03-01T14:30:00.000Z' } }]);
    const field = `/v1/bases/${base.id}/tables/${base.tableId}/fields/${fieldId}`;
    await ask(api, ann, 'POST', `${field}/conversion`, { type: 'singleLineText' });
    session.open();
    await vi.waitFor(() => expect(session.pendingCount).toBe(0), { timeout: PATIENCE_MS });
    const { rows } = await ask(
      api,
      ann,
      'GET',
      `/v1/bases/${base.id}/tables/${base.tableId}/rows?start=0&limit=10`,
    );
    expect(rows[0].cells[fieldId]).toBe('3/1/2026 2:30pm');
    session.close();
    await stopApis();
  });

  it('deletes, restores under the same id, and deletes again by undo and redo', async () => {
    const { api, ann, base, session } = await start();
    const total = async () =>
      (
        await ask(api, ann, 'GET', `/v1/bases/${base.id}/tables/${base.tableId}/rows?start=0&limit=10`)
      ).rows.map(({ id }: { id: string }) => id);
    const settled = () => vi.waitFor(() => expect(session.pendingCount).toBe(0), { timeout: PATIENCE_MS });
    const ids = session.createRecords(base.tableId, [{ cells: {} }, { cells: { [base.fieldId]: 'two' } }]);
    await settled();
    session.deleteRecords(base.tableId, [ids[0] as string]);
    await settled();
    expect(await total()).toEqual([ids[1]]);
    session.undo();
    await settled();
    expect(await total()).toEqual(ids);
    session.redo();
    await settled();
    expect(await total()).toEqual([ids[1]]);
    session.close();
  });
});
