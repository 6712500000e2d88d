import { newId } from '@pyairtable/kernel';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { HOUSE } from '../connection/asker';
import { columnName, stateTable, tableName } from '../sql/identifiers';
import type { Prepared } from '../sql/statement';
import { RecordingStore } from '../testing/recording-store';
import { cellsById, createSampleBase, type SampleBase } from '../testing/sample-base';

const ROWS = 21_000;
const PAGE = 50;
const FORM = { kind: 'json', byFieldId: false } as const;
const BY_POINTS = [{ field: 'points', direction: 'desc' as const }];

interface PlanNode {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}
interface Listed {
  id: string;
  fields: { points?: number };
}

describe('a sorted list of a large table', () => {
  let database: TestDatabase;
  let store: RecordingStore;
  let base: SampleBase;
  let admin: pg.Client;
  let tableId: string;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new RecordingStore(database.urlAs('pyairtable_api'));
    base = await createSampleBase(store);
    const tasks = await base.table('tasks');
    tableId = tasks.id;
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(
      `INSERT INTO ${tableName(base.id, tableId)} (id, created_at, modified_at, ${columnName(tasks.field('points').id)})
        SELECT 'rec' || lpad(n::text, 14, '0'), now(), now(), n * 7919 % 9973 FROM generate_series(1, $1::int) n`,
      [ROWS],
    );
    await admin.query(
      `UPDATE ${stateTable(base.id, 'table_counter')} SET record_count = $2::bigint, next_number = $2::bigint + 1 WHERE table_id = $1`,
      [tableId, ROWS],
    );
    await admin.query('ANALYZE');
  });
  afterAll(async () => {
    await admin?.end();
    await store?.close();
    await database?.drop();
  });

  async function page(
    request: {
      offset?: string | undefined;
      maxRecords?: number;
      filterByFormula?: string;
      sort?: { field: string; direction: 'asc' | 'desc' }[];
    } = {},
  ) {
    const asked = { pageSize: PAGE, maxRecords: null, sort: BY_POINTS, ...request };
    const { records, offset } = await store.records.list(base.owner, base.id, 'tasks', asked, FORM);
    return { records: JSON.parse(`[${records}]`) as Listed[], offset };
  }

  /** Rows of the table that the statement, which is run, reads. */
  async function rowsOfTable({ text, parameters }: Prepared): Promise<number> {
    const { 'QUERY PLAN': plans } = await store.database
      .for(HOUSE)
      .row<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>({
        text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
        parameters,
      });
    const read = ({ Plans = [], ...node }: PlanNode): number =>
      Plans.map(read).reduce(
        (sum, more) => sum + more,
        node['Relation Name'] === tableId
          ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
          : 0,
      );
    return read(plans[0].Plan);
  }

  const expected = async () =>
    (
      await admin.query<{ id: string }>(
        `SELECT id FROM ${tableName(base.id, tableId)} ORDER BY ${columnName((await base.table('tasks')).field('points').id)} DESC NULLS LAST, __id`,
      )
    ).rows.map(({ id }) => id);
  const idsOf = ({ records }: { records: Listed[] }) => records.map(({ id }) => id);
  const write = async (recordIds: string[], points: number | null) => {
    const tasks = await base.table('tasks');
    await base.run({
      kind: 'records.update',
      tableId,
      records: recordIds.map((id) => ({ id, cells: cellsById(tasks, { points }) })),
    });
  };

  it('takes its first page from the order that is kept, moved by what was written since', async () => {
    expect(idsOf(await page())).toEqual((await expected()).slice(0, PAGE));
    expect(idsOf(await page())).toEqual((await expected()).slice(0, PAGE));
    const all = await expected();
    await write([all[0] as string, all[400] as string], -1);
    await write([all[15_000] as string], 100_000);
    const sent = await store.record(() => page());
    expect(sent).toHaveLength(1);
    await write([all[9_000] as string], 100_001);
    // The statement is run again, under the name of the same stored list.
    await admin.query(`DELETE FROM ${stateTable(base.id, 'list_snapshot')}`);
    expect(await rowsOfTable(sent[0] as Prepared)).toBeLessThan(1_000);
    expect(idsOf(await page())).toEqual((await expected()).slice(0, PAGE));
  });

  it('goes on behind its first page in the order of that moment, to the end', async () => {
    await page();
    const before = await expected();
    const first = await page({ maxRecords: 120 });
    await write(before.slice(0, 60), null);
    const second = await page({ maxRecords: 120, offset: first.offset });
    const third = await page({ maxRecords: 120, offset: second.offset });
    expect([first, second, third].flatMap(idsOf)).toEqual(before.slice(0, 120));
    expect(third.offset).toBeUndefined();
    const anew = await expected();
    let next = await page();
    const found = idsOf(next);
    await write(anew.slice(100, 160), 7);
    for (let at = 0; at < 3; at++) found.push(...idsOf((next = await page({ offset: next.offset }))));
    expect(found).toEqual(anew.slice(0, 4 * PAGE));
  });

  it('refuses whoever may not see it as any other', async () => {
    const asked = {
      pageSize: PAGE,
      maxRecords: 3 * PAGE,
      sort: [{ field: 'assignee', direction: 'asc' as const }],
    };
    await store.records.list(base.owner, base.id, 'tasks', asked, FORM);
    const stranger = { ...base.owner, userId: newId('user') };
    const refused = store.records.list(stranger, base.id, 'tasks', asked, FORM);
    await expect(refused).rejects.toMatchObject({ type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND' });
  });

  it('is read anew by who knew the base as it was', async () => {
    const asked = {
      pageSize: PAGE,
      maxRecords: 3 * PAGE,
      sort: [{ field: 'assignee', direction: 'asc' as const }],
    };
    const list = () => store.records.list(base.owner, base.id, 'tasks', asked, FORM);
    const before = await list();
    const elsewhere = new RecordingStore(database.urlAs('pyairtable_api'));
    await elsewhere.structure.changeTable(base.owner, base.id, tableId, { description: 'Changed' });
    await elsewhere.close();
    expect((await list()).records).toEqual(before.records);
  });

  it('is sorted without an order where many are kept of the table already', async () => {
    const fields = ['task', 'points', 'due', 'state', 'number'];
    const directions = ['asc', 'desc'] as const;
    const keys = fields.flatMap((field) => directions.map((direction) => ({ field, direction })));
    const sorts = keys.flatMap((one) =>
      keys.filter(({ field }) => field !== one.field).map((other) => [one, other]),
    );
    for (const sort of sorts.slice(0, 51)) await page({ sort });
    const { rowCount } = await admin.query(
      `SELECT FROM ${stateTable(base.id, 'row_order')} WHERE table_id = $1`,
      [tableId],
    );
    expect(rowCount).toBe(50);
    const last = await page({ sort: sorts.at(-1) as typeof BY_POINTS });
    expect([last.records.length, last.offset === undefined]).toEqual([PAGE, false]);
  });

  it('keeps no order for a formula that somebody asks with', async () => {
    const orders = async () =>
      (await admin.query(`SELECT sort FROM ${stateTable(base.id, 'row_order')}`)).rowCount;
    await page();
    const before = await orders();
    const { records } = await page({ filterByFormula: '{points} > 9000' });
    expect(records.length).toBe(PAGE);
    expect(await orders()).toBe(before);
  });
});
