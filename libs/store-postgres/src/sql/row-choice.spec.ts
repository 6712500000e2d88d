import type { RawCell, Row, RowWindow } from '@pyairtable/contracts';
import { askingOf, planList, type ListRequest, type SortKey, type TableModel } from '@pyairtable/core';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { HOUSE } from '../connection/asker';
import { listPageStatement, type PageRow, readListPage } from '../read/list-page';
import { rowIdsStatement } from '../read/row-ids';
import { rowWindowStatement, type TextRow } from '../read/row-window';
import { windowChoice } from '../read/window-choice';
import { Store } from '../store';
import { createSampleBase, type SampleBase } from '../testing/sample-base';
import { addGuard, GUARD_OK } from './guard';
import { columnName, junctionName, tableName } from './identifiers';
import { type FilterBy, type RowScope, rowsOf, selectRows } from './row-choice';
import { Statement } from './statement';

type Cells = Record<string, RawCell>;

/** A filter, and which records it keeps, said once more without SQL. */
interface Sample {
  by: FilterBy;
  keeps(task: Row): boolean;
}

const LEAST_POINTS = 3;
const LEAST_AGE = 40;

describe('rows under a filter', () => {
  let database: TestDatabase;
  let store: Store;
  let admin: pg.Client;
  let base: SampleBase;
  let tasks: TableModel;
  let people: TableModel;
  const ages = new Map<string, number>();

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new Store({ url: database.urlAs('pyairtable_api') });
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    // Counts the rows that a filter is asked about.
    await admin.query('CREATE SEQUENCE asked; GRANT ALL ON asked TO pyairtable_api');
    base = await createSampleBase(store);
    [tasks, people] = [await base.table('tasks'), await base.table('people')];
    for (const age of [30, 40, 50, 60]) await person(age);
    await addTasks(24);
  });
  afterAll(async () => {
    await admin?.end();
    await store?.close();
    await database?.drop();
  });
  const cell = (row: Row, name: string) => row.cells[tasks.field(name).id];
  const owners = (row: Row) => ((cell(row, 'owners') ?? []) as { id: string }[]).map(({ id }) => id);

  async function person(age: number): Promise<string> {
    const [id] = await base.create('people', [{ person: `${age}`, age }]);
    ages.set(id as string, age);
    return id as string;
  }

  async function addTasks(count: number): Promise<string[]> {
    const ids = [...ages.keys()];
    return base.create(
      'tasks',
      Array.from({ length: count }, (_, at) => ({
        task: `t${at}`,
        points: (at * 5) % 7,
        ...(at % 5 === 0 ? {} : { owners: [ids[at % 4] as string] }),
      })),
    );
  }

  const update = (table: TableModel, id: string, cells: Cells) =>
    base.run({ kind: 'records.update', tableId: table.id, records: [{ id, cells }] });
  const setPoints = (id: string, points: number) => update(tasks, id, { [tasks.field('points').id]: points });
  const remove = (table: TableModel, ...recordIds: string[]) =>
    base.run({ kind: 'records.delete', tableId: table.id, recordIds });

  /** Tasks of many points: a condition on the row alone. */
  const byCell =
    ({ key = 'points', readsClock = false } = {}): FilterBy =>
    (statement) => ({
      joins: '',
      condition: `CASE WHEN nextval('asked') > 0 THEN
        coalesce(t.${columnName(tasks.field('points').id)} >= ${statement.bind(LEAST_POINTS)}::float8, false) END`,
      key,
      readsClock,
    });
  /** Tasks with an owner of some age: a condition on what is joined. */
  const byLinked: FilterBy = (statement) => {
    const { link } = tasks.field('owners');
    if (!link) throw new Error('not a link');
    return {
      joins: `LEFT JOIN (SELECT j.${link.own} AS own, max(o.${columnName(people.field('age').id)}) AS oldest
          FROM ${junctionName(base.id, link.pairId)} j JOIN ${tableName(base.id, people.id)} o ON o.__id = j.${link.other}
          GROUP BY j.${link.own}) l0 ON l0.own = t.__id
        CROSS JOIN LATERAL (SELECT coalesce(l0.oldest >= ${statement.bind(LEAST_AGE)}::float8, false) AS keeps OFFSET 0) f0`,
      condition: 'f0.keeps',
      key: 'age of owners',
      readsClock: false,
    };
  };
  const samples: Record<string, () => Sample> = {
    'a cell': () => ({ by: byCell(), keeps: (row) => Number(cell(row, 'points') ?? 0) >= LEAST_POINTS }),
    'linked records': () => ({
      by: byLinked,
      keeps: (row) => owners(row).some((id) => (ages.get(id) ?? 0) >= LEAST_AGE),
    }),
  };
  const sorts: Record<string, () => SortKey[]> = {
    'in creation order': () => [],
    sorted: () => [{ field: tasks.field('points'), direction: 'desc' }],
  };
  const cases = Object.entries(samples).flatMap(([filter, sample]) =>
    Object.entries(sorts).map(([order, sort]) => ({ filter, order, sample, sort })),
  );

  async function window(
    sort: SortKey[],
    range: { start: number; limit: number; after?: number },
    filter?: FilterBy,
  ) {
    const query = { table: tasks, sort, after: null, ...range, filter };
    const row = await store.database
      .for(HOUSE)
      .row<TextRow>(rowWindowStatement(await base.model(), query, base.owner));
    return JSON.parse(row.answer as string) as RowWindow;
  }

  /** The tasks as an unfiltered window shows them, less those that the filter does not keep. */
  async function expected({ keeps }: Sample, sort: SortKey[]): Promise<Row[]> {
    const { rows } = await window(sort, { start: 0, limit: 500 });
    return rows.filter(keeps);
  }

  async function ids(sort: SortKey[], start: number, limit: number, filter?: FilterBy): Promise<string[]> {
    const query = { table: tasks, sort, start, limit, filter };
    const row = await store.database
      .for(HOUSE)
      .row<TextRow>(rowIdsStatement(await base.model(), query, base.owner));
    return (JSON.parse(row.answer as string) as { ids: string[] }).ids;
  }

  async function page(request: Partial<ListRequest>, filter: FilterBy) {
    const model = await base.model();
    const query = planList({ pageSize: 4, maxRecords: null, ...request }, model, tasks, askingOf(base.owner));
    const form = { kind: 'json', byFieldId: true } as const;
    const { prepared, snapshotId } = listPageStatement(model, query, base.owner, form, filter);
    const { records, offset } = readListPage(
      await store.database.for(HOUSE).row<PageRow>(prepared),
      query,
      snapshotId,
    );
    return { ids: (JSON.parse(`[${records}]`) as { id: string }[]).map(({ id }) => id), offset };
  }

  /** The ids of all pages; `between` is called after each. */
  async function pages(
    request: Partial<ListRequest>,
    filter: FilterBy,
    between: (served: string[]) => Promise<unknown> = async () => null,
  ): Promise<string[][]> {
    const all: string[][] = [];
    for (let offset: string | undefined; ;) {
      const next = await page({ ...request, ...(offset ? { offset } : {}) }, filter);
      all.push(next.ids);
      offset = next.offset;
      if (!offset) return all;
      await between(all.flat());
    }
  }

  const asRequest = (sort: SortKey[]) => ({
    sort: sort.map(({ field, direction }) => ({ field: field.id, direction })),
  });
  const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);

  describe.each(cases)('on $filter, $order', ({ sample, sort }) => {
    let filter: Sample;

    beforeEach(() => {
      filter = sample();
    });

    it('come in pages, and the last says that it is the last even when it is full', async () => {
      const all = idsOf(await expected(filter, sort()));
      for (const pageSize of [3, all.length - 1, all.length, all.length + 1]) {
        const found = await pages({ ...asRequest(sort()), pageSize }, filter.by);
        expect(found.flat()).toEqual(all);
        expect(found).toHaveLength(Math.ceil(all.length / pageSize));
      }
    });

    it('stop at the most records asked for', async () => {
      const all = idsOf(await expected(filter, sort()));
      for (const maxRecords of [3, 4, 6, all.length, all.length + 3]) {
        const found = await pages({ ...asRequest(sort()), maxRecords }, filter.by);
        expect(found.flat()).toEqual(all.slice(0, maxRecords));
      }
    });

    it('are each served once while others are added and deleted', async () => {
      const before = idsOf(await expected(filter, sort()));
      const gone = new Set<string>();
      const found = await pages(asRequest(sort()), filter.by, async (served) => {
        if (gone.size < 6) await addTasks(3);
        const ahead = before.filter((id) => !served.includes(id) && !gone.has(id));
        const deleted = [ahead[1], served[0]].filter((id): id is string => id !== undefined && !gone.has(id));
        for (const id of deleted) gone.add(id);
        if (deleted.length > 0) await remove(tasks, ...deleted);
      });
      const served = found.flat();
      expect(new Set(served).size).toBe(served.length);
      expect(served.filter((id) => before.includes(id))).toEqual(
        before.filter((id) => !gone.has(id) || served.includes(id)),
      );
      expect(gone.size).toBeGreaterThan(2);
    });

    it('are not served once they have left the filter', async () => {
      const before = idsOf(await expected(filter, sort()));
      const [left] = before.slice(-1) as [string];
      const none = { [tasks.field('points').id]: 0, [tasks.field('owners').id]: [] };
      const found = await pages(asRequest(sort()), filter.by, () => update(tasks, left, none));
      expect(found.flat()).toEqual(before.filter((id) => id !== left));
    });

    it('stand in windows with their total, wherever one starts', async () => {
      const all = await expected(filter, sort());
      for (const start of [0, 1, 5, all.length - 1, all.length, all.length + 9]) {
        for (const limit of [1, 4, 500]) {
          const found = await window(sort(), { start, limit }, filter.by);
          expect(found).toMatchObject({ total: all.length, start, rows: all.slice(start, start + limit) });
        }
      }
    });

    it('are found by the row before them', async () => {
      const all = await expected(filter, sort());
      const found = await window(sort(), { start: 3, limit: 4, after: (all[2] as Row).n }, filter.by);
      expect(found).toMatchObject({ total: all.length, rows: all.slice(3, 7) });
    });

    it('are told by their ids', async () => {
      const all = idsOf(await expected(filter, sort()));
      expect(await ids(sort(), 0, 500, filter.by)).toEqual(all);
      expect(await ids(sort(), 2, 3, filter.by)).toEqual(all.slice(2, 5));
    });

    it('stand where they belong whatever is written between two windows', async () => {
      const [first, second, third] = idsOf(await expected(filter, sort())) as [string, string, string];
      const [old, gone] = [await person(60), await person(50)];
      const link = (...to: string[]) => ({ [tasks.field('owners').id]: to });
      const changes: Record<string, () => Promise<unknown>> = {
        nothing: async () => null,
        'a cell that lets a record out': () => setPoints(first, 1),
        'a cell that lets it in': () => setPoints(first, 6),
        'links taken away': () => update(tasks, second, link()),
        'links set': () => update(tasks, second, link(old)),
        'more links set': () => update(tasks, third, link(gone)),
        'a cell of linked records': async () => {
          ages.set(old, 20);
          await update(people, old, { [people.field('age').id]: 20 });
        },
        'new records': () => addTasks(4),
        'linked records gone': async () => {
          ages.delete(gone);
          await remove(people, gone);
        },
        'records gone': () => remove(tasks, third),
      };
      for (const [name, change] of Object.entries(changes)) {
        await window(sort(), { start: 0, limit: 3 }, filter.by);
        await change();
        const all = await expected(filter, sort());
        const found = await window(sort(), { start: 1, limit: 500 }, filter.by);
        expect({ total: found.total, ids: idsOf(found.rows) }, name).toEqual({
          total: all.length,
          ids: idsOf(all).slice(1),
        });
      }
    });
  });

  const count = async () => (await window([], { start: 0, limit: 1 })).total;

  /** How many rows a filter was asked about during `work`. */
  async function asked(work: () => Promise<unknown>): Promise<number> {
    const told = async () =>
      Number((await admin.query<{ n: string }>(`SELECT nextval('asked') AS n`)).rows[0]?.n);
    const before = await told();
    await work();
    return (await told()) - before - 1;
  }

  it('are found once for all windows while nothing is written', async () => {
    const all = await count();
    const sort = sorts['sorted']?.() ?? [];
    const see = (start: number, key: string) =>
      asked(() => window(sort, { start, limit: 5 }, byCell({ key })));
    expect(await see(0, 'one condition')).toBe(all);
    expect(await see(0, 'another condition')).toBe(all);
    expect(await see(5, 'one condition')).toBe(0);
    await setPoints((await ids(sort, 0, 1))[0] as string, 5);
    expect(await see(5, 'one condition')).toBe(all);
    expect(await see(0, 'one condition')).toBe(0);
  });

  it('are found anew for each window when they come and go with time', async () => {
    const all = await count();
    const see = () => asked(() => window([], { start: 0, limit: 5 }, byCell({ readsClock: true })));
    expect(await see()).toBe(all);
    expect(await see()).toBe(all);
  });

  it('are not continued under another filter', async () => {
    const request = asRequest(sorts['sorted']?.() ?? []);
    const { offset } = await page(request, byCell());
    await expect(page({ ...request, offset }, byLinked)).rejects.toMatchObject({
      type: 'LIST_RECORDS_ITERATOR_NOT_AVAILABLE',
    });
    await expect(page({ ...request, offset }, byCell())).resolves.toMatchObject({ ids: { length: 4 } });
  });

  it('are none for whoever reaches none', async () => {
    const model = await base.model();
    const scope: RowScope = { base: model, table: tasks, reach: { fields: 'all', rows: 'none' } };
    const statement = new Statement(base.id);
    addGuard(statement, base.owner, { baseId: base.id, level: 'read', schemaVersion: model.schemaVersion });
    const choice = windowChoice(scope, { start: 0, limit: 5, after: null }, '0', statement);
    const rows = rowsOf(scope, statement);
    const [row] = await store.database.for(HOUSE).rows(
      statement.finish(`SELECT ${choice.total()} AS total, (SELECT count(*)::int FROM (${selectRows('t.id', choice)}) w) AS shown,
        (SELECT count(*)::int FROM ${rows.from} WHERE ${rows.where(GUARD_OK)}) AS named`),
    );
    expect(row).toEqual({ total: 0, shown: 0, named: 0 });
  });
});
