import { stateTable } from '../sql/identifiers';
import type { Prepared } from '../sql/statement';

/** What the structure is made of. */
export const STRUCTURE = ['table', 'field', 'view', 'link_pair'] as const;

/** Keeps how far a table had counted when the entry deleted it. */
export const keepCounter = (baseId: string): string =>
  `INSERT INTO ${stateTable(baseId, 'past_structure')} (kind, id, since, until, row)
    VALUES ('counter', $2, $1, $1, jsonb_build_object('next', $3::bigint))`;

/**
 * Keeps the structure as the entry `seq` leaves it: one statement at the end of the transaction that changed it. It looks
 * at the rows which that wrote, and at the ids of all others, of which some may be gone.
 */
export function noteStructureStatement(baseId: string, seq: number): Prepared {
  const past = stateTable(baseId, 'past_structure');
  const each = (select: (kind: string, rows: string) => string) =>
    STRUCTURE.map((kind) => select(kind, stateTable(baseId, kind))).join(' UNION ALL ');
  return {
    text: `WITH own AS MATERIALIZED (SELECT age(pg_current_xact_id()::xid) AS age),
      present AS MATERIALIZED (${each(
        (kind, rows) =>
          `SELECT '${kind}' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row FROM ${rows} x, own`,
      )}),
      ended AS (UPDATE ${past} p SET until = $1 WHERE p.until IS NULL AND NOT EXISTS (
        SELECT FROM present n WHERE n.kind = p.kind AND n.id = p.id AND coalesce(n.row, p.row) = p.row))
      INSERT INTO ${past} (kind, id, since, row) SELECT w.kind, w.id, $1, w.row FROM present w
        WHERE w.row IS NOT NULL AND NOT EXISTS (SELECT FROM ${past} p WHERE p.until IS NULL AND p.kind = w.kind AND p.id = w.id AND p.row = w.row)`,
    parameters: [seq],
  };
}
