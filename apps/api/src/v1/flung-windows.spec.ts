import { newId } from '@pyairtable/kernel';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { ApiHarness, type Client } from '../testing/api-harness';

const ROWS = process.env['SOAK'] ? 100_000 : 20_000;
const BLOCK = 1_000;
const FLINGS = process.env['SOAK'] ? 40 : 10;
/** More than the api has connections for. */
const WINDOWS = 30;

describe(`somebody who flings through a sorted view of ${ROWS.toLocaleString('en')} rows`, () => {
  let api: ApiHarness;
  let origin: string;
  let mia: Client;
  let windows: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
    mia = await api.client();
    const base = await api.base(mia, [{ name: 'Many', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    const { tables } = (await mia.get(`/v1/bases/${base.id}`)).body;
    const [{ id: tableId, views, fields }] = tables;
    for (let at = 0; at < ROWS; at += BLOCK)
      await mia.post(`/v1/bases/${base.id}/ops`, {
        id: randomUUID(),
        kind: 'records.create',
        tableId,
        records: Array.from({ length: BLOCK }, (_, next) => ({
          id: newId('record'),
          cells: { [fields[0].id]: `row ${((at + next) * 7_919) % ROWS}` },
        })),
      });
    const view = views[0].id;
    await mia.patch(`/v1/bases/${base.id}/tables/${tableId}/views/${view}`, {
      sort: [{ fieldId: fields[0].id, direction: 'desc' }],
    });
    windows = `/v1/bases/${base.id}/tables/${tableId}/rows?view=${view}&limit=200`;
  }, 300_000);
  afterAll(async () => {
    api?.app.server.closeAllConnections();
    await api?.stop();
  });

  /** Statements that run for somebody at this moment. */
  const running = async () =>
    (
      await api.sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      )
    )[0]?.count;
  const flingTo = (start: number, signal: AbortSignal) =>
    fetch(`${origin}${windows}&start=${start}`, {
      headers: { authorization: `Bearer ${mia.token}` },
      signal,
    }).then(
      (answer) => answer.json(),
      () => 'gone',
    );

  it('keeps nobody waiting who has one row, and leaves nothing running behind', async () => {
    const ann = await api.client();
    const own = await api.base(ann, [{ name: 'Own', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    await ann.post(`/v0/${own.id}/Own`, { fields: { Name: 'only' } });
    const oneRow = `/v1/bases/${own.id}/tables/${own.tables[0].id}/rows`;
    for (let fling = 0; fling < FLINGS; fling++) {
      const gone = new AbortController();
      const flung = Array.from({ length: WINDOWS }, (_, at) =>
        flingTo(((fling * WINDOWS + at) * 4_111) % (ROWS - 200), gone.signal),
      );
      const first = await Promise.race([
        Promise.all(flung).then(() => 'the windows'),
        ann.get(oneRow).then(({ body }) => `${String(body.total)} row`),
      ]);
      expect(first).toBe('1 row');
      gone.abort();
      await Promise.all(flung);
    }
    await vi.waitFor(async () => expect(await running()).toBe(0), 10_000);
    // Whoever comes to rest is shown the rows that are there.
    const rest = (await flingTo(ROWS - 200, new AbortController().signal)) as {
      total: number;
      rows: unknown[];
    };
    expect([rest.total, rest.rows.length]).toEqual([ROWS, 200]);
  }, 180_000);
});
