import type { Op, RawCell, RowWindow } from '@pyairtable/contracts';
import {
  askingOf,
  type BaseModel,
  type Caller,
  EVERYTHING,
  planList,
  sightOf,
  type SortKey,
} from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { createDatabase, Draw, suiteSeed, type TestDatabase } from '@pyairtable/testkit';
import { HOUSE } from '../../connection/asker';
import { formulaFilter } from '../../sql/formula-filter';
import { Store } from '../../store';
import { addGuard } from '../../sql/guard';
import { selectRows } from '../../sql/row-choice';
import { Statement } from '../../sql/statement';
import { rowIdsStatement } from '../row-ids';
import { inOrder } from '../row-ranges';
import { rowWindowStatement, type TextRow, type WindowQuery } from '../row-window';

const HOSTS = 2_400;
const PARTS = 240;
const STEPS = 12;
const text = (name: string) => ({ name, type: 'singleLineText' });
const number = (name: string) => ({ name, type: 'number', options: { precision: 0 } });

/** Hosts with links to parts, sorted and filtered by what is made of both; orders are moved, and compared with sorted ones. */
describe('the order that is kept of rows', () => {
  let database: TestDatabase;
  let store: Store;
  let model: BaseModel;
  const owner: Caller = {
    userId: newId('user'),
    resources: null,
    scopes: ['data.records:read', 'data.records:write', 'user.email:read'],
    source: 'client',
  };
  const draw = new Draw(suiteSeed('ORDER_SEED'));
  const any = (most: number) => draw.below(most);
  const table = (name: string) => model.table(model.tables.find((one) => one.name === name)?.id as string);
  const fieldId = (of: string, name: string) => table(of).field(name).id;
  const sql = <T = unknown>(statement: string) =>
    store.database.for(HOUSE).rows<T>({ text: statement, parameters: [] });

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new Store({ url: database.urlAs('pyairtable_api') });
    const person = { sub: owner.userId, email: 'ann@example.com', name: 'Ann', kind: 'session' } as const;
    await store.workspaces.remember(person);
    const { id: workspaceId } = await store.workspaces.create(owner, 'Ours');
    const baseId = await store.structure.createBase(owner, {
      workspaceId,
      name: 'Orders',
      tables: [
        { name: 'parts', fields: [text('Part'), number('Price')] },
        { name: 'many', fields: [text('Name')] },
        {
          name: 'hosts',
          fields: [text('Title'), number('A'), { name: 'Changed', type: 'lastModifiedTime' }],
        },
      ],
    });
    const read = async () => (model = (await store.structure.base(owner, baseId)).model);
    await read();
    const add = async (name: string, type: string, options: unknown) => {
      await store.structure.createField(owner, baseId, table('hosts').id, { name, type, options });
      await read();
    };
    await add('Pieces', 'multipleRecordLinks', { linkedTableId: table('parts').id });
    await add('Under', 'multipleRecordLinks', { linkedTableId: table('hosts').id });
    const pieces = { recordLinkFieldId: fieldId('hosts', 'Pieces') };
    const price = { ...pieces, fieldIdInLinkedTable: fieldId('parts', 'Price') };
    await add('Sum', 'rollup', { ...price, formula: 'SUM(values)' });
    await add('Prices', 'multipleLookupValues', price);
    await add('Worth', 'formula', { formula: '{Sum} + {A}' });
    const rows = (name: string, count: number, cells: Record<string, string>) =>
      sql(`INSERT INTO "${baseId}"."${table(name).id}" (id, created_at, modified_at, ${Object.keys(cells)
        .map((field) => `"${fieldId(name, field)}"`)
        .join(', ')})
        SELECT 'rec${name[0]}' || lpad(n::text, 13, '0'), now(), now() - n * interval '1 s', ${Object.values(cells).join(', ')}
        FROM generate_series(1, ${count}) n`);
    await rows('parts', PARTS, { Part: `'Part ' || n * 7919 % 101`, Price: 'n * 31 % 40' });
    await rows('hosts', HOSTS, { Title: `'Host ' || n * 7919 % 1201`, A: 'n % 13' });
    await sql(`INSERT INTO "${baseId}"."${table('hosts').field('Pieces').link?.pairId}" (a, b, a_position, b_position)
      SELECT ${table('hosts').field('Pieces').link?.own === 'a' ? 'n, (n * k * 31) % 240 + 1' : '(n * k * 31) % 240 + 1, n'}, k, n * 2 + k
      FROM generate_series(1, ${HOSTS}) n, generate_series(1, 2) k ON CONFLICT DO NOTHING`);
    for (const name of ['parts', 'hosts'])
      await sql(`UPDATE "${baseId}".table_counter SET record_count = (SELECT count(*) FROM "${baseId}"."${table(name).id}"),
        next_number = 10000 WHERE table_id = '${table(name).id}'`);
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  const run = (op: object) =>
    store.ops.execute(owner, model.id, { id: crypto.randomUUID(), ...op } as unknown as Op);
  const set = (of: string, ids: string[], cells: () => Record<string, RawCell>) =>
    run({
      kind: 'records.update',
      tableId: table(of).id,
      records: ids.map((id) => ({
        id,
        cells: Object.fromEntries(Object.entries(cells()).map(([name, cell]) => [fieldId(of, name), cell])),
      })),
    });

  /** What people write, at random, to records that are there. */
  async function write(): Promise<unknown> {
    const ids = async (of: string) =>
      (
        await sql<{ id: string }>(`SELECT id FROM "${model.id}"."${table(of).id}" ORDER BY random() LIMIT 12`)
      ).map(({ id }) => id);
    const [hosts, parts] = [await ids('hosts'), await ids('parts')];
    const some = (list: string[]) => list.slice(0, 1 + any(4));
    const link = () => ({ Pieces: some(parts) });
    const writes = [
      () => set('parts', some(parts), () => ({ Price: any(40) })),
      () => set('parts', some(parts), () => ({ Part: `Part ${any(100)}` })),
      () => set('hosts', some(hosts), () => ({ A: any(13) })),
      () => set('hosts', some(hosts), () => ({ Title: `Host ${any(1_200)}` })),
      () => set('hosts', some(hosts), link),
      () => set('hosts', some(hosts), () => ({ Under: [hosts.at(-1) as string] })),
      () => run({ kind: 'records.delete', tableId: table('hosts').id, recordIds: some(hosts) }),
      () => run({ kind: 'records.delete', tableId: table('parts').id, recordIds: parts.slice(0, 1) }),
      async () => {
        const done = await run({
          kind: 'records.delete',
          tableId: table('hosts').id,
          recordIds: some(hosts),
        });
        return run({ kind: 'records.restore', seq: done.seq });
      },
      () =>
        run({
          kind: 'records.create',
          tableId: table('hosts').id,
          records: Array.from({ length: 1 + any(15) }, () => ({
            cells: { [fieldId('hosts', 'Title')]: 'Host 600', [fieldId('hosts', 'Pieces')]: some(parts) },
          })),
        }),
    ];
    return writes[any(writes.length)]?.();
  }

  async function compare(sort: SortKey[], filter: string | undefined): Promise<void> {
    const listed = planList(
      { pageSize: 100, maxRecords: null, filterByFormula: filter },
      model,
      table('hosts'),
      askingOf(owner),
    );
    const [start, limit] = [filter ? any(HOSTS) : 1_000 + any(HOSTS - 1_000), 100];
    const query = { table: table('hosts'), sort, filter: formulaFilter(model, listed.filters), limit };
    const shown = await store.database
      .for(HOUSE)
      .row<TextRow>(rowWindowStatement(model, { ...query, start, after: null }, owner));
    const named = await store.database
      .for(HOUSE)
      .row<TextRow>(rowIdsStatement(model, { ...query, start }, owner));
    const ids = await sortedIds(query);
    const { rows, total } = JSON.parse(shown.answer as string) as RowWindow;
    expect([total, rows.map(({ id }) => id)]).toEqual([ids.length, ids.slice(start, start + limit)]);
    expect(JSON.parse(named.answer as string).ids).toEqual(ids.slice(start, start + limit));
  }

  /** The ids of all rows in their order, sorted anew. */
  async function sortedIds({
    table: of,
    sort,
    filter,
  }: Pick<WindowQuery, 'table' | 'sort' | 'filter'>): Promise<string[]> {
    const statement = new Statement(model.id, sightOf(owner));
    addGuard(statement, owner, { baseId: model.id, level: 'read', schemaVersion: model.schemaVersion });
    const rows = inOrder({ base: model, table: of, reach: EVERYTHING, sort, filter }, '', statement);
    statement.part('p', selectRows('t.id', rows), { materialized: true });
    const sorted = await store.database
      .for(HOUSE)
      .rows<{ id: string }>(statement.finish('SELECT p.id FROM p'));
    return sorted.map(({ id }) => id);
  }

  /** The kept orders' numbers, and the records that the register has elsewhere than the parts. */
  const kept = async () => {
    const [row] = await sql<{ orders: string[]; lost: number }>(`SELECT
        (SELECT array_agg(id::text ORDER BY id) FROM "${model.id}".row_order) AS orders,
        (SELECT count(*)::int FROM (SELECT p.order_id, p.part, u.id FROM "${model.id}".row_order_part p, unnest(p.ids) u(id)) x
          FULL JOIN (SELECT p.order_id, u.part, u.id FROM "${model.id}".row_order_place p, unnest(p.ids, p.parts) u(id, part)) y
            USING (order_id, part, id) WHERE x.part IS NULL OR y.part IS NULL
              OR NOT EXISTS (SELECT FROM "${model.id}".row_order o WHERE o.id = order_id)) AS lost`);
    return row;
  };

  const orders: [string, string | undefined, [string, SortKey['direction']][]][] = [
    [
      'a rollup and a text',
      undefined,
      [
        ['Sum', 'desc'],
        ['Title', 'asc'],
      ],
    ],
    ['a formula over a rollup, filtered by it', '{Worth} > 25', [['Worth', 'asc']]],
    ['linked titles', undefined, [['Pieces', 'asc']]],
    ['titles of the same table', undefined, [['Under', 'desc']]],
    [
      'a lookup, filtered by links',
      '{Pieces} != ""',
      [
        ['Prices', 'desc'],
        ['A', 'asc'],
      ],
    ],
    [
      'the last change, filtered by when that was',
      'LAST_MODIFIED_TIME() > "2020-01-01"',
      [['Changed', 'desc']],
    ],
    ['creation, filtered', 'OR({A} > 3, {Sum} < 30)', []],
  ];

  it.each(orders)(
    'is that of rows sorted anew, whatever is written: by %s',
    async (_, filter, names) => {
      await sql(`DELETE FROM "${model.id}".row_order`);
      await sql(`TRUNCATE "${model.id}".row_order_part, "${model.id}".row_order_place`);
      const sort = names.map(([name, direction]) => ({ field: table('hosts').field(name), direction }));
      await compare(sort, filter);
      let sorted = 0;
      let last = await kept();
      for (let step = 0; step < STEPS; step++) {
        for (let count = any(3); count > 0; count--) await write();
        await compare(sort, filter);
        const now = await kept();
        expect(now?.lost).toBe(0);
        if (now?.orders.join() !== last?.orders.join()) sorted += 1;
        last = now;
      }
      // A record that others name by a link which it knows nothing of, or very many: then all are sorted. Else rows are moved.
      expect(sorted).toBeLessThan(STEPS);
    },
    240_000,
  );

  it('is used for the first rows of a large table from the second look on, tells who comes to the head, and ids from anywhere', async () => {
    const many = table('many');
    await sql(`INSERT INTO "${model.id}"."${many.id}" (id, created_at, modified_at, "${fieldId('many', 'Name')}")
      SELECT 'recm' || lpad(n::text, 13, '0'), now(), now(), n::text FROM generate_series(1, 20000) n`);
    await sql(`UPDATE "${model.id}".table_counter SET record_count = 20000 WHERE table_id = '${many.id}'`);
    const view = many.views[0]?.id as string;
    await store.structure.changeView(owner, model.id, many.id, view, {
      sort: [{ fieldId: fieldId('many', 'Name'), direction: 'desc' }],
    });
    const first = async () => {
      const range = { view, start: 0, limit: 2, after: null };
      const { rows } = JSON.parse(await store.rows.window(owner, model.id, many.id, range)) as RowWindow;
      return rows.map(({ cells }) => cells[fieldId('many', 'Name')]);
    };
    const orders = async () =>
      (await sql(`SELECT FROM "${model.id}".row_order WHERE table_id = '${many.id}'`)).length;
    expect([await first(), await orders()]).toEqual([['20000', '19999'], 0]);
    expect([await first(), await orders()]).toEqual([['20000', '19999'], 1]);
    await set('many', [`recm${'77'.padStart(13, '0')}`], () => ({ Name: '20001' }));
    expect(await first()).toEqual(['20001', '20000']);
    await sql(`DELETE FROM "${model.id}".row_order WHERE table_id = '${many.id}'`);
    const ids = async () => {
      const answer = await store.rows.ids(owner, model.id, many.id, { view, start: 12_000, limit: 3 });
      return (JSON.parse(answer) as { ids: string[] }).ids;
    };
    const named = [8_001, 8_000, 7_999].map((n) => `recm${`${n}`.padStart(13, '0')}`);
    expect([await ids(), await orders()]).toEqual([named, 1]);
    expect([await ids(), await orders()]).toEqual([named, 1]);
  });
});
