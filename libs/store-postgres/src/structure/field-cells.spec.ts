import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { HOUSE } from '../connection/asker';
import { runText } from './change-structure';
import { cellsOf } from './field-cells';
import { tableName } from '../sql/identifiers';
import { Store } from '../store';
import { createSampleBase, type SampleBase } from '../testing/sample-base';

describe('the cells of a field', () => {
  let database: TestDatabase;
  let store: Store;
  let base: SampleBase;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new Store({ url: database.urlAs('pyairtable_api') });
    base = await createSampleBase(store);
  });
  afterAll(async () => {
    await store?.close();
    await database?.drop();
  });

  it('are read in chunks of so many characters, however long they are and wherever the long ones stand', async () => {
    const table = await base.table('notes');
    const field = table.primaryField;
    const size = (n: number) => (n % 10_000 < 6_000 ? n % 7 : 90_000);
    await store.database.for(HOUSE).rows({
      text: `INSERT INTO ${tableName(base.id, table.id)} (id, created_at, modified_at, "${field.id}")
        SELECT 'rec' || lpad(n::text, 14, '0'), now(), now(), nullif(repeat('x', CASE WHEN n % 10000 < 6000 THEN n % 7 ELSE 90000 END), '')
        FROM generate_series(1, 6300) n`,
      parameters: [],
    });
    const model = await base.model();
    const seen: number[] = [];
    let chunks = 0;
    const draft = { base: model, caller: base.owner, run: runText(store.database.for(HOUSE)) };
    for await (const cells of cellsOf(draft as never, table, field)) {
      const lengths = cells.map(({ cell }) => String(cell).length);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThan(8_200_000);
      seen.push(...lengths);
      chunks++;
    }
    const expected = Array.from({ length: 6_300 }, (_, at) => size(at + 1)).filter((length) => length > 0);
    expect(seen).toEqual(expected);
    expect(chunks).toBeLessThan(20);
  });
});
