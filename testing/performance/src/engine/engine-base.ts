import type { Caller } from '@pyairtable/core';
import type { Store } from '@pyairtable/store-postgres';
import type pg from 'pg';
import { fillTable } from './fill-table';

/** Hosts with a link to one of a tenth as many sources and a link to two of as many parts, and what is computed over them. */
export interface EngineBase {
  id: string;
  hosts: string;
  sources: string;
  parts: string;
  /** Field ids by table and name: `hosts.A`. */
  field(name: string): string;
  /** Qualified and quoted, for SQL by hand. */
  table(name: 'hosts' | 'sources' | 'parts' | 'source' | 'pieces'): string;
}

const text = (name: string) => ({ name, type: 'singleLineText' });
const number = (name: string) => ({ name, type: 'number', options: { precision: 0 } });

export const LOOKED_UP = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? `Text ${n}` : `Number ${n}`));
export const ROLLUPS = ['SUM', 'MAX', 'COUNT'] as const;
export const FORMULAS: Readonly<Record<string, string>> = {
  'F sum': '{A} + {B} + {C}',
  'F product': '{A} * {C} + {B}',
  'F branch': "IF({B} > 48, 'high', 'low')",
  'F rollup': '{R SUM} / 2 + {A}',
  'F lookup': "{L Text 0} & '!'",
};

export async function createEngineBase(
  store: Store,
): Promise<{ caller: Caller; workspaceId: string; base: EngineBase }> {
  const caller: Caller = {
    userId: 'usrBench000000001',
    resources: null,
    scopes: ['data.records:read', 'data.records:write', 'user.email:read'],
    source: 'publicApi',
  };
  await store.workspaces.remember({
    sub: caller.userId,
    email: 'bench@example.com',
    name: 'Bench',
    kind: 'session',
  });
  const { id: workspaceId } = await store.workspaces.create(caller, 'Bench');
  const baseId = await store.structure.createBase(caller, {
    workspaceId,
    name: 'Engine',
    tables: [
      {
        name: 'sources',
        fields: [
          text('Key'),
          ...LOOKED_UP.map((name) => (name.startsWith('Text') ? text(name) : number(name))),
        ],
      },
      { name: 'parts', fields: [text('Part'), number('Price')] },
      { name: 'hosts', fields: [text('Title'), number('A'), number('B'), number('C')] },
    ],
  });
  const tables = async () => (await store.structure.base(caller, baseId)).model.tables;
  const [sources, parts, hosts] = (await tables()).map(({ id }) => id) as [string, string, string];
  const add = (name: string, type: string, options: unknown) =>
    store.structure.createField(caller, baseId, hosts, { name, type, options });
  const source = await add('Source', 'multipleRecordLinks', { linkedTableId: sources });
  const pieces = await add('Pieces', 'multipleRecordLinks', { linkedTableId: parts });
  const ids = new Map<string, string>();
  const read = async () => {
    for (const { name, fields } of await tables())
      for (const field of fields) ids.set(`${name}.${field.name}`, field.id);
  };
  await read();
  const field = (name: string) => {
    const id = ids.get(name);
    if (!id) throw new Error(`no field ${name}`);
    return id;
  };
  for (const name of LOOKED_UP)
    await add(`L ${name}`, 'multipleLookupValues', {
      recordLinkFieldId: source.id,
      fieldIdInLinkedTable: field(`sources.${name}`),
    });
  for (const name of ROLLUPS)
    await add(`R ${name}`, 'rollup', {
      recordLinkFieldId: pieces.id,
      fieldIdInLinkedTable: field('parts.Price'),
      formula: `${name}(values)`,
    });
  for (const [name, formula] of Object.entries(FORMULAS)) await add(name, 'formula', { formula });
  await read();
  const relations = { hosts, sources, parts, source: source.id, pieces: pieces.id };
  return {
    caller,
    workspaceId,
    base: { id: baseId, hosts, sources, parts, field, table: (name) => `"${baseId}"."${relations[name]}"` },
  };
}

/** `rows` hosts and parts and a tenth as many sources, by number, set by set. */
export async function fillEngineBase(client: pg.Client, base: EngineBase, rows: number): Promise<void> {
  const sources = Math.max(1, Math.floor(rows / 10));
  const fill = (table: 'hosts' | 'sources' | 'parts', count: number, cells: Record<string, string>) =>
    fillTable(
      client,
      base.table(table),
      count,
      Object.fromEntries(Object.entries(cells).map(([name, cell]) => [base.field(`${table}.${name}`), cell])),
    );
  await fill('sources', sources, {
    Key: `'Key ' || n`,
    ...Object.fromEntries(
      LOOKED_UP.map((name, at) => [name, name.startsWith('Text') ? `'Value ${at} of ' || n` : `n * ${at}`]),
    ),
  });
  await fill('parts', rows, { Part: `'Part ' || n`, Price: '(n * 7919) % 997' });
  await fill('hosts', rows, { Title: `'Host ' || n`, A: 'n', B: 'n % 97 + 1', C: 'n % 13' });
  await client.query(
    `INSERT INTO ${base.table('source')} SELECT n, ((n - 1) * 73 + 19) % ${sources} + 1, 1, n FROM generate_series(1, ${rows}) AS n`,
  );
  await client.query(
    `INSERT INTO ${base.table('pieces')}
      SELECT n, (n * k * 31) % ${rows} + 1, k, n * 2 + k FROM generate_series(1, ${rows}) AS n, generate_series(1, 2) AS k
      ON CONFLICT DO NOTHING`,
  );
  await client.query('VACUUM ANALYZE');
}
