import { newId } from '@pyairtable/kernel';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { stateTable } from '../sql/identifiers';
import { RecordingStore } from '../testing/recording-store';
import { rowsRead } from '../testing/rows-read';
import { cellsById, createSampleBase, type SampleBase } from '../testing/sample-base';

const ENTRIES = 3_000;

describe('a text that looks like the id of a choice, in a base of many changes', () => {
  let database: TestDatabase;
  let store: RecordingStore;
  let base: SampleBase;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new RecordingStore(database.urlAs('pyairtable_api'));
    base = await createSampleBase(store);
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const [log, head] = [stateTable(base.id, 'change'), stateTable(base.id, 'head')];
    await admin.query(`WITH logged AS (INSERT INTO ${log} (seq, actor, source, changes)
      SELECT h.seq + n, 'usr', 'client', '[{"kind": "records"}]' FROM ${head} h, generate_series(1, ${ENTRIES}) AS n)
      UPDATE ${head} SET seq = seq + ${ENTRIES}`);
    await admin.query('ANALYZE');
    await admin.end();
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  it('is written without a look at each of them', async () => {
    const notes = await base.table('notes');
    const sent = await store.record(() =>
      base.run({
        kind: 'records.create',
        tableId: notes.id,
        records: [{ cells: cellsById(notes, { note: newId('choice') }) }],
      }),
    );
    const looks = sent.filter(({ text }) => text.includes('field.converted'));
    expect(looks).toHaveLength(1);
    for (const look of looks) expect(await rowsRead(store, look)).toBeLessThan(100);
  });
});
