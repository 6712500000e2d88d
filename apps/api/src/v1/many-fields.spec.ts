import type { Field } from '@pyairtable/contracts';
import { HOUSE } from '@pyairtable/store-postgres';
import { ApiHarness, type Client } from '../testing/api-harness';

/** Columns that PostgreSQL takes, dropped ones included. */
const MOST_COLUMNS = 1_600;

describe('a table that has had very many fields', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let deals: { id: string; fields: Field[] };
  let firms: { id: string };
  let meta: string;

  const columns = async (): Promise<number> => {
    const [row] = await api.sql<{ columns: number }>(
      `SELECT relnatts AS columns FROM pg_class WHERE oid = '"${baseId}"."${deals.id}"'::regclass`,
    );
    return row?.columns as number;
  };
  /** Leaves the table with `total` columns, all but those of its fields dropped. */
  const wearOut = async (total: number) => {
    const names = Array.from({ length: total - (await columns()) }, (_, at) => `worn_${at}`);
    const alter = (what: string[]) => api.sql(`ALTER TABLE "${baseId}"."${deals.id}" ${what.join(', ')}`);
    await alter(names.map((name) => `ADD COLUMN ${name} integer`));
    await alter(names.map((name) => `DROP COLUMN ${name}`));
    expect(await columns()).toBe(total);
  };
  const addField = (name: string, type = 'email') => mia.post(`${meta}/${deals.id}/fields`, { name, type });

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      { name: 'Firms', fields: [{ name: 'Name', type: 'singleLineText' }] },
      {
        name: 'Deals',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'No', type: 'autoNumber' },
        ],
      },
    ]);
    baseId = base.id;
    [firms, deals] = base.tables;
    meta = `/v0/meta/bases/${baseId}/tables`;
    for (const linkedTableId of [firms.id, deals.id]) {
      const name = linkedTableId === firms.id ? 'Firms' : 'Before';
      await mia.post(`${meta}/${deals.id}/fields`, {
        name,
        type: 'multipleRecordLinks',
        options: { linkedTableId },
      });
    }
  });
  afterAll(() => api?.stop());

  it('takes more, with its records, links and numbers as they were', async () => {
    const url = `/v0/${baseId}/Deals`;
    const records = Array.from({ length: 5 }, (_, at) => ({
      fields: { Name: `Deal ${at}`, Firms: `Firm ${at % 2}` },
    }));
    const made = (await mia.post(url, { typecast: true, records })).body.records as { id: string }[];
    const ids = made.map(({ id }) => id);
    await mia.patch(`${url}/${ids[1]}`, { fields: { Before: [ids[0]] } });
    await mia.delete(`${url}/${ids[4]}`);
    const before = [(await mia.get(url)).body, (await mia.get(`/v0/${baseId}/Firms`)).body];
    await wearOut(MOST_COLUMNS - 1);

    const reading = Array.from({ length: 20 }, () => mia.get(url));
    const added = [await addField('One'), await addField('Two'), await addField('Three')];
    expect(added.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await Promise.all(reading)).map(({ body }) => body)).toEqual(reading.map(() => before[0]));
    expect(await columns()).toBeLessThan(30);
    expect([(await mia.get(url)).body, (await mia.get(`/v0/${baseId}/Firms`)).body]).toEqual(before);

    const next = await mia.post(url, { fields: { Name: 'Next', One: 'a@b.c', Before: [ids[0]] } });
    expect(next.body.fields).toMatchObject({ No: 6, One: 'a@b.c' });
    // Its creation number is behind that of the deleted one, which can still be brought back.
    const changes = (await mia.get(`/v1/bases/${baseId}/changes?after=0&limit=500`)).body.changes;
    const numbers = changes.flatMap(
      ({ changes: parts }: { changes: { tableId?: string; created?: { n: number }[] }[] }) =>
        parts
          .filter(({ tableId }) => tableId === deals.id)
          .flatMap(({ created = [] }) => created.map(({ n }) => n)),
    );
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
    // A deleted record still takes its links along, on both sides.
    await mia.delete(`${url}/${ids[0]}`);
    const left = (await mia.get(url)).body.records as { fields: { Before?: string[] } }[];
    expect(left.filter(({ fields }) => fields.Before)).toEqual([]);
    expect((await mia.get(`/v0/${baseId}/Firms`)).body.records[0].fields.Deals).toEqual([ids[2]]);
  });

  it('can be written anew again, and beside writers who take no notice', async () => {
    await wearOut(MOST_COLUMNS);
    const url = `/v0/${baseId}/Deals`;
    const writes = Array.from({ length: 20 }, (_, at) => mia.post(url, { fields: { Name: `Beside ${at}` } }));
    const added = await addField('Four', 'autoNumber');
    expect((await Promise.all(writes)).map(({ status }) => status)).toEqual(writes.map(() => 200));
    expect([added.status, (await columns()) < 30]).toEqual([200, true]);
    const { records } = (await mia.get(url)).body as { records: { fields: { Name: string; No: number } }[] };
    const beside = records.filter(({ fields }) => fields.Name.startsWith('Beside'));
    expect(beside.map(({ fields }) => fields.No)).toEqual(writes.map((_, at) => at + 7));
  });

  it('is exported as of one moment, also when it is written anew meanwhile', async () => {
    await mia.post(`/v0/${baseId}/Deals`, { fields: {} });
    await wearOut(MOST_COLUMNS);
    // It has begun, and reads Firms first.
    const begun = await api.store.database.for(HOUSE).transaction(async (holder) => {
      await holder.rows({ text: `LOCK TABLE "${baseId}"."${firms.id}"`, parameters: [] });
      const file = mia.get(`/v1/bases/${baseId}/export`);
      await vi.waitFor(async () => {
        const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(await api.sql(waiting)).toHaveLength(1);
      }, 10_000);
      expect((await addField('Five')).status).toBe(200);
      return { file };
    });
    const file = await begun.file;
    const { records } = (await mia.get(`/v0/${baseId}/Deals`)).body;
    const exported = file.body.tables.find(({ id }: { id: string }) => id === deals.id);
    expect(exported.records).toHaveLength(records.length);
  });

  it('has a limit that is told', async () => {
    const count = async (name: string) =>
      (await mia.get(meta)).body.tables.find((table: { name: string }) => table.name === name).fields.length;
    const fill = async (tableId: string, to: number, from: number) => {
      await api.sql(
        `INSERT INTO "${baseId}".field (id, table_id, name, type, position)
          SELECT 'fld' || lpad($2 || n::text, 14, '0'), $1, 'Filled ' || n, 'singleLineText', n FROM generate_series($3::int, $4::int) n`,
        [tableId, tableId === deals.id ? 'd' : 'f', from, to - 1],
      );
    };
    await fill(firms.id, 500, await count('Firms'));
    // The other side of a link is a field too.
    const linked = await mia.post(`${meta}/${deals.id}/fields`, {
      name: 'More firms',
      type: 'multipleRecordLinks',
      options: { linkedTableId: firms.id },
    });
    await fill(deals.id, 500, await count('Deals'));
    const sentences = [linked, await addField('Six')].map(({ status, body }) => [status, body.error.message]);
    expect(sentences).toEqual([
      [422, 'Table "Firms" holds at most 500 fields'],
      [422, 'Table "Deals" holds at most 500 fields'],
    ]);
  });
});

it('a record with more in its cells than a record has room for is refused with a sentence', async () => {
  const api = await ApiHarness.start();
  try {
    const mia = await api.client();
    const fields = Array.from({ length: 450 }, (_, at) => ({ name: `F${at}`, type: 'singleLineText' }));
    const { id } = await api.base(mia, [{ name: 'Wide', fields }]);
    const filled = (text: string) => Object.fromEntries(fields.map(({ name }) => [name, text]));
    const { status, body } = await mia.post(`/v0/${id}/Wide`, { fields: filled('twenty-two characters.') });
    expect([status, body.error.type]).toEqual([422, 'RECORD_TOO_LARGE']);
    expect((await mia.post(`/v0/${id}/Wide`, { fields: filled('short') })).status).toBe(200);
  } finally {
    await api.stop();
  }
});
