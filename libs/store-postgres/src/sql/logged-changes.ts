import { stateTable } from './identifiers';
import type { Statement } from './statement';

/**
 * The last change of cells of `fieldIds` for each record of a table whose cells of them were changed since it was made, as
 * the log knows it, with `until` as it knew it at that number: a query with the columns id, seq, at and actor. It reads the
 * whole log, or of some records what tells of them, and what is left of entries that were let go.
 */
export function lastLoggedChanges(
  baseId: string,
  tableId: string,
  fieldIds: readonly string[],
  bind: Statement['bind'],
  recordIds?: string,
  until?: number,
): string {
  const fields = `${bind([...fieldIds])}::text[]`;
  const table = `${bind(tableId)}::text`;
  const [some, ofThem] =
    recordIds === undefined
      ? ['', '']
      : [
          `c.seq IN (SELECT n.seq FROM ${stateTable(baseId, 'record_change')} n WHERE n.record_id = ANY(${recordIds})) AND r->>'id' = ANY(${recordIds}) AND `,
          `s.record_id = ANY(${recordIds}) AND `,
        ];
  const early = until === undefined ? '' : `c.seq <= ${bind(until)}::bigint AND `;
  return `SELECT DISTINCT ON (l.id) l.id, l.seq, l.at, l.actor FROM (SELECT r->>'id' AS id, c.seq, c.at, c.actor FROM ${stateTable(baseId, 'change')} c,
      jsonb_array_elements(c.changes) AS p, jsonb_array_elements(p->'updated') AS r
      WHERE ${some}${early}p->>'kind' = 'records' AND p->>'tableId' = ${table} AND (r->'after') ?| ${fields}
    UNION ALL SELECT s.record_id, s.seq, s.at, s.actor FROM ${stateTable(baseId, 'past_stamp')} s
      WHERE ${ofThem}s.field_id = ANY(${fields}) AND s.seq IS NOT NULL AND NOT s.back) l ORDER BY l.id, l.seq DESC`;
}
