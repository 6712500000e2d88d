import assert from 'node:assert/strict';
import type { Caller, FieldSummary } from '@pyairtable/core';
import { Store } from '@pyairtable/store-postgres';
import { MIGRATION_SETS, migrate, startPostgres } from '@pyairtable/testkit';
import pg from 'pg';
import { at, ms, say, timed } from './timing';

const number = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const ROWS = number('GROUPED_ROWS', 100_000);
const SAMPLES = number('SAMPLES', 25);
const AIM = 1.5;

const STATES = ['Todo', 'Doing', 'Done', 'Late', 'Never'];
const FIELDS = [
  { name: 'Name', type: 'singleLineText' },
  { name: 'State', type: 'singleSelect', options: { choices: STATES.map((name) => ({ name })) } },
  { name: 'Team', type: 'singleLineText' },
  { name: 'Points', type: 'number', options: { precision: 0 } },
  { name: 'Cost', type: 'number', options: { precision: 2 } },
  { name: 'Due', type: 'date', options: { dateFormat: { name: 'iso' } } },
];

interface GroupedBase {
  id: string;
  table: string;
  view: string;
  field(name: string): string;
  /** Choice ids in their order. */
  states: string[];
}

async function createGroupedBase(store: Store, client: pg.Client, caller: Caller): Promise<GroupedBase> {
  await store.workspaces.remember({
    sub: caller.userId,
    email: 'bench@example.com',
    name: 'Bench',
    kind: 'session',
  });
  const { id: workspaceId } = await store.workspaces.create(caller, 'Bench');
  const id = await store.structure.createBase(caller, {
    workspaceId,
    name: 'Groups',
    tables: [{ name: 'rows', fields: FIELDS }],
  });
  const { model } = await store.structure.base(caller, id);
  const table = model.table('rows');
  const { choices } = table.field('State').options as { choices: { id: string }[] };
  const base: GroupedBase = {
    id,
    table: table.id,
    view: table.views[0]?.id as string,
    field: (name) => table.field(name).id,
    states: choices.map((choice) => choice.id),
  };
  const cells: Record<string, string> = {
    Name: `'Row ' || n`,
    State: `($1::text[])[nullif((n::bigint * 31) % 6, 5) + 1]`,
    Team: `'Team ' || (n::bigint * 7919) % 50`,
    Points: `nullif((n::bigint * 104729) % 101, 100)`,
    Cost: `((n::bigint * 7919) % 99991)::float8 / 4`,
    Due: `DATE '2026-01-01' + ((n::bigint * 13) % 700)::int`,
  };
  const names = Object.keys(cells).map((name) => `"${base.field(name)}"`);
  await client.query(
    `INSERT INTO "${id}"."${table.id}" (id, created_at, modified_at, ${names.join(', ')})
      SELECT 'rec' || lpad(n::text, 14, '0'), now(), now(), ${Object.values(cells).join(', ')} FROM generate_series(1, ${ROWS}) AS n`,
    [base.states],
  );
  await client.query('VACUUM ANALYZE');
  return base;
}

/** How a view groups, sorts and summarises, and the columns and expressions of the same by hand. */
interface Grouping {
  name: string;
  groups: string[];
  sort?: string;
  summaries: Record<string, FieldSummary['kind']>;
  byHand: (column: (name: string) => string) => string[];
}

const GROUPINGS: Grouping[] = [
  {
    name: 'by a choice, five summaries',
    groups: ['State'],
    summaries: { Name: 'filled', Team: 'filled', Points: 'sum', Cost: 'average', Due: 'latest' },
    byHand: (c) => [
      `count(${c('Name')})`,
      `count(${c('Team')})`,
      `sum(${c('Points')})`,
      `avg(${c('Cost')})`,
      `max(${c('Due')})`,
    ],
  },
  {
    name: 'by a choice and a text, sorted, five summaries',
    groups: ['State', 'Team'],
    sort: 'Cost',
    summaries: { Name: 'filled', Team: 'percentFilled', Points: 'sum', Cost: 'range', Due: 'earliest' },
    byHand: (c) => [
      `count(${c('Name')})`,
      `count(${c('Team')})::float8 / count(*)`,
      `sum(${c('Points')})`,
      `max(${c('Cost')}) - min(${c('Cost')})`,
      `min(${c('Due')})`,
    ],
  },
  {
    name: 'by a choice, medians and what differs',
    groups: ['State'],
    summaries: { Points: 'unique', Cost: 'median', Due: 'dayRange' },
    byHand: (c) => [
      `count(DISTINCT ${c('Points')})`,
      `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${c('Cost')})`,
      `max(${c('Due')}) - min(${c('Due')})`,
    ],
  },
];

/** Rows of the whole and of each head by hand, as somebody would write it who knows the table. */
async function byHand(
  client: pg.Client,
  base: GroupedBase,
  { groups, byHand: told }: Grouping,
): Promise<number[]> {
  const columns = groups.map((name) => `t."${base.field(name)}"`);
  const { rows } = await client.query<{ count: string }>(
    `SELECT ${[...columns, 'count(*) AS count', ...told((name) => `t."${base.field(name)}"`).map((one, n) => `${one} AS s${n}`)].join(', ')}
      FROM "${base.id}"."${base.table}" t GROUP BY ROLLUP(${columns.join(', ')})`,
  );
  return rows.map(({ count }) => Number(count));
}

const sorted = (counts: readonly number[]) => counts.toSorted((a, b) => a - b);

/**
 * Heads and summaries of a view through the store, as ratio to hand-written SQL on the same rows in the same run; how many
 * rows each head has is compared first. GROUPED_ROWS (100000) and SAMPLES (25) change its size.
 */
export async function groups(): Promise<void> {
  const server = await startPostgres();
  const store = new Store({ url: server.url });
  const client = new pg.Client({ connectionString: server.url });
  try {
    for (const set of MIGRATION_SETS) await migrate(server.url, set);
    await client.connect();
    await client.query('SET max_parallel_workers_per_gather = 0; SET jit = off');
    const caller: Caller = {
      userId: 'usrBench000000001',
      resources: null,
      scopes: ['data.records:read', 'data.records:write'],
      source: 'client',
    };
    const base = await createGroupedBase(store, client, caller);
    say(`heads and summaries of ${ROWS} rows`, '    p50 ms    p95 ms   by hand     ratio');
    for (const grouping of GROUPINGS) {
      const key = (name: string) => ({ fieldId: base.field(name), direction: 'asc' as const });
      await store.structure.changeView(caller, base.id, base.table, base.view, {
        groups: grouping.groups.map(key),
        sort: grouping.sort === undefined ? [] : [key(grouping.sort)],
        summaries: {
          ...Object.fromEntries(FIELDS.map(({ name }) => [base.field(name), null])),
          ...Object.fromEntries(
            Object.entries(grouping.summaries).map(([name, kind]) => [base.field(name), kind]),
          ),
        },
      });
      const ours = () => store.rows.groups(caller, base.id, base.table, base.view);
      const theirs = () => byHand(client, base, grouping);
      const { total, groups: heads } = JSON.parse(await ours()) as {
        total: number;
        groups: { count: number }[];
      };
      assert.deepEqual(sorted([total, ...heads.map(({ count }) => count)]), sorted(await theirs()));
      const [own, hand]: [number[], number[]] = [[], []];
      // In turn, as what else the machine does changes from second to second.
      for (let sample = 0; sample < SAMPLES; sample++) {
        own.push((await timed(ours))[0]);
        hand.push((await timed(theirs))[0]);
      }
      const other = at(hand, 0.5);
      const ratio = at(own, 0.5) / other;
      say(
        grouping.name,
        ms(at(own, 0.5)),
        ms(at(own, 0.95)),
        ms(other),
        ms(ratio),
        `  ≤ ${AIM}: ${ratio <= AIM ? 'met' : 'NOT met'}`,
      );
    }
  } finally {
    await client.end();
    await store.close();
    await server.stop();
  }
}
