import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { stateTable } from './sql/identifiers';
import { allRequests } from './testing/all-requests';
import { faultsOf, type Judge } from './testing/judge-statement';
import { RecordingStore } from './testing/recording-store';
import { createSampleBase, type SampleBase } from './testing/sample-base';
import { fillSample, recordEach } from './testing/sample-requests';

/** What Citus could not carry out, or not on one server, where every base's schema is a shard (ADR 0019). */
describe('each statement', () => {
  let database: TestDatabase;
  let store: RecordingStore;
  let base: SampleBase;
  let otherId: string;
  let judge: Judge;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new RecordingStore(database.urlAs('pyairtable_api'));
    base = await createSampleBase(store);
    await fillSample(base);
    const { owner, workspaceId } = base;
    otherId = await store.structure.createBase(owner, { workspaceId, name: 'other', tables: [] });
    const connect = async () => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      return client;
    };
    judge = { asking: await connect(), watching: await connect() };
  });
  afterAll(async () => {
    await Promise.all([judge?.asking.end(), judge?.watching.end()]);
    await store?.close();
    await database?.drop();
  });

  it('names the schema of one base at most, and beside it only reads tables that every server has', async () => {
    const faults: [string, string, string][] = [];
    let judged = 0;
    await recordEach(store, allRequests(store, base), async (name, sent) => {
      for (const { text } of sent) {
        judged += 1;
        for (const fault of await faultsOf(judge, text, base.id)) faults.push([name, fault, text]);
      }
    });
    // A base that is brought back becomes another, on one server only, and takes its snapshots and ops along.
    const between =
      /^(ALTER SCHEMA "\w{17}" RENAME TO "\w{17}"$|INSERT INTO "\w{17}"\."?(snapshot|idle_op)\b)/;
    expect(faults.filter(([name, , text]) => name !== 'base-bring-back' || !between.test(text))).toEqual([]);
    expect(judged).toBeGreaterThan(200);
  });

  it('is refused by this test where it does otherwise', async () => {
    const [head, change, other] = [
      stateTable(base.id, 'head'),
      stateTable(base.id, 'change'),
      stateTable(otherId, 'head'),
    ];
    const refused: [string, string[]][] = [
      [`SELECT h.seq FROM ${head} h, ${other} o WHERE h.seq = $1`, ['names 2 bases']],
      [
        `WITH a AS (SELECT seq FROM ${head}) SELECT (SELECT seq FROM ${other} LIMIT 1) FROM a`,
        ['names 2 bases'],
      ],
      [
        `SELECT h.seq FROM ${head} h, api.kept_answer k WHERE k.key = $1`,
        ['reads api.kept_answer beside a base'],
      ],
      [
        `WITH u AS (UPDATE api.base SET name = $1 RETURNING id) SELECT seq FROM ${head}, u`,
        ['writes api.base beside a base'],
      ],
      [
        `INSERT INTO api.base_member (base_id, user_id, level) SELECT $1, $2, 'read' FROM ${head}`,
        ['writes api.base_member beside a base'],
      ],
      [
        `DELETE FROM api.workspace_member w USING ${change} c WHERE w.user_id = c.actor`,
        ['writes api.workspace_member beside a base'],
      ],
      [
        `SELECT b.id FROM ${head} h JOIN api.base b ON true WHERE b.id = $1 FOR UPDATE OF b`,
        ['locks rows of api.base beside a base'],
      ],
      [
        `SELECT seq FROM ${head} WHERE EXISTS (SELECT FROM pg_class)`,
        ['reads pg_catalog.pg_class beside a base'],
      ],
      [
        `SELECT h.seq, (SELECT seq FROM api.base_heads(ARRAY['${otherId}'])) FROM ${head} h`,
        ['asks other bases beside a base'],
      ],
      [`SELECT seq FROM ${head}; SELECT 1`, ['is more than one statement']],
      [
        `CREATE TABLE ${stateTable(base.id, 'view')} (LIKE ${stateTable(otherId, 'view')})`,
        ['names 2 bases'],
      ],
      [`ALTER TABLE api.base ADD COLUMN more text`, ['names schema api outside of a query']],
      [`TRUNCATE ${head}`, ['is of no known kind']],
    ];
    for (const [text, faults] of refused)
      expect([text, await faultsOf(judge, text, base.id)]).toEqual([text, faults]);
    // A table that nobody spells as we do is found as well: the server reads the statement, not we.
    await judge.asking.query(`SET search_path TO "${base.id}", api, public`);
    const unqualified = `SELECT FROM head, kept_answer, "${otherId}".head AS other`;
    expect(await faultsOf(judge, unqualified, base.id)).toEqual(['names 2 bases']);
    expect(await faultsOf(judge, 'SELECT FROM head, kept_answer', base.id)).toEqual([
      'reads api.kept_answer beside a base',
    ]);
    await judge.asking.query('RESET search_path');
  });
});
