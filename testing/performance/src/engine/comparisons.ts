import assert from 'node:assert/strict';
import type { Caller } from '@pyairtable/core';
import type { Store } from '@pyairtable/store-postgres';
import { type EngineBase, FORMULAS, LOOKED_UP, ROLLUPS } from './engine-base';

/** A piece of work, and hand-written SQL of the same meaning. */
export interface Comparison {
  name: string;
  /** Highest ratio aimed at. */
  aim?: number;
  /** Highest p95 aimed at, ms. */
  most?: number;
  ours(store: Store, caller: Caller, base: EngineBase): Promise<unknown>;
  byHand(base: EngineBase): string;
  /** Throws unless both say the same. */
  check?(ours: unknown, theirs: unknown): void;
}

type Request = Partial<Parameters<Store['records']['list']>[3]>;

const list = (request: Request) => (store: Store, caller: Caller, base: EngineBase) =>
  store.records.list(
    caller,
    base.id,
    base.hosts,
    { pageSize: 100, maxRecords: null, ...request },
    { kind: 'json', byFieldId: false },
  );

interface Listed {
  records: string;
}
const listed = (page: unknown) =>
  JSON.parse(`[${(page as Listed).records}]`) as { id: string; fields: Record<string, unknown> }[];

const column = (base: EngineBase, name: string, alias: string) => `${alias}."${base.field(name)}"`;

/** The page's records as JSON, one lateral per link, numbers and texts as PostgreSQL writes them. */
function pageByHand(base: EngineBase): string {
  const host = (name: string) => column(base, `hosts.${name}`, 't');
  const lookups = LOOKED_UP.map((name, at) => {
    const cell = column(base, `sources.${name}`, 's');
    const json = name.startsWith('Text') ? `to_json(${cell})::text` : `${cell}::text`;
    return `'[' || string_agg(${json}, ',' ORDER BY j.a_position) || ']' AS l${at}`;
  });
  const price = column(base, 'parts.Price', 'p');
  const pair = (name: string, json: string) => `'"${name}":' || ${json}`;
  const pairs = [
    ...['Title'].map((name) => pair(name, `to_json(${host(name)})::text`)),
    ...['A', 'B', 'C'].map((name) => pair(name, `${host(name)}::text`)),
    pair('Source', 's.ids'),
    pair('Pieces', 'p.ids'),
    ...LOOKED_UP.map((name, at) => pair(`L ${name}`, `s.l${at}`)),
    pair('R SUM', 'p.total::text'),
    pair('R MAX', 'p.most::text'),
    pair('R COUNT', 'p.many::text'),
    pair('F sum', `(${host('A')} + ${host('B')} + ${host('C')})::text`),
    pair('F product', `(${host('A')} * ${host('C')} + ${host('B')})::text`),
    pair('F branch', `to_json(CASE WHEN ${host('B')} > 48 THEN 'high' ELSE 'low' END)::text`),
    pair('F rollup', `(p.total / 2 + ${host('A')})::text`),
    pair('F lookup', `to_json(s.first || '!')::text`),
  ];
  return `SELECT string_agg(record, ',') AS records FROM (
    SELECT '{"id":"' || t.id || '","createdTime":"' || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000Z"')
      || '","fields":{' || concat_ws(',', ${pairs.join(', ')}) || '}}' AS record
    FROM ${base.table('hosts')} t
    CROSS JOIN LATERAL (SELECT '["' || string_agg(s.id, '","' ORDER BY j.a_position) || '"]' AS ids,
        string_agg(${column(base, 'sources.Text 0', 's')}, ', ' ORDER BY j.a_position) AS first, ${lookups.join(', ')}
      FROM ${base.table('source')} j JOIN ${base.table('sources')} s ON s.__id = j.b WHERE j.a = t.__id) s
    CROSS JOIN LATERAL (SELECT '["' || string_agg(p.id, '","' ORDER BY j.a_position) || '"]' AS ids,
        coalesce(sum(${price}), 0) AS total, coalesce(max(${price}), 0) AS most, count(${price}) AS many
      FROM ${base.table('pieces')} j JOIN ${base.table('parts')} p ON p.__id = j.b WHERE j.a = t.__id) p
    WHERE t.__id > 0 ORDER BY t.__id LIMIT 100) page`;
}

const total = (base: EngineBase) => `(SELECT j.a, sum(${column(base, 'parts.Price', 'p')}) AS total
    FROM ${base.table('pieces')} j JOIN ${base.table('parts')} p ON p.__id = j.b GROUP BY j.a)`;

const ids = (rows: unknown) => (rows as { id: string }[]).map(({ id }) => id);

export const COMPARISONS: readonly Comparison[] = [
  {
    name: 'page of 100: 20 lookups, 3 rollups, 5 formulas',
    aim: 1.5,
    most: 25,
    ours: list({}),
    byHand: pageByHand,
    check(ours, theirs) {
      const [row] = theirs as Listed[];
      const records = listed(ours);
      assert.deepEqual(records, listed(row));
      const computed = [...Object.keys(FORMULAS), ...ROLLUPS.map((name) => `R ${name}`)];
      for (const name of computed) assert.ok(records.every(({ fields }) => name in fields));
    },
  },
  {
    name: 'sort all by a rollup, first 100',
    aim: 1.5,
    ours: list({ sort: [{ field: 'R SUM', direction: 'desc' }], maxRecords: 100, fields: ['Title'] }),
    byHand: (base) => `SELECT t.id, ${column(base, 'hosts.Title', 't')} AS title FROM ${base.table('hosts')} t
      LEFT JOIN ${total(base)} r ON r.a = t.__id ORDER BY coalesce(r.total, 0) DESC, t.__id LIMIT 100`,
    check: (ours, theirs) => assert.deepEqual(ids(listed(ours)), ids(theirs)),
  },
  {
    name: 'filter by a formula over a lookup, page of 100',
    aim: 1.5,
    ours: list({ filterByFormula: "FIND('99', {F lookup})", fields: ['Title'] }),
    byHand: (base) => `SELECT t.id, ${column(base, 'hosts.Title', 't')} AS title FROM ${base.table('hosts')} t
      LEFT JOIN (SELECT j.a, string_agg(${column(base, 'sources.Text 0', 's')}, ', ' ORDER BY j.a_position) AS first
        FROM ${base.table('source')} j JOIN ${base.table('sources')} s ON s.__id = j.b GROUP BY j.a) l ON l.a = t.__id
      WHERE strpos(coalesce(l.first, '') || '!', '99') > 0 ORDER BY t.__id LIMIT 100`,
    check: (ours, theirs) => assert.deepEqual(ids(listed(ours)), ids(theirs)),
  },
  {
    name: 'filter all by a formula over a rollup, first 100',
    aim: 1.5,
    ours: list({
      filterByFormula: '{F rollup} < 3000',
      sort: [{ field: 'A', direction: 'desc' }],
      maxRecords: 100,
      fields: ['Title'],
    }),
    byHand: (base) => `SELECT t.id, ${column(base, 'hosts.Title', 't')} AS title FROM ${base.table('hosts')} t
      LEFT JOIN ${total(base)} r ON r.a = t.__id WHERE coalesce(r.total, 0) / 2 + ${column(base, 'hosts.A', 't')} < 3000
      ORDER BY ${column(base, 'hosts.A', 't')} DESC LIMIT 100`,
    check: (ours, theirs) => assert.deepEqual(ids(listed(ours)), ids(theirs)),
  },
];
