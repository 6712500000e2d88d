import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { allRequests } from './testing/all-requests';
import { readableSql, sqlTokens } from './testing/readable-sql';
import { RecordingStore } from './testing/recording-store';
import { createSampleBase, namesForIds, type SampleBase } from './testing/sample-base';
import { fillSample, recordEach } from './testing/sample-requests';

const FOLDER = fileURLToPath(new URL('./sql-snapshots/', import.meta.url));

/**
 * What requests send, word for word and in order, a file each. After a change on purpose they are written anew by
 * `npx vitest run src/sql-snapshots.spec.ts -u`, and the difference is read like any other.
 */
describe('what the store sends', () => {
  let database: TestDatabase;
  let store: RecordingStore;
  let base: SampleBase;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new RecordingStore(database.urlAs('pyairtable_api'));
    base = await createSampleBase(store);
    await fillSample(base);
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  it('is what the files of sql-snapshots say', async () => {
    const requests = allRequests(store, base);
    await recordEach(store, requests, async (name, sent) => {
      const named = namesForIds(await base.model());
      const texts = sent.map(({ text }) => named(text));
      expect(texts, name).not.toEqual([]);
      const readable = texts.map(readableSql);
      expect(readable.map(sqlTokens)).toEqual(texts.map(sqlTokens));
      await expect.soft(`${readable.join(';\n\n')};\n`, name).toMatchFileSnapshot(`${FOLDER}${name}.sql`);
    });
    const files = Object.keys(requests).map((name) => `${name}.sql`);
    expect(readdirSync(FOLDER).filter((file) => !files.includes(file))).toEqual([]);
  });
});
