import { MAX_STRUCTURE_DIFFERENCES, type RawCell } from '@pyairtable/contracts';
import type { BaseModel, Caller } from '@pyairtable/core';
import { ANSWER_BYTES } from '../sql/answer-bytes';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';

type Cells = Record<string, RawCell>;

export interface ComparisonQuery {
  from: number;
  /** The later moment; null for the present one. */
  to: number | null;
  /** Only records behind this id. */
  after: string | null;
  limit: number;
}

export interface ComparedStructure {
  kind: 'table' | 'field' | 'view';
  id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface ComparedRecord {
  id: string;
  tableId: string;
  /** It was there at the earlier moment, and is at the later one. */
  wasThere: boolean;
  isThere: boolean;
  /**
   * Cells that the log changed between the moments, as they were and as they are; all that there were of one that was deleted.
   * Of fields whose cells were written anew, what was changed behind that alone.
   */
  before: Cells;
  after: Cells;
}

export interface ComparisonRow extends GuardRow {
  keptFrom: number;
  head: number;
  structure: ComparedStructure[];
  /** Fields whose cells were all written anew between the moments, by no entry that tells of each. */
  rewritten: string[];
  records: ComparedRecord[];
  /** The last of them, where there are more. */
  next: string | null;
}

/** Bytes of a page's entries as they are stored: it ends before the record that adds to these, or with the one whose cells reach those of an answer. */
const STORED_BYTES = 4 << 20;

/** Where a thing stands among others, and what only the store keeps of it. */
export const UNTOLD = ['position', 'stamped'];
const WITHOUT_UNTOLD = `ARRAY['${UNTOLD.join("', '")}']`;

/**
 * One statement: rows of structure that are other at a moment than at an earlier one, one more than are told, and the records
 * behind an id of which the log tells between the two, with their cells before and after; fewer than asked for where they are
 * large, or the entries that tell of them. Each entry is taken apart once.
 */
export function comparisonStatement(
  base: BaseModel,
  { from, to, after, limit }: ComparisonQuery,
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const [head, log, told, past] = [
    stateTable(base.id, 'head'),
    stateTable(base.id, 'change'),
    stateTable(base.id, 'record_change'),
    stateTable(base.id, 'past_structure'),
  ];
  statement.part(
    'between',
    `SELECT ${statement.bind(from)}::bigint AS since, coalesce(${statement.bind(to)}::bigint, h.seq) AS until, h.kept_from, h.seq
      FROM ${head} h WHERE h.one`,
    { materialized: true },
  );
  statement.part(
    'rewritten',
    `SELECT c.field_id AS id, max(c.seq) AS seq FROM ${stateTable(base.id, 'past_cells')} c, between b
      WHERE c.part < 0 AND c.seq > b.since AND c.seq <= b.until AND ${GUARD_OK} GROUP BY c.field_id`,
    { materialized: true },
  );
  for (const moment of ['since', 'until'])
    statement.part(
      `at_${moment}`,
      `SELECT p.kind, p.id, p.row FROM ${past} p, between b WHERE p.kind IN ('table', 'field', 'view')
        AND p.since <= b.${moment} AND (p.until IS NULL OR p.until > b.${moment}) AND ${GUARD_OK}`,
      { materialized: true },
    );
  statement.part(
    'structure',
    `SELECT kind, id, o.row AS before, n.row AS after FROM at_since o FULL JOIN at_until n USING (kind, id)
      WHERE o.row - ${WITHOUT_UNTOLD} IS DISTINCT FROM n.row - ${WITHOUT_UNTOLD} OR id IN (SELECT r.id FROM rewritten r)
      ORDER BY array_position(ARRAY['table', 'field', 'view'], kind), coalesce(n.row, o.row)->>'table_id', id
      LIMIT ${MAX_STRUCTURE_DIFFERENCES + 1}`,
  );
  const behind = after === null ? '' : ` AND r.record_id > ${statement.bind(after)}::text`;
  statement.part(
    'page',
    `SELECT DISTINCT r.record_id AS id, i.table_id FROM ${told} r JOIN ${stateTable(base.id, 'record_id')} i ON i.id = r.record_id
      WHERE r.seq > (SELECT b.since FROM between b) AND r.seq <= (SELECT b.until FROM between b)${behind} AND ${GUARD_OK}
        AND i.table_id IN (SELECT id FROM at_until WHERE kind = 'table') ORDER BY r.record_id LIMIT ${statement.bind(limit + 1)}`,
    { materialized: true },
  );
  statement.part(
    'entry',
    `SELECT c.seq, min(p.id) AS id, min(pg_column_size(c.changes)) AS size FROM page p JOIN ${told} r ON r.record_id = p.id
      JOIN ${log} c ON c.seq = r.seq, between b WHERE r.seq > b.since AND r.seq <= b.until GROUP BY c.seq`,
    { materialized: true },
  );
  // Ids in their order, up to the first for which more entries would be taken apart than a page has; each counts for the first id that it tells of.
  statement.part(
    'reached',
    `SELECT y.id FROM (SELECT x.id, x.at, bool_or(x.size > 0 AND x.stored >= ${STORED_BYTES}) OVER (ORDER BY x.id) AS behind
        FROM (SELECT p.id, row_number() OVER ids AS at, coalesce(e.size, 0) AS size, sum(coalesce(e.size, 0)) OVER ids - coalesce(e.size, 0) AS stored
          FROM page p LEFT JOIN (SELECT e.id, sum(e.size) AS size FROM entry e GROUP BY e.id) e USING (id) WINDOW ids AS (ORDER BY p.id)) x) y
      WHERE y.at <= ${statement.bind(limit)} AND NOT y.behind`,
    { materialized: true },
  );
  const said = (kind: string) => `(array_agg(r.record) FILTER (WHERE k.kind = '${kind}'))[1] AS ${kind}`;
  statement.part(
    'told',
    `SELECT r.record->>'id' COLLATE "C" AS id, c.seq, ${said('created')}, ${said('updated')}, ${said('deleted')}
      FROM entry e JOIN ${log} c ON c.seq = e.seq, jsonb_array_elements(c.changes) AS p(part),
        unnest(ARRAY['created', 'updated', 'deleted']) AS k(kind),
        jsonb_array_elements(CASE WHEN p.part->>'kind' = 'records' THEN p.part->k.kind END) AS r(record)
      WHERE e.id IN (SELECT id FROM reached) AND r.record->>'id' IN (SELECT id FROM reached) GROUP BY 1, 2`,
    { materialized: true },
  );
  statement.part(
    'fate',
    `SELECT t.id, (array_agg(t.created IS NULL ORDER BY t.seq))[1] AND EXISTS (SELECT FROM page p JOIN at_since s ON s.id = p.table_id
          WHERE p.id = t.id) AS was_there,
        (array_agg(t.deleted IS NULL ORDER BY t.seq DESC))[1] AS is_there,
        min(t.seq) FILTER (WHERE t.deleted IS NOT NULL) AS first_gone, max(t.seq) FILTER (WHERE t.created IS NOT NULL) AS last_made
      FROM told t GROUP BY t.id`,
    { materialized: true },
  );
  const cells = (name: string, of: string, when: string, order: 'ASC' | 'DESC') =>
    statement.part(
      name,
      `SELECT x.id, jsonb_object_agg(x.key, x.value) AS cells FROM (
          SELECT DISTINCT ON (t.id, k.key) t.id, k.key, k.value FROM told t JOIN fate f USING (id) CROSS JOIN jsonb_each(${of}) k(key, value)
          LEFT JOIN rewritten w ON w.id = k.key AND f.was_there AND f.is_there
          WHERE ${when} AND t.seq > coalesce(w.seq, 0) AND (NOT f.is_there OR k.key IN (SELECT id FROM at_until WHERE kind = 'field'))
          ORDER BY t.id, k.key, t.seq ${order}) x GROUP BY x.id`,
    );
  cells(
    'before',
    `coalesce(t.deleted->'before', t.updated->'before')`,
    'f.was_there AND t.seq <= coalesce(f.first_gone, t.seq)',
    'ASC',
  );
  cells(
    'after',
    `coalesce(t.created->'cells', '{}') || coalesce(t.updated->'after', '{}')`,
    'f.is_there AND t.seq >= coalesce(f.last_made, t.seq)',
    'DESC',
  );
  statement.part(
    'weighed',
    `SELECT f.id, f.was_there, f.is_there, coalesce(o.cells, '{}') AS before, coalesce(n.cells, '{}') AS after,
        sum(coalesce(octet_length(o.cells::text), 0) + coalesce(octet_length(n.cells::text), 0)) OVER (
          ORDER BY f.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS read
      FROM fate f LEFT JOIN before o ON o.id = f.id LEFT JOIN after n ON n.id = f.id`,
  );
  statement.part('shown', `SELECT * FROM weighed w WHERE coalesce(w.read, 0) < ${ANSWER_BYTES}`, {
    materialized: true,
  });
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, b.kept_from AS "keptFrom", b.seq AS head,
      (SELECT coalesce(json_agg(s), '[]') FROM structure s) AS structure,
      (SELECT coalesce(json_agg(r.id), '[]') FROM rewritten r) AS rewritten,
      (SELECT coalesce(json_agg(x ORDER BY x.id), '[]') FROM (
        SELECT w.id, p.table_id AS "tableId", w.was_there AS "wasThere", w.is_there AS "isThere", w.before, w.after
        FROM shown w JOIN page p ON p.id = w.id) x) AS records,
      (SELECT max(w.id) FROM shown w WHERE EXISTS (SELECT FROM page p WHERE p.id > (SELECT max(id) FROM shown))) AS next
    FROM ${GUARD_FROM}, between b`,
  );
}
