import type { Op, RowWindow } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { Draw, suiteSeed } from '@pyairtable/testkit';
import { randomUUID } from 'node:crypto';
import { ApiHarness, type Client } from '../testing/api-harness';

const ROWS = 3_000;
const STEPS = 25;

/** Windows far down in a sorted view, whose order is kept between them, against all ids sorted anew. */
describe('windows far down in a sorted view', () => {
  let api: ApiHarness;
  let mia: Client;
  let noa: Client;
  let baseId: string;
  let tableId: string;
  let viewId: string;
  let otherId: string;
  let fields: Record<string, string>;

  const table = () => `/v1/bases/${baseId}/tables/${tableId}`;
  const draw = new Draw(suiteSeed('WINDOWS_SEED'));
  const any = (most: number) => draw.below(most);
  const sortBy = (...names: string[]) =>
    mia.patch(`${table()}/views/${viewId}`, {
      sort: names.map((name) => ({ fieldId: fields[name], direction: any(2) ? 'asc' : 'desc' })),
    });
  const windowAt = async (start: number): Promise<RowWindow> =>
    (await mia.get(`${table()}/rows?view=${viewId}&start=${start}&limit=100`)).body;
  const idsAt = async (start: number): Promise<{ ids: string[]; seq: number }> =>
    (await mia.get(`${table()}/rows/ids?view=${viewId}&start=${start}&limit=100`)).body;
  const compare = async () => {
    const start = 950 + any(ROWS - 1_000);
    const [shown, sorted] = [await windowAt(start), await idsAt(start)];
    expect([shown.seq, shown.rows.map(({ id }) => id)]).toEqual([sorted.seq, sorted.ids]);
  };
  const all = async () => (await mia.get(`${table()}/rows/ids?start=0&limit=10000`)).body.ids as string[];
  const kept = async () =>
    api.sql<{ seq: number }>(`SELECT seq FROM "${baseId}".row_order WHERE table_id = $1`, [tableId]);

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    noa = await api.client();
    const base = await api.base(mia, [
      { name: 'People', fields: [{ name: 'Name', type: 'singleLineText' }] },
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Points', type: 'number', options: { precision: 0 } },
          { name: 'Changed', type: 'lastModifiedTime' },
          { name: 'Owner', type: 'singleCollaborator' },
        ],
      },
    ]);
    baseId = base.id;
    otherId = base.tables[0].id;
    tableId = base.tables[1].id;
    await mia.post(`/v0/meta/bases/${baseId}/tables/${tableId}/fields`, {
      name: 'For',
      type: 'multipleRecordLinks',
      options: { linkedTableId: otherId },
    });
    await api.share(baseId, noa.userId, 'edit');
    const shown = (await mia.get(`/v1/bases/${baseId}`)).body.tables[1];
    viewId = shown.views[0].id;
    fields = Object.fromEntries(shown.fields.map(({ id, name }: { id: string; name: string }) => [name, id]));
    await api.sql(
      `INSERT INTO "${baseId}"."${tableId}" (id, created_at, modified_at, "${fields['Name']}", "${fields['Points']}", "${fields['Owner']}")
        SELECT 'rec' || lpad(n::text, 14, '0'), now(), now() - n * interval '1 s', 'Task ' || n * 7919 % 3001, n * 31 % 40, $2
        FROM generate_series(1, $1::int) n`,
      [ROWS, mia.userId],
    );
    await api.sql(
      `UPDATE "${baseId}".table_counter SET record_count = $2::bigint, next_number = $2::bigint + 1 WHERE table_id = $1`,
      [tableId, ROWS],
    );
    const people = Array.from({ length: 8 }, (_, at) => ({ fields: { Name: `Person ${at}` } }));
    const { records } = (await mia.post(`/v0/${baseId}/People`, { records: people })).body;
    const ids = await all();
    for (let at = 0; at < 40; at++) {
      const updates = Array.from({ length: 10 }, () => ids[any(ids.length)]).map((id) => ({
        id,
        fields: { For: [records[any(8)].id] },
      }));
      await mia.patch(`/v0/${baseId}/Tasks`, { records: updates });
    }
  });
  afterAll(() => api?.stop());

  it.each(['Points', 'Name', 'Points Name', 'For Points', 'Changed', 'Owner Name'])(
    'stand where they belong whatever is written between them, by %s',
    async (sort) => {
      await sortBy(...sort.split(' '));
      const write = async () => {
        const ids = await all();
        const one = () => ids[any(ids.length)] as string;
        const op = (rest: object) =>
          mia.post(`/v1/bases/${baseId}/ops`, { id: randomUUID(), tableId, ...rest } as unknown as Op);
        const written = await [
          () => mia.patch(`/v0/${baseId}/Tasks/${one()}`, { fields: { Points: any(40) } }),
          () => mia.patch(`/v0/${baseId}/Tasks/${one()}`, { fields: { Name: `Renamed ${any(100)}` } }),
          () => op({ kind: 'records.delete', recordIds: [...new Set([one(), one(), one()])] }),
          () =>
            op({
              kind: 'records.create',
              records: [{ id: newId('record'), cells: { [fields['Points'] as string]: any(40) } }],
            }),
          () =>
            mia.patch(`/v0/${baseId}/People`, {
              performUpsert: { fieldsToMergeOn: ['Name'] },
              records: [{ fields: { Name: `Person ${any(9)}` } }],
            }),
          async () => {
            const { records } = (await mia.get(`/v0/${baseId}/People?maxRecords=5`)).body;
            return mia.patch(`/v0/${baseId}/People/${records[any(5)].id}`, {
              fields: { Name: `P ${any(100)}` },
            });
          },
        ][any(6)]?.();
        expect(written?.status).toBe(200);
      };
      for (let step = 0; step < STEPS; step++) {
        for (let count = any(3); count > 0; count--) await write();
        await compare();
      }
    },
  );

  it('use the order that another left, less what was deleted since', async () => {
    await sortBy('Points');
    await api.sql(`DELETE FROM "${baseId}".row_order`);
    await windowAt(1_200);
    const [first] = await kept();
    await mia.patch(`/v0/${baseId}/Tasks/${(await all())[0]}`, { fields: { Name: 'elsewhere' } });
    await windowAt(1_200);
    expect(await kept()).toEqual([first]);
    // An order that none can have by sorting: what is shown comes from it.
    await api.sql(
      `UPDATE "${baseId}".row_order_part SET at = CASE part WHEN 2 THEN 3 ELSE 2 END WHERE part IN (2, 3)`,
    );
    const swapped = (await windowAt(1_100)).rows.map(({ id }) => id);
    const gone = swapped.slice(0, 3);
    await mia.delete(`/v0/${baseId}/Tasks?records[]=${gone.join('&records[]=')}`);
    expect((await windowAt(1_100)).rows.slice(0, 97).map(({ id }) => id)).toEqual(swapped.slice(3));
    await api.sql(`DELETE FROM "${baseId}".row_order`);
    await compare();
  });

  it('follow the titles of the records of the same table that they are sorted by', async () => {
    const options = { linkedTableId: tableId };
    const path = `/v0/meta/bases/${baseId}/tables/${tableId}/fields`;
    const { body } = await mia.post(path, { name: 'Under', type: 'multipleRecordLinks', options });
    const ids = await all();
    const [a, b, first, second] = [ids[0], ids[1], ids.at(-2), ids.at(-1)];
    const rename = (id: unknown, Name: string) =>
      mia.patch(`/v0/${baseId}/Tasks`, { records: [{ id, fields: { Name } }] });
    await Promise.all([rename(a, 'a'), rename(b, 'b')]);
    await mia.patch(`/v0/${baseId}/Tasks`, {
      records: [
        { id: first, fields: { Under: [a] } },
        { id: second, fields: { Under: [b] } },
      ],
    });
    const sort = [{ fieldId: body.id, direction: 'asc' }];
    expect((await mia.patch(`${table()}/views/${viewId}`, { sort })).status).toBe(200);
    const last = async () => (await windowAt(ids.length - 2)).rows.map(({ id }) => id);
    expect(await last()).toEqual([first, second]);
    await rename(a, 'c');
    expect(await last()).toEqual([second, first]);
  });

  it('follow titles that formulas make of the records they are titles in', async () => {
    const path = `/v0/meta/bases/${baseId}/tables/${otherId}/fields`;
    const link = (await mia.get(`/v1/bases/${baseId}`)).body.tables[1].fields.find(
      ({ id }: { id: string }) => id === fields['For'],
    );
    const options = {
      recordLinkFieldId: link.options.inverseLinkFieldId,
      fieldIdInLinkedTable: fields['Points'],
      formula: 'SUM(values)',
    };
    await mia.post(path, { name: 'All', type: 'rollup', options });
    const [people] = (await mia.get(`/v1/bases/${baseId}`)).body.tables;
    const conversion = `/v1/bases/${baseId}/tables/${otherId}/fields/${people.primaryFieldId}/conversion`;
    await mia.post(conversion, { type: 'formula', options: { formula: '{All} & ""' } });
    const ids = await all();
    await mia.patch(`/v0/${baseId}/Tasks`, { records: [{ id: ids[0], fields: { For: [] } }] });
    const made = await mia.post(`/v0/${baseId}/People`, { records: [{ fields: {} }, { fields: {} }] });
    const [one, two] = made.body.records.map(({ id }: { id: string }) => id);
    const points = (id: unknown, Points: number) =>
      mia.patch(`/v0/${baseId}/Tasks`, { records: [{ id, fields: { Points } }] });
    await mia.patch(`/v0/${baseId}/Tasks`, {
      records: [
        { id: ids[0], fields: { For: [one], Points: 1_000_001 } },
        { id: ids[1], fields: { For: [two], Points: 1_000_002 } },
      ],
    });
    await mia.patch(`${table()}/views/${viewId}`, { sort: [{ fieldId: fields['For'], direction: 'asc' }] });
    const last = async () => (await windowAt(ids.length - 2)).rows.map(({ id }) => id);
    expect(await last()).toEqual([ids[0], ids[1]]);
    await points(ids[0], 1_000_003);
    expect(await last()).toEqual([ids[1], ids[0]]);
  });

  it('show nobody more than they may see', async () => {
    await sortBy('Points');
    await windowAt(1_200);
    const stranger = await api.client();
    const path = `${table()}/rows?view=${viewId}&start=1200&limit=10`;
    expect([(await stranger.get(path)).status, (await noa.get(path)).status]).toEqual([403, 200]);
  });

  it('end where the table ends, however far down they are asked for', async () => {
    const windows = [await windowAt(2_990), await windowAt(5_000), await windowAt(9_000_000_000)];
    const total = windows[0]?.total as number;
    expect(windows.map(({ rows }) => rows.length)).toEqual([Math.max(0, total - 2_990), 0, 0]);
  });
});
