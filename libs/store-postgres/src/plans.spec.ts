import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import pg from 'pg';
import { columnName, junctionName, stateTable, tableName } from './sql/identifiers';
import type { Prepared } from './sql/statement';
import { RecordingStore } from './testing/recording-store';
import { createSampleBase, namesForIds, type SampleBase } from './testing/sample-base';
import { sampleComputedRequests } from './testing/sample-computed-requests';
import { fillSample, recordEach, sampleRequests } from './testing/sample-requests';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'CTE Name'?: string;
  'Parent Relationship'?: string;
  Filter?: string;
  Plans?: PlanNode[];
}

const ROWS = 6_000;

/** Tables that grow with what people put in; the others hold a row per base, table, field or person. */
const GROWING = [
  'notes',
  'people',
  'tasks',
  'things',
  'owners',
  'needs',
  'change',
  'record_change',
  'record_id',
];

/** Requests that ask something of every row: its place in an order, or whether its cells or its title show what is sought. */
const OF_EVERY_ROW = {
  'page-sorted-first': ['tasks'],
  'page-sorted-whole': ['tasks'],
  'page-sorted-by-links': ['tasks'],
  'page-sorted-by-objects': ['things'],
  'window-sorted': ['tasks'],
  'window-sorted-deep': ['tasks'],
  search: ['needs', 'owners', 'people', 'tasks'],
  'search-sorted': ['tasks'],
  'search-objects': ['things'],
  'search-base': ['needs', 'notes', 'owners', 'people', 'tasks', 'things'],
  'computed-search': ['needs', 'owners', 'people', 'tasks'],
  'titles-find': ['people'],
  'titles-named': ['people'],
  match: ['notes'],
  'computed-page-sorted': ['owners', 'people'],
  'computed-page-filtered': ['owners', 'people'],
  'view-groups': ['owners', 'people', 'tasks'],
  'row-summaries': ['owners', 'people', 'tasks'],
};

/** Statements that put many rows, links between them and entries of the log into the base. */
async function manyRows(base: SampleBase): Promise<string[]> {
  const numbers = `generate_series(1, ${ROWS}) AS n`;
  const tables = await Promise.all(['notes', 'people', 'tasks', 'things'].map((name) => base.table(name)));
  const rows = tables.map(
    (
      table,
    ) => `INSERT INTO ${tableName(base.id, table.id)} (id, created_at, modified_at, ${columnName(table.primaryFieldId)})
      SELECT 'rec' || lpad(n::text, 14, '0'), now(), now(), 'row ' || n FROM ${numbers}`,
  );
  const [, people, tasks] = tables.map(({ id }) => tableName(base.id, id));
  const links = [
    ['owners', people],
    ['needs', tasks],
  ].map(
    ([
      name,
      other,
    ]) => `INSERT INTO ${junctionName(base.id, tables[2]?.field(name as string).link?.pairId as string)}
      (a, b, a_position, b_position) SELECT t.__id, o.__id, 1, 1 FROM ${tasks} t
      JOIN ${other} o ON o.__id IN (t.__id + 1, t.__id + 2) ON CONFLICT DO NOTHING`,
  );
  const head = stateTable(base.id, 'head');
  const entries = `WITH logged AS (INSERT INTO ${stateTable(base.id, 'change')} (seq, actor, source, changes)
      SELECT h.seq + n, 'usr', 'client', '[]' FROM ${head} h, ${numbers}) UPDATE ${head} SET seq = seq + ${ROWS}`;
  const ids = tables.map(
    ({ id }) =>
      `INSERT INTO ${stateTable(base.id, 'record_id')} SELECT id, '${id}' FROM ${tableName(base.id, id)} ON CONFLICT DO NOTHING`,
  );
  const told = `INSERT INTO ${stateTable(base.id, 'record_change')} SELECT i.id, c.seq FROM ${stateTable(base.id, 'record_id')} i
    JOIN ${stateTable(base.id, 'change')} c ON c.seq % 6000 = hashtext(i.id) % 6000 ON CONFLICT DO NOTHING`;
  return [...rows, ...links, ...ids, entries, told];
}

describe('plans of the statements, over some thousands of rows', () => {
  let database: TestDatabase;
  let store: RecordingStore;
  let base: SampleBase;
  let admin: pg.Client;
  let named: (text: string) => string;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new RecordingStore(database.urlAs('pyairtable_api'));
    base = await createSampleBase(store);
    await fillSample(base);
    named = namesForIds(await base.model());
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    for (const text of await manyRows(base)) await admin.query(text);
    await admin.query('ANALYZE');
  });
  afterAll(async () => {
    await admin?.end();
    await store?.close();
    await database?.drop();
  });

  /** The plan of a statement, node by node. */
  async function planOf({ text }: Prepared): Promise<PlanNode[]> {
    const client = await store.database.connect();
    try {
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`,
      );
      const walk = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(walk)];
      return walk((rows[0] as (typeof rows)[number])['QUERY PLAN'][0].Plan);
    } finally {
      client.release();
    }
  }

  /** Where a statement joins its entry of the log, which can be megabytes, with the records that it tells of: it may read it anew for each. */
  const readAnew = (nodes: readonly PlanNode[]): PlanNode[] =>
    nodes.filter(({ 'Node Type': type, Plans = [] }) => {
      const sides = Plans.filter((node) => /^(Inner|Outer)$/.test(node['Parent Relationship'] ?? ''));
      const isOne = sides.some((side) => side['CTE Name'] === 'entry');
      // What an entry tells is taken out of it once.
      return type === 'Nested Loop' && isOne && sides.every((side) => side['Node Type'] !== 'Function Scan');
    });

  it('read whole tables only where every row is asked, and compare no list with each of them', async () => {
    const found: Record<string, string[]> = {};
    const compared: string[] = [];
    const anew: string[] = [];
    const requests = { ...sampleRequests(store, base), ...sampleComputedRequests(store, base) };
    await recordEach(store, requests, async (name, sent) => {
      const planned = sent.filter(({ text }) => /^(SELECT|WITH|INSERT|UPDATE|DELETE)/.test(text));
      const nodes = (await Promise.all(planned.map(planOf))).flat();
      if (readAnew(nodes).length > 0) anew.push(name);
      const scans = nodes
        .filter((node) => node['Node Type'] === 'Seq Scan')
        .map((node) => ({ relation: named(node['Relation Name'] as string), filter: node.Filter ?? '' }))
        .filter(({ relation }) => GROWING.includes(relation));
      if (scans.length > 0) found[name] = [...new Set(scans.map(({ relation }) => relation))].sort();
      // A list that is bound is hashed as a subquery only.
      if (scans.some(({ filter }) => /= ANY \(\$\d/.test(filter))) compared.push(name);
    });
    expect(found).toEqual(OF_EVERY_ROW);
    expect(compared).toEqual([]);
    expect(anew).toEqual([]);
  });
});
