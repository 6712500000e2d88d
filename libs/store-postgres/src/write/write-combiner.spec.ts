import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import { Database } from '../connection/database';
import { Floor } from '../connection/floor';
import { alone, WriteCombiner } from './write-combiner';

describe('writes that are committed together', () => {
  let server: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    server = await createDatabase({ migrated: true });
    database = new Database({ url: server.urlAs('pyairtable_api') });
  });
  afterAll(async () => {
    await database?.close();
    await server?.drop();
  });

  it('fail by themselves: what ends in vain for one is carried out for the others', async () => {
    const writes = new WriteCombiner(database, new Floor());
    const write = (text: string) => writes.run('base', alone({ text, parameters: [] }), undefined);
    const stops = (code: string) => `SELECT api.stop('${code}')::int AS seq`;
    const answers = await Promise.allSettled([
      write('SELECT 1 AS seq'),
      write('SELECT 2 AS seq'),
      write(stops('54000')),
      write(stops('57014')),
      write('SELECT 5 AS seq'),
    ]);
    expect(
      answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.seq : answer.reason.type)),
    ).toEqual([1, 2, 'RECORD_TOO_LARGE', 'QUERY_TOO_SLOW', 5]);
  });
});
