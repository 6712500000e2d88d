import pg from 'pg';
import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

describe('what is read while somebody deletes it', () => {
  let api: ApiHarness;
  let mia: Client;
  let owner: pg.Client;
  let base: Answer['body'];
  let rows: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    owner = new pg.Client({ connectionString: api.database.url });
    await owner.connect();
  });
  afterAll(async () => {
    await owner?.end();
    await api?.stop();
  });
  beforeEach(async () => {
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Note', type: 'singleLineText' },
    ];
    base = await api.base(mia, [
      { name: 'A', fields },
      { name: 'B', fields },
    ]);
    rows = `"${base.id}"."${base.tables[0].id}"`;
  });

  /** The answer to `read`, which comes to the first table's rows when `deletion` has taken hold of it and not ended. */
  async function during(read: () => Promise<Answer>, deletion: string): Promise<Answer> {
    await owner.query(`BEGIN; LOCK TABLE ${rows} IN ACCESS EXCLUSIVE MODE`);
    const answer = read();
    await vi.waitFor(
      async () => {
        const waiting = await owner.query(
          'SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass',
          [rows],
        );
        expect(waiting.rowCount).toBe(1);
      },
      { timeout: 10_000, interval: 10 },
    );
    try {
      await owner.query(`${deletion}; COMMIT`);
      return await answer;
    } catch (error) {
      // Two wait for one another, and PostgreSQL ended the wrong one.
      if ((error as { code?: string }).code !== '40P01') throw error;
      await owner.query('ROLLBACK');
      await answer;
      return during(read, deletion);
    }
  }
  const deleteBase = () => `DROP SCHEMA "${base.id}" CASCADE; DELETE FROM api.base WHERE id = '${base.id}'`;
  const version = () => `UPDATE "${base.id}".head SET schema_version = schema_version + 1`;

  it('is told to be gone where a base is exported', async () => {
    const member = await during(() => mia.get(`/v1/bases/${base.id}/export`), deleteBase());
    expect([member.status, member.body.error.type]).toEqual([403, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND']);
  });

  it('is told to be gone where the operator exports a base', async () => {
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    const answer = await during(() => operator.get(`/v1/admin/bases/${base.id}/export`), deleteBase());
    expect([answer.status, answer.body.error.type]).toEqual([403, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND']);
  });

  it('is left out of the export where it is a field or a table', async () => {
    const note = base.tables[0].fields[1].id;
    const dropField = `ALTER TABLE ${rows} DROP COLUMN "${note}"; DELETE FROM "${base.id}".field WHERE id = '${note}'; ${version()}`;
    const withoutField = await during(() => mia.get(`/v1/bases/${base.id}/export`), dropField);
    expect(withoutField.status).toBe(200);
    expect(withoutField.body.tables[0].fields).toHaveLength(1);
    const dropTable = `DROP TABLE ${rows}; DELETE FROM "${base.id}"."table" WHERE id = '${base.tables[0].id}'; ${version()}`;
    const withoutTable = await during(() => mia.get(`/v1/bases/${base.id}/export`), dropTable);
    expect(withoutTable.status).toBe(200);
    expect(withoutTable.body.tables.map(({ name }: { name: string }) => name)).toEqual(['B']);
  });

  it('is in the export as it is by then where a field gets another type', async () => {
    const note = base.tables[0].fields[1].id;
    await mia.post(`/v0/${base.id}/A`, { fields: { Note: 'kept' } });
    const convert = `ALTER TABLE ${rows} ADD COLUMN made text; UPDATE ${rows} SET made = "${note}" || '!';
      ALTER TABLE ${rows} DROP COLUMN "${note}"; ALTER TABLE ${rows} RENAME COLUMN made TO "${note}"; ${version()}`;
    const { status, body } = await during(() => mia.get(`/v1/bases/${base.id}/export`), convert);
    expect([status, JSON.stringify(body.tables[0].records)]).toEqual([
      200,
      expect.stringContaining('"kept!"'),
    ]);
  });

  it.each(['gets another type', 'is deleted for good', 'is written to a new place'])(
    'is in the copy of a moment where a field or table %s',
    async (what) => {
      const note = base.tables[0].fields[1].id;
      await mia.post(`/v0/${base.id}/A`, { fields: { Note: 'kept' } });
      const { seq } = (await mia.get(`/v1/bases/${base.id}`)).body;
      const acts: Record<string, string> = {
        'gets another type': `ALTER TABLE ${rows} ADD COLUMN made text; UPDATE ${rows} SET made = "${note}";
          ALTER TABLE ${rows} DROP COLUMN "${note}"; ALTER TABLE ${rows} RENAME COLUMN made TO "${note}"; ${version()}`,
        'is deleted for good': `INSERT INTO "${base.id}".past_cells SELECT ${seq} + 1, '${note}', -1, '{}'
            UNION ALL SELECT ${seq} + 1, '${note}', 0, jsonb_build_object(id, "${note}") FROM ${rows};
          INSERT INTO "${base.id}".change (seq, source, changes) SELECT seq + 1, 'client', '[]' FROM "${base.id}".head;
          ALTER TABLE ${rows} DROP COLUMN "${note}"; DELETE FROM "${base.id}".field WHERE id = '${note}';
          UPDATE "${base.id}".head SET seq = seq + 1; ${version()}`,
        'is written to a new place': `CREATE TABLE "${base.id}".made (LIKE ${rows} INCLUDING ALL);
          INSERT INTO "${base.id}".made OVERRIDING SYSTEM VALUE SELECT * FROM ${rows}; DROP TABLE ${rows} CASCADE;
          ALTER TABLE "${base.id}".made RENAME TO "${base.tables[0].id}"; GRANT ALL ON ${rows} TO PUBLIC`,
      };
      const copied = await during(
        () => mia.post(`/v1/bases/${base.id}/copies`, { moment: { seq }, name: 'As it was' }),
        acts[what] as string,
      );
      expect([copied.status, copied.text]).toEqual([201, expect.any(String)]);
      const made = await mia.get(`/v0/${copied.body.baseId}/A`);
      expect(made.body.records).toMatchObject([{ fields: { Note: 'kept' } }]);
    },
  );

  it('costs a reader of the log no fault where linked records are gone', async () => {
    const [tableA, tableB] = base.tables;
    const link = await mia.post(`/v1/bases/${base.id}/tables/${tableB.id}/fields`, {
      name: 'Link',
      type: 'multipleRecordLinks',
      options: { linkedTableId: tableA.id },
    });
    const target = await mia.post(`/v0/${base.id}/A`, { fields: { Name: 'a' } });
    await mia.post(`/v0/${base.id}/B`, { fields: { Link: [target.body.id] } });
    const drop = `DROP TABLE ${rows} CASCADE; DELETE FROM "${base.id}".field WHERE id = '${link.body.id}';
      DELETE FROM "${base.id}".link_pair; DELETE FROM "${base.id}"."table" WHERE id = '${tableA.id}'; ${version()}`;
    const read = await during(() => mia.get(`/v1/bases/${base.id}/changes?after=0`), drop);
    expect([read.status, read.body.changes.length > 3]).toEqual([200, true]);
  });
});
