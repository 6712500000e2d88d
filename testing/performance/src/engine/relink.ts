import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@pyairtable/core';
import type { Store } from '@pyairtable/store-postgres';
import type pg from 'pg';
import type { EngineBase } from './engine-base';
import { recordId } from './fill-table';

/** Hosts that get another source, in batches; then all that depends on it is read, by pages. */
export const RELINKED = 10_000;
const BATCH = 1_000;
const PAGE = 100;

/** Number of the source that a host links to in a round. */
export const sourceOf = (host: number, round: number, sources: number): number =>
  ((host * 31 + round * 7 + 3) % sources) + 1;

/** Through the store: ops of a thousand records, then pages of the hosts with their lookups. */
export async function relink(
  store: Store,
  caller: Caller,
  base: EngineBase,
  round: number,
  sources: number,
): Promise<void> {
  const source = base.field('hosts.Source');
  for (let from = 1; from <= RELINKED; from += BATCH) {
    const records = Array.from({ length: BATCH }, (_, at) => ({
      id: recordId(from + at),
      cells: { [source]: [recordId(sourceOf(from + at, round, sources))] },
    }));
    await store.ops.execute(caller, base.id, {
      id: randomUUID(),
      kind: 'records.update',
      tableId: base.hosts,
      records,
    });
  }
  let offset: string | undefined;
  for (let host = 1; host <= RELINKED; host += PAGE) {
    const page = await store.records.list(
      caller,
      base.id,
      base.hosts,
      { pageSize: PAGE, maxRecords: null, fields: ['F lookup'], ...(offset ? { offset } : {}) },
      { kind: 'json', byFieldId: false },
    );
    offset = page.offset;
    const records = JSON.parse(`[${page.records}]`) as { fields: Record<string, string> }[];
    records.forEach(({ fields }, at) =>
      assert.equal(fields['F lookup'], `Value 0 of ${sourceOf(host + at, round, sources)}!`),
    );
  }
}

/** The same by hand: links, both sides' stamps and a line of a log a batch; then the pages. */
export async function relinkByHand(
  client: pg.Client,
  base: EngineBase,
  round: number,
  sources: number,
): Promise<void> {
  const [links, hosts] = [base.table('source'), base.table('hosts')];
  const text = `"${base.field('sources.Text 0')}"`;
  await client.query('CREATE TEMP TABLE IF NOT EXISTS told (seq bigserial, changes jsonb)');
  for (let from = 1; from <= RELINKED; from += BATCH) {
    const others = Array.from({ length: BATCH }, (_, at) => sourceOf(from + at, round, sources));
    await client.query(
      `WITH wanted AS (SELECT $1::bigint + at - 1 AS a, b FROM unnest($2::bigint[]) WITH ORDINALITY AS w(b, at)),
        before AS (SELECT j.a, j.b FROM ${links} j JOIN wanted w ON w.a = j.a),
        gone AS (DELETE FROM ${links} j USING wanted w WHERE j.a = w.a AND j.b <> w.b RETURNING j.a),
        made AS (INSERT INTO ${links} SELECT w.a, w.b, 1, w.a FROM wanted w ON CONFLICT DO NOTHING),
        stamped AS (UPDATE ${hosts} t SET modified_at = now() FROM wanted w WHERE t.__id = w.a),
        other AS (UPDATE ${base.table('sources')} s SET modified_at = now()
          WHERE s.__id IN (SELECT b FROM before UNION SELECT b FROM wanted))
        INSERT INTO told (changes) SELECT jsonb_agg(jsonb_build_array(w.a, before.b, w.b)) FROM wanted w LEFT JOIN before USING (a)`,
      [from, others],
    );
  }
  for (let host = 1; host <= RELINKED; host += PAGE)
    await client.query(
      `SELECT string_agg(x.record, ',') FROM (SELECT '{"id":"' || t.id || '","fields":{"F lookup":' || to_json(s.text || '!')::text || '}}' AS record
        FROM ${hosts} t CROSS JOIN LATERAL (SELECT string_agg(s.${text}, ', ' ORDER BY j.a_position) AS text
          FROM ${links} j JOIN ${base.table('sources')} s ON s.__id = j.b WHERE j.a = t.__id) s
        WHERE t.__id >= $1::bigint ORDER BY t.__id LIMIT ${PAGE}) x`,
      [host],
    );
}
