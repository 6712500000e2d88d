import type { AddressInfo } from 'node:net';
import type { BaseSchema, RawCell, Row, RowWindow } from '@pyairtable/contracts';
import { BaseSession, systemTimers, type TableRows, type Timers } from '@pyairtable/realtime';
import { WebSocket } from 'ws';
import type { ApiHarness, Client } from '../api-harness';
import type { PlainTable } from './plain-base';

/** Everything that waits does so for a tenth of its time: what is read again after a change is so a moment later. */
const QUICK: Timers = {
  ...systemTimers,
  after: (delayMs, task) => systemTimers.after(delayMs / 10, task),
};
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 10;

/** A base as a browser has it open: its session over a real socket, and a window on each table in its view. */
export class OpenWindow {
  private readonly session: BaseSession;
  private readonly shown = new Map<string, TableRows>();
  private readonly rejections: unknown[] = [];

  constructor(
    api: ApiHarness,
    private readonly client: Client,
    private readonly baseId: string,
    schema: BaseSchema,
  ) {
    const { port } = api.app.server.address() as AddressInfo;
    this.session = new BaseSession({
      url: `ws://127.0.0.1:${port}/v1/bases/${baseId}/realtime`,
      seq: schema.seq,
      permissionLevel: schema.permissionLevel,
      userId: client.userId,
      whoIsSignedIn: () => Promise.resolve(client.userId),
      openSocket: (url) =>
        new WebSocket(url, { headers: { authorization: `Bearer ${client.token}` } }).on(
          'error',
          () => undefined,
        ),
      timers: QUICK,
    });
    this.session.subscribe((event) => {
      if (event.type === 'rejected') this.rejections.push(event);
    });
    this.session.setStructure(schema.tables);
    this.session.open();
    this.openTables(schema);
  }

  /** Takes the structure as it is by now; `anew` where tables have other fields or views another order. */
  restructure(schema: BaseSchema, anew: boolean): void {
    this.session.setStructure(schema.tables);
    if (anew) this.openTables(schema);
  }

  private openTables({ tables }: BaseSchema): void {
    for (const rows of this.shown.values()) rows.close();
    for (const table of tables) {
      const view = table.views[0];
      const path = `/v1/bases/${this.baseId}/tables/${table.id}/rows`;
      const rows = this.session.openTable({
        table,
        ...(view ? { view } : {}),
        fetchWindow: async ({ start, limit, after }) =>
          (await this.read(
            'get',
            `${path}?view=${view?.id}&start=${start}&limit=${limit}${after === undefined ? '' : `&after=${after}`}`,
          )) as RowWindow,
        fetchRows: async ({ ids, fields }) =>
          ((await this.read('post', `${path}/read`, { ids, fields })) as { rows: Row[] }).rows,
        fetchIds: () => Promise.reject(new Error('nobody chooses rows')),
      });
      rows.setVisible({ start: 0, end: 50 });
      this.shown.set(table.id, rows);
    }
  }

  private async read(method: 'get' | 'post', url: string, body?: unknown): Promise<unknown> {
    const answer = await this.client[method](url, body);
    // A base between two states may refuse; the window tries again.
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  }

  /** Writes as a person in the grid does, and waits for the answer. */
  async update(
    tableId: string,
    records: readonly { id: string; cells: Record<string, RawCell> }[],
  ): Promise<void> {
    this.session.updateRecords(tableId, records);
    await this.until(() => this.session.pendingCount === 0);
    if (this.rejections.length > 0) throw new Error(`rejected: ${JSON.stringify(this.rejections)}`);
  }

  /** The rows that the window shows of a table, once they are as `isExpected` says or will not become so. */
  async rows({ id }: PlainTable, isExpected: (rows: unknown[]) => boolean): Promise<unknown[]> {
    const shown = this.shown.get(id) as TableRows;
    const seen = () =>
      Array.from({ length: shown.rowCount }, (_, at) => {
        const row = shown.rowAt(at);
        return row && { id: row.id, createdTime: row.createdTime, cells: row.cells };
      });
    await this.until(() => shown.loaded && isExpected(seen()));
    return seen();
  }

  private async until(isSo: () => boolean): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; !isSo() && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }

  close(): void {
    this.session.close();
  }
}
