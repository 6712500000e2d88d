import type { Caller } from '@pyairtable/core';
import type { Store } from '@pyairtable/store-postgres';
import type pg from 'pg';

/** A table of very many orders of a few suppliers, with a view as made and one that is sorted. */
export interface SearchBase {
  id: string;
  table: string;
  plain: string;
  sorted: string;
  /** How many rows a scan of the stored columns finds, upper and lower case alike. */
  byHand(query: string): Promise<number>;
}

const SUPPLIERS = 1_000;
const text = (name: string) => ({ name, type: 'singleLineText' });
const CHOICES = ['open', 'waiting', 'sent', 'done'].map((name) => ({ name }));
const TABLES = [
  { name: 'suppliers', fields: [text('Supplier')] },
  {
    name: 'orders',
    fields: [
      text('Order'),
      { name: 'Note', type: 'multilineText' },
      { name: 'Address', type: 'email' },
      { name: 'Count', type: 'number', options: { precision: 0 } },
      { name: 'Amount', type: 'currency', options: { precision: 2, symbol: '€' } },
      { name: 'State', type: 'singleSelect', options: { choices: CHOICES } },
      { name: 'Labels', type: 'multipleSelects', options: { choices: [{ name: 'red' }, { name: 'blue' }] } },
      { name: 'Due', type: 'date', options: { dateFormat: { name: 'iso' } } },
      { name: 'Paid', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
    ],
  },
];

export async function createSearchBase(
  store: Store,
  client: pg.Client,
  rows: number,
): Promise<{ caller: Caller; base: SearchBase }> {
  const caller: Caller = {
    userId: 'usrBench000000001',
    resources: null,
    scopes: ['data.records:read', 'data.records:write', 'user.email:read'],
    source: 'client',
  };
  const person = { sub: caller.userId, email: 'bench@example.com', name: 'Bench', kind: 'session' } as const;
  await store.workspaces.remember(person);
  const { id: workspaceId } = await store.workspaces.create(caller, 'Bench');
  const id = await store.structure.createBase(caller, { workspaceId, name: 'Orders', tables: TABLES });
  const tables = async () => (await store.structure.base(caller, id)).model.tables;
  const [suppliers, table] = (await tables()).map((one) => one.id) as [string, string];
  const add = (name: string, type: string, options: unknown) =>
    store.structure.createField(caller, id, table, { name, type, options });
  const link = await add('Suppliers', 'multipleRecordLinks', { linkedTableId: suppliers });
  await add('Net', 'formula', { formula: 'ROUND({Amount} / 1.2, 2)' });
  const [parts, orders] = await tables();
  const field = (name: string) => orders?.field(name);
  const column = (name: string) => `t."${field(name)?.id}"`;
  const choice = (of: string) =>
    (field(of)?.options as { choices: { id: string; name: string }[] }).choices.map((one) => `'${one.id}'`);
  const fill = async (into: string, count: number, cells: Record<string, string>) => {
    await client.query(
      `INSERT INTO "${id}"."${into}" (id, created_at, modified_at, ${Object.keys(cells).join(', ')})
        SELECT 'rec' || lpad(n::text, 14, '0'), now(), now(), ${Object.values(cells).join(', ')} FROM generate_series(1, ${count}) AS n`,
    );
    await client.query(
      `UPDATE "${id}".table_counter SET record_count = ${count}, next_number = ${count} + 1 WHERE table_id = $1`,
      [into],
    );
  };
  await fill(suppliers, SUPPLIERS, { [`"${parts?.field('Supplier').id}"`]: `'Supplier ' || n` });
  const named = (cells: Record<string, string>) =>
    Object.fromEntries(Object.entries(cells).map(([name, sql]) => [`"${field(name)?.id}"`, sql]));
  await fill(
    table,
    rows,
    named({
      Order: `(ARRAY['Kestrel','Plover','Heron','Wren'])[n % 4 + 1] || ' ' || n % 1009`,
      Note: `'Lorem ipsum dolor sit amet, consectetur ' || n`,
      Address: `'buyer' || n % 5000 || '@example.com'`,
      Count: 'n * 7 % 90',
      Amount: '(n::bigint * 7919 % 99991) / 100.0',
      State: `(ARRAY[${choice('State')}])[n % 4 + 1]`,
      Labels: `(ARRAY[${choice('Labels')}])[1 : n % 3]`,
      Due: `DATE '2026-01-01' + n % 700`,
      Paid: 'CASE WHEN n % 3 = 0 THEN true END',
    }),
  );
  const own = orders?.field('Suppliers').link?.own === 'a';
  await client.query(`INSERT INTO "${id}"."${link.id}" (${own ? 'a, b, a_position, b_position' : 'b, a, b_position, a_position'})
    SELECT n, n::bigint * 31 % ${SUPPLIERS} + 1, 1, n FROM generate_series(1, ${rows}) AS n`);
  await client.query('VACUUM ANALYZE');
  const plain = orders?.views[0]?.id as string;
  const { id: sorted } = await store.structure.createView(caller, id, table, {
    sort: [{ fieldId: field('Order')?.id as string, direction: 'asc' }],
  });
  const names = (of: string) =>
    `(SELECT jsonb_object_agg(c.id, c.name) FROM (VALUES ${(
      field(of)?.options as { choices: { id: string; name: string }[] }
    ).choices
      .map((one) => `('${one.id}', '${one.name}')`)
      .join(', ')}) c(id, name))`;
  const shown = [
    ...['Order', 'Note', 'Address', 'Count', 'Amount', 'Due'].map((name) => `${column(name)}::text`),
    `(${names('State')} ->> ${column('State')})`,
    `array_to_string(${column('Labels')}, ',')`,
    `CASE WHEN ${column('Paid')} THEN 'checked' END`,
    `round((${column('Amount')} / 1.2)::numeric, 2)::text`,
    's.names',
  ];
  const scan = `SELECT count(*)::int AS count FROM "${id}"."${table}" t LEFT JOIN (
      SELECT j.${own ? 'a' : 'b'} AS own, string_agg(o."${parts?.field('Supplier').id}", ', ') AS names
      FROM "${id}"."${link.id}" j JOIN "${id}"."${suppliers}" o ON o.__id = j.${own ? 'b' : 'a'} GROUP BY 1) s ON s.own = t.__id
    WHERE concat_ws(E'\\n', ${shown.join(', ')}) ILIKE '%' || $1 || '%'`;
  const byHand = async (query: string) =>
    (await client.query<{ count: number }>(scan, [query])).rows[0]?.count ?? 0;
  return { caller, base: { id, table, plain, sorted, byHand } };
}
