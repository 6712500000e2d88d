import type { RawCell, TrashKind } from '@pyairtable/contracts';
import type { BaseModel, Caller } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { instantText } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';

export interface TrashRow {
  seq: number;
  kind: TrashKind;
  tableId: string;
  /** null for records. */
  name: string | null;
  /** Cells of the first record. */
  first: Record<string, RawCell> | null;
  records: number | null;
  at: string;
  actor: string | null;
  actorName: string | null;
}

export interface TrashPageRow extends GuardRow {
  items: TrashRow[];
}

export interface TrashQuery {
  /** Items below this number; null: from the newest on. */
  before: number | null;
  limit: number;
  /** Records that were deleted longer ago are told no more. */
  days: number;
}

const DELETED = `'$[*].deleted'`;

/** The lists of deleted records in an entry `c`, all of one table. */
const deletedPart = `jsonb_path_query_first(c.changes, '$[*] ? (exists(@.deleted))')`;

/**
 * One statement: what the base's trash holds, newest first. Records are found in the log by the entries that deleted them,
 * as long as no later one tells of them: those that came back are left out, and those that whoever made them took back.
 */
export function trashPageStatement(
  base: BaseModel,
  { before, limit, days }: TrashQuery,
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const most = statement.bind(limit);
  const below = (column: string) =>
    before === null ? '' : ` AND ${column} < ${statement.bind(before)}::bigint`;
  statement.part(
    'structure',
    `SELECT t.seq, t.kind, t.table_id, t.name, NULL::jsonb AS first, (t.kept->'tables'->0->>'record_count')::bigint AS records,
        t.at, t.actor
      FROM ${stateTable(base.id, 'trash')} t WHERE ${GUARD_OK}${below('t.seq')} ORDER BY t.seq DESC LIMIT ${most}`,
  );
  statement.part(
    'records',
    `SELECT c.seq, 'records' AS kind, d.part->>'tableId' AS table_id, NULL AS name, d.part->'deleted'->0->'before' AS first,
        n.records, c.at, c.actor
      FROM ${stateTable(base.id, 'change')} c, LATERAL (SELECT ${deletedPart} AS part) d,
        LATERAL (SELECT count(*) AS records FROM jsonb_path_query(d.part, '$.deleted[*].id') AS i
          WHERE NOT EXISTS (SELECT FROM ${stateTable(base.id, 'record_change')} r WHERE r.record_id = i #>> '{}' AND r.seq > c.seq)) n
      WHERE c.changes @? ${DELETED} AND NOT d.part ? 'undone' AND ${GUARD_OK} AND n.records > 0 AND c.at > now() - make_interval(days => ${statement.bind(days)}::int)
        AND EXISTS (SELECT FROM ${stateTable(base.id, 'table')} t WHERE t.id = d.part->>'tableId')${below('c.seq')}
      ORDER BY c.seq DESC LIMIT ${most}`,
  );
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]') FROM (
        SELECT i.seq, i.kind, i.table_id AS "tableId", i.name, i.first, i.records, ${instantText('i.at', 'MS')} AS at,
          i.actor, p.name AS "actorName"
        FROM (SELECT * FROM structure UNION ALL SELECT * FROM records) i LEFT JOIN api.person p ON p.id = i.actor
        ORDER BY i.seq DESC LIMIT ${most}) x) AS items
    FROM ${GUARD_FROM}`,
  );
}

export interface TrashItemRow extends GuardRow {
  /** null when the entry deleted nothing of the structure, or that came back. */
  kind: Exclude<TrashKind, 'records'> | null;
  tableId: string | null;
}

/** One statement: what of the structure an entry deleted. */
export function trashItemStatement(base: BaseModel, seq: number, caller: Caller): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, t.kind, coalesce(t.table_id, ${deletedPart}->>'tableId') AS "tableId"
      FROM ${GUARD_FROM} LEFT JOIN ${stateTable(base.id, 'change')} c ON c.seq = ${statement.bind(seq)} AND ${GUARD_OK}
      LEFT JOIN ${stateTable(base.id, 'trash')} t ON t.seq = c.seq`,
  );
}
