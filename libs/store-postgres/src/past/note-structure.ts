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
      written AS MATERIALIZED (${each(
        (kind, rows) =>
          `SELECT '${kind}' AS kind, x.id, to_jsonb(x) AS row FROM ${rows} x, own WHERE age(x.xmin) <= own.age`,
      )}),
      present AS (${each((kind, rows) => `SELECT '${kind}' AS kind, x.id FROM ${rows} x`)}),
      ended AS (UPDATE ${past} p SET until = $1 WHERE p.until IS NULL AND (
        EXISTS (SELECT FROM written w WHERE w.kind = p.kind AND w.id = p.id AND w.row <> p.row)
        OR NOT EXISTS (SELECT FROM present n WHERE n.kind = p.kind AND n.id = p.id)))
      INSERT INTO ${past} (kind, id, since, row) SELECT w.kind, w.id, $1, w.row FROM written w
        WHERE NOT EXISTS (SELECT FROM ${past} p WHERE p.until IS NULL AND p.kind = w.kind AND p.id = w.id AND p.row = w.row)`,
    parameters: [seq],
  };
}
