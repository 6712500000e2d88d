import { columnName, junctionName, stampName, stateTable, tableName } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { takeTables } from './ddl';
import type { KeptStructure } from './kept-structure';

interface Expired {
  seq: number;
  kept: KeptStructure;
}

/**
 * What the trash named of columns and links goes for good, and so does the item. Their cells are kept for the past; those of
 * a table stay where they are for as long as its past is kept, and go with it where no moment that is kept had it.
 */
async function dropKept(run: StructureDraft['run'], baseId: string, { seq, kept }: Expired): Promise<void> {
  // Tables before the links between them, as everybody takes them.
  const places = [
    ...kept.tables.map(({ id }) => id),
    ...kept.fields.map(({ table_id }) => table_id),
    ...kept.pairs.flatMap(({ table_a, table_b }) => [table_a, table_b]),
  ];
  const there = await run<{ id: string }>(
    `SELECT DISTINCT id FROM unnest($1::text[]) AS id WHERE to_regclass(format('%I.%I', $2::text, id)) IS NOT NULL`,
    [places, baseId],
  );
  if (there.length > 0)
    await run(
      takeTables(
        baseId,
        there.map(({ id }) => id),
      ),
    );
  for (const { id } of kept.pairs) await run(`DROP TABLE IF EXISTS ${junctionName(baseId, id)}`);
  const unknown = await run<{ id: string }>(
    `SELECT t.id FROM unnest($1::text[]) AS t(id)
      WHERE NOT EXISTS (SELECT FROM ${stateTable(baseId, 'past_structure')} p WHERE p.kind = 'table' AND p.id = t.id)`,
    [kept.tables.map(({ id }) => id)],
  );
  for (const { id } of unknown) await run(`DROP TABLE IF EXISTS ${tableName(baseId, id)} CASCADE`);
  const gone = new Set(kept.tables.map(({ id }) => id));
  for (const { id, table_id } of kept.fields)
    if (!gone.has(table_id))
      await run(
        `ALTER TABLE IF EXISTS ${tableName(baseId, table_id)} DROP COLUMN IF EXISTS ${columnName(id)}, DROP COLUMN IF EXISTS ${stampName(id)}`,
      );
  await run(`DELETE FROM ${stateTable(baseId, 'trash')} WHERE seq = $1`, [seq]);
}

/** Lets the oldest item go that is older than so many days. False when there is none. */
export async function dropExpired(
  run: StructureDraft['run'],
  baseId: string,
  days: number,
): Promise<boolean> {
  const [item] = await run<Expired>(
    `SELECT seq, kept FROM ${stateTable(baseId, 'trash')} WHERE at < now() - make_interval(days => $1::int)
      ORDER BY seq LIMIT 1`,
    [days],
  );
  if (item) await dropKept(run, baseId, item);
  return item !== undefined;
}

/** Of the fields deleted from a table the newest are kept, so many; columns are no more than PostgreSQL takes. */
export async function dropOldFields(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  tableId: string,
  most: number,
): Promise<void> {
  const items = await run<Expired>(
    `SELECT seq, kept FROM ${stateTable(base.id, 'trash')} WHERE kind = 'field' AND table_id = $1
      ORDER BY seq DESC OFFSET $2`,
    [tableId, most],
  );
  for (const item of items) await dropKept(run, base.id, item);
}
