import type { Caller } from '@pyairtable/core';
import type { Store } from '@pyairtable/store-postgres';
import type pg from 'pg';

/** Hosts that link to two parts each, and as many parts. The hosts' view is sorted by the sum of their parts' prices. */
export interface ViewsBase {
  id: string;
  hosts: string;
  parts: string;
  view: string;
  /** Field ids by table and name: `hosts.Title`. */
  field(name: string): string;
  /** Qualified and quoted, for SQL by hand. */
  table(name: 'hosts' | 'parts' | 'pieces'): string;
}

const text = (name: string) => ({ name, type: 'singleLineText' });
const number = (name: string) => ({ name, type: 'number', options: { precision: 0 } });

export const recordId = (n: number): string => `rec${String(n).padStart(14, '0')}`;

export async function createViewsBase(store: Store): Promise<{ caller: Caller; base: ViewsBase }> {
  const caller: Caller = {
    userId: 'usrBench000000001',
    resources: null,
    scopes: ['data.records:read', 'data.records:write', 'user.email:read'],
    source: 'client',
  };
  const person = { sub: caller.userId, email: 'bench@example.com', name: 'Bench', kind: 'session' } as const;
  await store.workspaces.remember(person);
  const { id: workspaceId } = await store.workspaces.create(caller, 'Bench');
  const id = await store.structure.createBase(caller, {
    workspaceId,
    name: 'Views',
    tables: [
      { name: 'parts', fields: [text('Part'), number('Price')] },
      { name: 'hosts', fields: [text('Title'), number('A'), text('Note')] },
    ],
  });
  const tables = async () => (await store.structure.base(caller, id)).model.tables;
  const [parts, hosts] = (await tables()).map((table) => table.id) as [string, string];
  const add = (name: string, type: string, options: unknown) =>
    store.structure.createField(caller, id, hosts, { name, type, options });
  const pieces = await add('Pieces', 'multipleRecordLinks', { linkedTableId: parts });
  const price = (await tables())[0]?.field('Price').id;
  const sum = { recordLinkFieldId: pieces.id, fieldIdInLinkedTable: price, formula: 'SUM(values)' };
  await add('Sum', 'rollup', sum);
  const ids = new Map<string, string>();
  for (const { name, fields } of await tables())
    for (const field of fields) ids.set(`${name}.${field.name}`, field.id);
  const field = (name: string) => {
    const found = ids.get(name);
    if (!found) throw new Error(`no field ${name}`);
    return found;
  };
  const view = (await tables())[1]?.views[0]?.id as string;
  await store.structure.changeView(caller, id, hosts, view, {
    sort: [{ fieldId: field('hosts.Sum'), direction: 'desc' }],
  });
  const relations = { hosts, parts, pieces: pieces.id };
  return { caller, base: { id, hosts, parts, view, field, table: (name) => `"${id}"."${relations[name]}"` } };
}

/** `rows` hosts and parts, by number, set by set. */
export async function fillViewsBase(client: pg.Client, base: ViewsBase, rows: number): Promise<void> {
  const fill = async (table: 'hosts' | 'parts', cells: Record<string, string>) => {
    const names = Object.keys(cells).map((name) => `"${base.field(`${table}.${name}`)}"`);
    await client.query(
      `INSERT INTO ${base.table(table)} (id, created_at, modified_at, ${names.join(', ')})
        SELECT 'rec' || lpad(n::text, 14, '0'), now(), now(), ${Object.values(cells).join(', ')} FROM generate_series(1, ${rows}) AS n`,
    );
    await client.query(
      `UPDATE "${base.id}".table_counter SET record_count = ${rows}, next_number = ${rows} + 1 WHERE table_id = $1`,
      [base[table]],
    );
  };
  await fill('parts', { Part: `'Part ' || n`, Price: '(n::bigint * 7919) % 99991' });
  await fill('hosts', { Title: `((n::bigint * 104729) % 1000003)::text`, A: 'n % 97', Note: `'Note ' || n` });
  await client.query(
    `INSERT INTO ${base.table('pieces')}
      SELECT n, (n::bigint * k * 31) % ${rows} + 1, k, n * 2 + k FROM generate_series(1, ${rows}) AS n, generate_series(1, 2) AS k
      ON CONFLICT DO NOTHING`,
  );
  await client.query('VACUUM ANALYZE');
}
