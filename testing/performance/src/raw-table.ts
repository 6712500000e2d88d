import pg from 'pg';
import { sampleRecord } from './workload';

/** Creates and fills the raw side's table in a schema of its own, indexed and analysed as ours is. */
export async function fillRawTable(databaseUrl: string, count: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS raw CASCADE; CREATE SCHEMA raw;
    CREATE TABLE raw.record (
      n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE,
      created_at timestamptz NOT NULL DEFAULT now(), modified_at timestamptz,
      title text, owner text, source text, quantity float8, amount float8, active boolean, due date, status text,
      tags text[], notes text)`);
  const ids: string[] = [];
  for (let from = 0; from < count; from += 5_000) {
    const rows = Array.from({ length: Math.min(5_000, count - from) }, (_, index) => {
      const id = `raw${String(from + index).padStart(14, '0')}`;
      ids.push(id);
      return { id, ...sampleRecord(from + index) };
    });
    await client.query(
      `INSERT INTO raw.record (id, title, owner, source, quantity, amount, active, due, status, tags, notes)
       SELECT id, "Title", "Owner", "Source", "Quantity", "Amount", "Active", "Due", "Status", "Tags", "Notes"
       FROM jsonb_to_recordset($1) AS r(id text, "Title" text, "Owner" text, "Source" text, "Quantity" float8, "Amount" float8,
         "Active" boolean, "Due" date, "Status" text, "Tags" text[], "Notes" text)`,
      [JSON.stringify(rows)],
    );
  }
  await client.query('VACUUM ANALYZE raw.record');
  await client.end();
  return ids;
}
