import { appError } from '@pyairtable/contracts';
import type { BaseModel } from '@pyairtable/core';
import { addChangeEntry, entryColumn } from '../sql/change-entry';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
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
  seq: number | null;
  records: string | null;
}

/**
 * One statement that updates stored cells of existing records, all or none: permission and schema version, the rows
 * locked in creation order, before and after values, the log entry, the answer. Records are distinct; `order` may
 * repeat ids.
 */
export function updateRowsStatement(
  base: BaseModel,
  context: WriteContext,
  records: readonly RecordWrite[],
  order: readonly string[],
): Prepared {
  const { table, caller } = context;
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const rows = tableName(base.id, table.id);
  const ids = statement.bind(records.map(({ id }) => id));
  const count = statement.bind(records.length);
  const input = rowInput(table, records, statement);
  const present = input.uniform ? undefined : 'i.cells';
  const written = new Set(input.fields.map(({ id }) => id));
  const set = [...assignments(input), ...modifiedStamps(table, written, statement.bind(caller.userId))];
  const answer = context.answer
    ? publicRecordJson(base, table.fields, statement, { alias: 't', byFieldId: context.answer.byFieldId })
    : `''`;

  statement.part(
    'target',
    `SELECT t.__id FROM ${rows} t WHERE t.id = ANY(${ids}::text[]) AND ${GUARD_OK} ORDER BY t.__id FOR NO KEY UPDATE OF t`,
    { materialized: true },
  );
  statement.part(
    'changed',
    `UPDATE ${rows} t SET ${set.join(', ')} FROM target, ${input.from}
      WHERE t.__id = target.__id AND i.id = t.id AND (SELECT count(*) FROM target) = ${count}::int
      RETURNING t.__id, t.id, ${answer} AS record,
        ${loggedCells(base, input.fields, 'old', statement, present)} AS before,
        ${loggedCells(base, input.fields, 't', statement, present)} AS after`,
  );
  addChangeEntry(statement, {
    baseId: base.id,
    schemaVersion: base.schemaVersion,
    caller,
    opId: context.opId,
    when: `(SELECT count(*) FROM changed) = ${count}::int`,
    changes: `(SELECT '[{"kind":"records","tableId":"${table.id}","updated":[' || string_agg(
      '{"id":"' || changed.id || '","before":' || changed.before || ',"after":' || changed.after || '}', ',' ORDER BY changed.__id)
      || ']}]' FROM changed)`,
  });
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT count(*)::int FROM target) AS found, ${entryColumn('EXISTS (SELECT FROM changed)')},
      (SELECT string_agg(changed.record, ',' ORDER BY o.at)
        FROM unnest(${statement.bind(order)}::text[]) WITH ORDINALITY AS o(id, at) JOIN changed ON changed.id = o.id) AS records
      FROM ${GUARD_FROM}`,
  );
}

/** Throws MODEL_ID_NOT_FOUND unless every record of the request was there. */
export function requireFound(row: Pick<WriteRow, 'found'>, expected: number): void {
  if (row.found !== expected) throw appError('MODEL_ID_NOT_FOUND');
}
