import { newId } from '@pyairtable/kernel';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { tableName } from '../sql/identifiers';
import { RecordingStore } from '../testing/recording-store';
import { rowsRead } from '../testing/rows-read';
import { cellsById, createSampleBase, type SampleBase } from '../testing/sample-base';

const RECORDS = 20_000;
const NAMED = 3_000;

describe('records that a link cell names', () => {
  let database: TestDatabase;
  let store: RecordingStore;
  let base: SampleBase;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new RecordingStore(database.urlAs('pyairtable_api'));
    base = await createSampleBase(store);
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(
      `INSERT INTO ${tableName(base.id, (await base.table('people')).id)} (id, created_at, created_by, modified_at, modified_by)
        SELECT 'rec' || lpad(n::text, 14, '0'), now(), $1, now(), $1 FROM generate_series(1, ${RECORDS}) n`,
      [base.owner.userId],
    );
    // As it is known of a table soon after it has grown.
    await admin.query('ANALYZE');
    await admin.end();
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  it('are looked for by an index, however many it names and a large table holds', async () => {
    const tasks = await base.table('tasks');
    const owners = Array.from({ length: NAMED }, () => newId('record'));
    const sent = await store.record(() =>
      expect(
        base.run({
          kind: 'records.create',
          tableId: tasks.id,
          records: [{ cells: cellsById(tasks, { owners }) }],
        }),
      ).rejects.toMatchObject({ type: 'ROW_DOES_NOT_EXIST' }),
    );
    const looks = sent.filter(({ parameters }) => JSON.stringify(parameters).includes(owners[0] as string));
    expect(looks).not.toEqual([]);
    // Comparing each id with each record reads thousands of times as many.
    for (const look of looks) expect(await rowsRead(store, look)).toBeLessThanOrEqual(NAMED);
  });
});
