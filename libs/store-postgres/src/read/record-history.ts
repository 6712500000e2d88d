import type { ChangeSource, RawCell } from '@pyairtable/contracts';
import type { BaseModel, Caller, TableModel } from '@pyairtable/core';
import { ANSWER_BYTES } from '../sql/answer-bytes';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { instantText } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';

type Cells = Record<string, RawCell>;

/** What one entry of the log says of a record. One that typecast made and a link then named is both made and changed. */
export interface ToldRow {
  seq: number;
  at: string;
  actor: string | null;
  actorName: string | null;
  source: ChangeSource;
  opId: string | null;
  created: { cells: Cells } | null;
  updated: { before: Cells; after: Cells } | null;
  deleted: { before: Cells } | null;
  /** There are entries of it from before. */
  isOlder: boolean;
}

export interface RecordHistoryRow extends GuardRow {
  /** Of the record, which may be deleted by now; null when the base never had it. */
  tableId: string | null;
  entries: ToldRow[];
  /** The number of the last of them, where there are more. */
  next: number | null;
}

export interface RecordHistoryQuery {
  table: TableModel;
  recordId: string;
  /** Only what was done to this field's cell. */
  fieldId?: string | undefined;
  /** Entries below this number; null: from the newest on. */
  before: number | null;
  limit: number;
}

/** One statement: what the log's entries say of a record, newest first, found by the record; fewer than asked for where they are large. */
export function recordHistoryStatement(
  base: BaseModel,
  { recordId, fieldId, before, limit }: RecordHistoryQuery,
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const record = `${statement.bind(recordId)}::text`;
  const vars = fieldId
    ? `jsonb_build_object('id', ${record}, 'field', ${statement.bind(fieldId)}::text)`
    : `jsonb_build_object('id', ${record})`;
  const told = (kind: string) =>
    `jsonb_path_query_first(c.changes, '$[*].${kind}[*] ? (@.id == $id)', ${vars}) AS ${kind}`;
  const ofField = fieldId
    ? ` AND jsonb_path_exists(c.changes,
        '$[*].*[*] ? (@.id == $id).* ? (@.type() == "object").keyvalue() ? (@.key == $field)', ${vars})`
    : '';
  const above = before === null ? '' : ` AND r.seq < ${statement.bind(before)}::bigint`;
  const ofRecords = stateTable(base.id, 'record_change');
  statement.part(
    'told',
    `SELECT c.seq, ${instantText('c.at', 'MS')} AS at, c.actor, p.name AS "actorName", c.source, c.op_id AS "opId",
        ${told('created')}, ${told('updated')}, ${told('deleted')},
        EXISTS (SELECT FROM ${ofRecords} o WHERE o.record_id = r.record_id AND o.seq < r.seq) AS "isOlder"
      FROM ${ofRecords} r JOIN ${stateTable(base.id, 'change')} c ON c.seq = r.seq
      LEFT JOIN api.person p ON p.id = c.actor
      WHERE r.record_id = ${record} AND ${GUARD_OK}${above}${ofField}
      ORDER BY r.seq DESC LIMIT ${statement.bind(limit + 1)}`,
    { materialized: true },
  );
  const size = ['created', 'updated', 'deleted']
    .map((kind) => `coalesce(octet_length(t.${kind}::text), 0)`)
    .join(' + ');
  statement.part(
    'shown',
    `SELECT w.* FROM (SELECT t.*, row_number() OVER newest AS place, sum(${size}) OVER newest - (${size}) AS read
        FROM told t WINDOW newest AS (ORDER BY t.seq DESC)) w
      WHERE w.place <= ${statement.bind(limit)} AND w.read < ${ANSWER_BYTES}`,
    { materialized: true },
  );
  return statement.finish(
    `SELECT ${GUARD_COLUMNS},
      (SELECT i.table_id FROM ${stateTable(base.id, 'record_id')} i WHERE i.id = ${record} AND ${GUARD_OK}) AS "tableId",
      (SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]') FROM (
        SELECT s.seq, s.at, s.actor, s."actorName", s.source, s."opId", s.created, s.updated, s.deleted,
          s."isOlder" FROM shown s) x) AS entries,
      (SELECT min(s.seq) FROM shown s WHERE (SELECT count(*) FROM told) > (SELECT count(*) FROM shown)) AS next
    FROM ${GUARD_FROM}`,
  );
}
