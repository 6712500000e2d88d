/** A browser's session and open tables for the specs of real time, and whether they show what is stored. */
import type { BaseSchema, RowWindow, Table, View } from '@pyairtable/contracts';
import { BaseSession, type TableRows } from '@pyairtable/realtime';
import { expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type Api, ask, PATIENCE_MS, type Person } from './realtime-harness';

/** An owner's session, open, which reads the structure again whenever it changes. */
export async function openSession(api: Api, owner: Person, baseId: string): Promise<BaseSession> {
  const schema = (): Promise<BaseSchema> => ask(api, owner, 'GET', `/v1/bases/${baseId}`);
  const { seq, tables } = await schema();
  const session = new BaseSession({
    url: `${api.url.replace('http', 'ws')}/v1/bases/${baseId}/realtime`,
    seq,
    permissionLevel: 'owner',
    userId: owner.userId,
    whoIsSignedIn: () => Promise.resolve(owner.userId),
    openSocket: (url) =>
      new WebSocket(url, { headers: { authorization: `Bearer ${owner.token}` } }).on(
        'error',
        () => undefined,
      ),
  });
  session.setStructure(tables);
  session.subscribe((event) => {
    if (event.type === 'schema') void schema().then((changed) => session.setStructure(changed.tables));
  });
  session.open();
  return session;
}

export type ShownRows = ReturnType<typeof openRows>;

/** The first view of a table, open in that browser, beside the same as stored. */
export function openRows(api: Api, ann: Person, baseId: string, session: BaseSession, table: Table) {
  const path = `/v1/bases/${baseId}/tables/${table.id}/rows`;
  const view = table.views[0] as View;
  const rows: TableRows = session.openTable({
    table,
    view,
    fetchWindow: ({ start, limit, after }) =>
      ask(
        api,
        ann,
        'GET',
        `${path}?view=${view.id}&start=${start}&limit=${limit}${after === undefined ? '' : `&after=${after}`}`,
      ),
    fetchIds: () => Promise.reject(new Error('not asked for')),
    fetchRows: async ({ ids, fields }) => (await ask(api, ann, 'POST', `${path}/read`, { ids, fields })).rows,
  });
  rows.setVisible({ start: 0, end: 50 });
  const stored = (): Promise<RowWindow> => ask(api, ann, 'GET', `${path}?view=${view.id}&start=0&limit=100`);
  return { rows, stored };
}

/** The browser comes to show what a page loaded now would show, in its order. */
export async function isFresh(session: BaseSession, shown: readonly ShownRows[]): Promise<void> {
  await vi.waitFor(() => expect([session.state, session.pendingCount]).toEqual(['online', 0]), {
    timeout: PATIENCE_MS,
  });
  for (const { rows, stored } of shown) {
    const expected = (await stored()).rows;
    await vi.waitFor(
      () => expect(Array.from({ length: rows.rowCount }, (_, at) => rows.rowAt(at))).toEqual(expected),
      { timeout: PATIENCE_MS, interval: 20 },
    );
  }
}
