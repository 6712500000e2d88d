import type pg from 'pg';

export const recordId = (n: number) => `rec${String(n).padStart(14, '0')}`;

/** `count` rows of a table by number: SQL of the cells over `n`, by field id. */
export async function fillTable(
  client: pg.Client,
  table: string,
  count: number,
  cells: Readonly<Record<string, string>>,
): Promise<void> {
  const names = Object.keys(cells).map((id) => `"${id}"`);
  await client.query(
    `INSERT INTO ${table} (id, created_at, modified_at, ${names.join(', ')})
      SELECT 'rec' || lpad(n::text, 14, '0'), now(), now(), ${Object.values(cells).join(', ')} FROM generate_series(1, ${count}) AS n`,
  );
}
