import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { RecordingStore } from '../testing/recording-store';
import { rowsRead } from '../testing/rows-read';
import { createSampleBase, type SampleBase } from '../testing/sample-base';

const ROWS = 40;

describe('summaries of rows in ranges', () => {
  let database: TestDatabase;
  let store: RecordingStore;
  let base: SampleBase;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new RecordingStore(database.urlAs('pyairtable_api'));
    base = await createSampleBase(store);
    await base.create(
      'notes',
      Array.from({ length: ROWS }, (_, weight) => ({ weight })),
    );
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  it('read each row once, however often the ranges name it', async () => {
    const notes = await base.table('notes');
    const asked = { start: 0, end: 1_000_000_000 };
    const sent = await store.record(() =>
      store.rows.summaries(base.owner, base.id, notes.id, {
        view: undefined,
        summaries: { [notes.field('weight').id]: 'sum' },
        ranges: Array.from({ length: 100 }, () => asked),
      }),
    );
    expect(sent.length).toBeGreaterThan(0);
    for (const statement of sent) expect(await rowsRead(store, statement)).toBeLessThanOrEqual(ROWS);
  });
});
