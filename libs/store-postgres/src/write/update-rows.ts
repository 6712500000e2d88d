import type { BaseModel } from '@pyairtable/core';
import { addChangeEntries, addChangeEntry, entryColumn } from '../sql/change-entry';
import { addWriteGuard, GUARD_FROM, type GuardRow, HEAD_HELD, WRITE_GUARD_COLUMNS } from '../sql/guard';
import { tableName } from '../sql/identifiers';
import { publicRecordJson } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';
import { loggedCells } from './logged-cells';
import { modifiedStamps } from './modified-stamps';
import { assignments, type RecordWrite, rowInput } from './row-input';
import type { WriteContext } from './write-request';

export interface WriteRow extends GuardRow {
  /** Records found and locked. */
  found: number;
  /** False when a client-made id is in use in another table; absent where none is made. */
  idsFree?: boolean;
  seq: number | null;
  records: string | null;
}

/** Stored cells of existing records to write, all or none. */
export interface UpdateRequest {
  /** Distinct. */
  records: readonly RecordWrite[];
  /** Ids of the records to answer with; may repeat. */
  order: readonly string[];
  opId?: string | undefined;
}

/** What updates must have in common to be one statement. */
export type SharedContext = Omit<WriteContext, 'opId'>;

/**
 * One statement that carries out updates of one caller, all or none of them: permission and schema version, the rows
 * locked in creation order, before and after values, a log entry and a WriteRow for each request. No record may be in
 * two requests. Unless all records are found, the one row answered says how many were.
 */
export function updateRowsStatement(
  base: BaseModel,
  context: SharedContext,
  requests: readonly UpdateRequest[],
): Prepared {
  const { table, caller } = context;
  const statement = new Statement(base.id);
  addWriteGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const rows = tableName(base.id, table.id);
  const records = requests.flatMap((request, at) =>
    request.records.map((record) => ({ ...record, request: at + 1 })),
  );
  const ids = statement.bind(records.map(({ id }) => id));
  const count = statement.bind(records.length);
  const input = rowInput(table, records, statement);
  const present = input.uniform ? undefined : 'i.cells';
  const written = new Set(input.fields.map(({ id }) => id));
  const stamps = modifiedStamps(table, written, { user: statement.bind(caller.userId), present });
  const answer = context.answer
    ? publicRecordJson(base, table.fields, statement, { alias: 't', byFieldId: context.answer.byFieldId })
    : `''`;

  statement.part(
    'target',
    `SELECT t.__id FROM ${rows} t WHERE t.id = ANY(${ids}::text[]) AND ${HEAD_HELD} ORDER BY t.__id FOR NO KEY UPDATE OF t`,
    { materialized: true },
  );
  statement.part(
    'changed',
    `UPDATE ${rows} t SET ${[...assignments(input), ...stamps].join(', ')} FROM target, ${input.from}
      WHERE t.__id = target.__id AND i.id = t.id AND (SELECT count(*) FROM target) = ${count}::int
      RETURNING t.__id, t.id, i.request, ${answer} AS record,
        ${loggedCells(base, input.fields, 'old', statement, present)} AS before,
        ${loggedCells(base, input.fields, 't', statement, present)} AS after`,
  );
  const shared = {
    baseId: base.id,
    schemaVersion: base.schemaVersion,
    caller,
    when: `(SELECT count(*) FROM changed) = ${count}::int`,
  };
  const changes = `'[{"kind":"records","tableId":"${table.id}","updated":[' || string_agg(
      '{"id":"' || changed.id || '","before":' || changed.before || ',"after":' || changed.after || '}', ',' ORDER BY changed.__id)
      || ']}]'`;
  const [only] = requests;
  const found = `${WRITE_GUARD_COLUMNS}, (SELECT count(*)::int FROM target) AS found`;
  const anyChanged = 'EXISTS (SELECT FROM changed)';
  // A lone request is the usual one, and need not be told apart from others.
  if (only && requests.length === 1) {
    addChangeEntry(statement, { ...shared, opId: only.opId, changes: `(SELECT ${changes} FROM changed)` });
    return statement.finish(
      `SELECT ${found}, ${entryColumn(anyChanged)}, (SELECT string_agg(changed.record, ',' ORDER BY o.at)
          FROM unnest(${statement.bind(only.order)}::text[]) WITH ORDINALITY AS o(id, at) JOIN changed ON changed.id = o.id) AS records
        FROM ${GUARD_FROM}`,
    );
  }
  const ops = statement.bind(requests.map(({ opId }) => opId ?? null));
  addChangeEntries(statement, {
    ...shared,
    count: `${statement.bind(requests.length)}::int`,
    entries: `(SELECT request AS at, (${ops}::text[])[request] AS op_id, ${changes} AS changes FROM changed GROUP BY request) e`,
  });
  const order = statement.bind(requests.flatMap((request) => request.order));
  const orderOf = statement.bind(requests.flatMap((request, at) => request.order.map(() => at + 1)));
  return statement.finish(
    `SELECT ${found}, ${entryColumn(anyChanged, '(SELECT before FROM numbered) + answer.request')}, answer.records
      FROM ${GUARD_FROM} LEFT JOIN (
        SELECT o.request, string_agg(changed.record, ',' ORDER BY o.at) AS records
        FROM unnest(${order}::text[], ${orderOf}::int[]) WITH ORDINALITY AS o(id, request, at)
        JOIN changed ON changed.id = o.id GROUP BY o.request) answer ON true
      ORDER BY answer.request`,
  );
}
