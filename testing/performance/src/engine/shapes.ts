/** Tables of shapes that others were slow at: told as times, as no SQL by hand is any measure for them. */
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@pyairtable/core';
import type { Store } from '@pyairtable/store-postgres';
import type pg from 'pg';
import { fillTable, recordId } from './fill-table';

interface Bench {
  store: Store;
  caller: Caller;
  workspaceId: string;
  client: pg.Client;
  samples: number;
}

const text = (name: string) => ({ name, type: 'singleLineText' });
const number = (name: string) => ({ name, type: 'number', options: { precision: 0 } });

/** A base of tables, with ids by `table` and `table.field`. */
async function baseOf({ store, caller, workspaceId }: Bench, name: string, tables: readonly object[]) {
  const id = await store.structure.createBase(caller, { workspaceId, name, tables } as Parameters<
    Store['structure']['createBase']
  >[1]);
  const model = async () => (await store.structure.base(caller, id)).model;
  const known = await model();
  const list = (table: string, request: object = {}) =>
    store.records.list(
      caller,
      id,
      table,
      { pageSize: 100, maxRecords: null, ...request },
      { kind: 'json', byFieldId: false },
    );
  return {
    id,
    list,
    /** The cells of a field in all records, page by page. */
    async all(table: string, field: string): Promise<unknown[]> {
      const cells: unknown[] = [];
      for (let offset: string | undefined; ;) {
        const page = await list(table, { fields: [field], ...(offset ? { offset } : {}) });
        const records = JSON.parse(`[${page.records}]`) as { fields: Record<string, unknown> }[];
        cells.push(...records.map(({ fields }) => fields[field]));
        if (page.offset === undefined) return cells;
        offset = page.offset;
      }
    },
    table: (table: string) => `"${id}"."${known.table(table).id}"`,
    tableId: (table: string) => known.table(table).id,
    field: (table: string, field: string) => known.table(table).field(field).id,
    add: (table: string, field: string, type: string, options: unknown) =>
      store.structure.createField(caller, id, table, { name: field, type, options }),
  };
}

async function timed(name: string, samples: number, run: (round: number) => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await run(0);
  const first = performance.now() - start;
  const times: number[] = [];
  for (let round = 1; round <= samples; round++) {
    const began = performance.now();
    await run(round);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  console.log(
    `${name.padEnd(46)} ${at(0.5).padStart(9)} ${at(0.95).padStart(9)}   first ${first.toFixed(1)}`,
  );
}

/** 700 rows with two links and three lookups, a page of 100. */
async function smallTable(bench: Bench): Promise<void> {
  const base = await baseOf(bench, 'Small', [
    { name: 'others', fields: [text('Name'), number('One'), text('Two')] },
    { name: 'rows', fields: [text('Name')] },
  ]);
  const others = base.tableId('others');
  const links = [];
  for (const name of ['First', 'Second'])
    links.push(await base.add('rows', name, 'multipleRecordLinks', { linkedTableId: others }));
  for (const [at, name] of ['One', 'Two', 'Name'].entries())
    await base.add('rows', `L ${name}`, 'multipleLookupValues', {
      recordLinkFieldId: links[at % 2]?.id,
      fieldIdInLinkedTable: base.field('others', name),
    });
  await fillTable(bench.client, base.table('others'), 700, {
    [base.field('others', 'Name')]: `'Other ' || n`,
    [base.field('others', 'One')]: 'n',
    [base.field('others', 'Two')]: `'Two ' || n`,
  });
  await fillTable(bench.client, base.table('rows'), 700, { [base.field('rows', 'Name')]: `'Row ' || n` });
  for (const { id } of links)
    await bench.client.query(
      `INSERT INTO "${base.id}"."${id}" SELECT n, (n * k * 7) % 700 + 1, k, n * 3 + k FROM generate_series(1, 700) n, generate_series(1, 3) k ON CONFLICT DO NOTHING`,
    );
  await bench.client.query('ANALYZE');
  await timed('page of 100 of 700, 2 links, 3 lookups', bench.samples, () => base.list('rows'));
}

/** A table of as many computed fields as one holds: most of the time goes into planning the statement. */
async function wideTable(bench: Bench): Promise<void> {
  const computed = 497;
  const base = await baseOf(bench, 'Wide', [
    { name: 'parts', fields: [text('Part'), number('Price')] },
    { name: 'rows', fields: [text('Name'), number('A')] },
  ]);
  const link = await base.add('rows', 'Parts', 'multipleRecordLinks', {
    linkedTableId: base.tableId('parts'),
  });
  const target = { recordLinkFieldId: link.id, fieldIdInLinkedTable: base.field('parts', 'Price') };
  for (let at = 0; at < computed; at++) {
    if (at % 3 === 0) await base.add('rows', `F ${at}`, 'formula', { formula: `{A} * ${at} + LEN({Name})` });
    else if (at % 3 === 1) await base.add('rows', `L ${at}`, 'multipleLookupValues', target);
    else await base.add('rows', `R ${at}`, 'rollup', { ...target, formula: 'SUM(values)' });
  }
  await fillTable(bench.client, base.table('parts'), 1_000, {
    [base.field('parts', 'Part')]: `'Part ' || n`,
    [base.field('parts', 'Price')]: 'n % 97',
  });
  await fillTable(bench.client, base.table('rows'), 1_000, {
    [base.field('rows', 'Name')]: `'Row ' || n`,
    [base.field('rows', 'A')]: 'n',
  });
  await bench.client.query(
    `INSERT INTO "${base.id}"."${link.id}" SELECT n, (n * k * 7) % 1000 + 1, k, n * 2 + k FROM generate_series(1, 1000) n, generate_series(1, 2) k ON CONFLICT DO NOTHING`,
  );
  await bench.client.query('ANALYZE');
  const samples = Math.min(bench.samples, 5);
  await timed(`page of 1 of ${computed} computed fields`, samples, () => base.list('rows', { pageSize: 1 }));
  await timed(`page of 100 of ${computed} computed fields`, samples, () => base.list('rows'));
  await timed('the same, ten of the fields', samples, () =>
    base.list('rows', { fields: Array.from({ length: 10 }, (_, at) => `${'FLR'[at % 3]} ${at}`) }),
  );
}

/** A record that very many link to: what another link costs, and how much of it the log says. */
async function hub(bench: Bench): Promise<void> {
  const base = await baseOf(bench, 'Hub', [
    { name: 'hubs', fields: [text('Name')] },
    { name: 'rows', fields: [text('Name')] },
  ]);
  const link = await base.add('rows', 'Hub', 'multipleRecordLinks', { linkedTableId: base.tableId('hubs') });
  const linked = 60_000;
  await fillTable(bench.client, base.table('hubs'), 1, { [base.field('hubs', 'Name')]: `'Hub'` });
  await fillTable(bench.client, base.table('rows'), linked + bench.samples + 1, {
    [base.field('rows', 'Name')]: `'Row ' || n`,
  });
  await bench.client.query(
    `INSERT INTO "${base.id}"."${link.id}" SELECT n, 1, 1, n FROM generate_series(1, ${linked}) n`,
  );
  await bench.client.query('ANALYZE');
  await timed(`link one more to a record of ${linked}`, bench.samples, (round) =>
    bench.store.ops.execute(bench.caller, base.id, {
      id: randomUUID(),
      kind: 'records.update',
      tableId: base.tableId('rows'),
      records: [{ id: recordId(linked + round + 1), cells: { [link.id]: [recordId(1)] } }],
    }),
  );
  const { rows } = await bench.client.query(
    `SELECT max(length(changes::text)) AS said, max(pg_column_size(changes)) AS kept FROM "${base.id}".change`,
  );
  console.log(`its entry in the log: ${rows[0].said} characters, ${rows[0].kept} bytes on disk`);
}

/** A rollup over a condition: some of what it looks at is changed, and every row read with what that makes of it. */
async function conditionalRollup(bench: Bench, rows: number): Promise<void> {
  const [each, changed] = [10, 1_000];
  const base = await baseOf(bench, 'Conditional', [
    {
      name: 'sources',
      fields: [
        text('Name'),
        number('Value'),
        { name: 'Active', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
      ],
    },
    { name: 'rows', fields: [text('Name')] },
  ]);
  const link = await base.add('rows', 'Sources', 'multipleRecordLinks', {
    linkedTableId: base.tableId('sources'),
  });
  await base.add('rows', 'Sum', 'rollup', {
    recordLinkFieldId: link.id,
    fieldIdInLinkedTable: base.field('sources', 'Value'),
    formula: 'SUM(values)',
    filter: '{Active}',
  });
  await fillTable(bench.client, base.table('sources'), rows * each, {
    [base.field('sources', 'Name')]: `'Source ' || n`,
    [base.field('sources', 'Value')]: '1',
    [base.field('sources', 'Active')]: 'CASE WHEN n % 2 = 0 THEN true END',
  });
  await fillTable(bench.client, base.table('rows'), rows, { [base.field('rows', 'Name')]: `'Row ' || n` });
  await bench.client.query(
    `INSERT INTO "${base.id}"."${link.id}" SELECT (n - 1) / ${each} + 1, n, n, 1 FROM generate_series(1, ${rows * each}) n`,
  );
  await bench.client.query('ANALYZE');
  const value = base.field('sources', 'Value');
  await timed(
    `${changed} sources changed, ${rows} conditional rollups`,
    Math.min(bench.samples, 5),
    async (round) => {
      await bench.store.ops.execute(bench.caller, base.id, {
        id: randomUUID(),
        kind: 'records.update',
        tableId: base.tableId('sources'),
        records: Array.from({ length: changed }, (_, at) => ({
          id: recordId(at + 1),
          cells: { [value]: round + 2 },
        })),
      });
      const sums = await base.all('rows', 'Sum');
      const half = each / 2;
      sums.forEach((sum, at) => assert.equal(sum, at * each < changed ? half * (round + 2) : half));
      assert.equal(sums.length, rows);
    },
  );
}

/** A formula over all rows, from the request until every row was read with it. */
async function newFormula(bench: Bench, rows: number): Promise<void> {
  const base = await baseOf(bench, 'Formula', [
    { name: 'rows', fields: [text('Name'), number('A'), number('B'), number('C')] },
  ]);
  const cells = { Name: `'Row ' || n`, A: 'n', B: 'n % 97 + 1', C: 'n % 13' };
  await fillTable(
    bench.client,
    base.table('rows'),
    rows,
    Object.fromEntries(Object.entries(cells).map(([name, cell]) => [base.field('rows', name), cell])),
  );
  await bench.client.query('ANALYZE');
  await timed(`a formula made, and read in all ${rows} rows`, Math.min(bench.samples, 5), async (round) => {
    const name = `Total ${round}`;
    await base.add('rows', name, 'formula', { formula: '{A} * {B} + {C}' });
    const totals = await base.all('rows', name);
    totals.forEach((total, at) => assert.equal(total, (at + 1) * (((at + 1) % 97) + 1) + ((at + 1) % 13)));
    assert.equal(totals.length, rows);
  });
}

export async function shapes(bench: Bench, rows: number): Promise<void> {
  console.log(`\n${'shape'.padEnd(46)} ${'p50 ms'.padStart(9)} ${'p95 ms'.padStart(9)}`);
  await smallTable(bench);
  await wideTable(bench);
  await hub(bench);
  await conditionalRollup(bench, rows);
  await newFormula(bench, rows);
}
