import type { Caller } from '@pyairtable/core';
import type { Store } from '@pyairtable/store-postgres';
import type pg from 'pg';
import type { ViewsBase } from './views-base';

export const WINDOW_ROWS = 200;

/** Ids of a run of the view's rows, through the store. */
export async function windowIds(
  store: Store,
  caller: Caller,
  base: ViewsBase,
  start: number,
): Promise<string[]> {
  const range = { view: base.view, start, limit: WINDOW_ROWS, after: null };
  const { rows } = JSON.parse(await store.rows.window(caller, base.id, base.hosts, range)) as {
    rows: { id: string }[];
  };
  return rows.map(({ id }) => id);
}

/** The same by hand, with the cells. */
export async function windowByHand(client: pg.Client, base: ViewsBase, start: number): Promise<string[]> {
  const price = `p."${base.field('parts.Price')}"`;
  const cell = (name: string) => `t."${base.field(`hosts.${name}`)}"`;
  const { rows } = await client.query<{ id: string }>(
    `SELECT t.id, ${cell('Title')}, ${cell('A')}, ${cell('Note')}, s.total FROM ${base.table('hosts')} t
      LEFT JOIN (SELECT j.a, sum(${price}) AS total FROM ${base.table('pieces')} j
        JOIN ${base.table('parts')} p ON p.__id = j.b GROUP BY j.a) s ON s.a = t.__id
      ORDER BY coalesce(s.total, 0) DESC, t.__id LIMIT ${WINDOW_ROWS} OFFSET ${start}`,
  );
  return rows.map(({ id }) => id);
}
