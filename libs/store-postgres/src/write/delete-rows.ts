import type { BaseModel } from '@pyairtable/core';
import { addChangeEntry, entryColumn } from '../sql/change-entry';
import { addWriteGuard, GUARD_FROM, HEAD_HELD, WRITE_GUARD_COLUMNS } from '../sql/guard';
import { tableName } from '../sql/identifiers';
import { instantText } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';
import { loggedCells, storedFields } from './logged-cells';
import type { WriteContext } from './write-request';

/**
 * One statement that deletes distinct records of a table without links, all or none. The entry keeps what restoring
 * needs: every stored cell, the creation number, time and author.
 */
export function deleteRowsStatement(
  base: BaseModel,
  context: WriteContext,
  recordIds: readonly string[],
): Prepared {
  const { table, caller } = context;
  const statement = new Statement(base.id);
  addWriteGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const rows = tableName(base.id, table.id);
  const count = statement.bind(recordIds.length);
  statement.part(
    'target',
    `SELECT t.__id FROM ${rows} t WHERE t.id = ANY(${statement.bind(recordIds)}::text[]) AND ${HEAD_HELD} ORDER BY t.__id FOR UPDATE OF t`,
    { materialized: true },
  );
  statement.part(
    'gone',
    `DELETE FROM ${rows} t USING target WHERE t.__id = target.__id AND (SELECT count(*) FROM target) = ${count}::int
      RETURNING t.__id, t.id, t.created_at, t.created_by, ${loggedCells(base, storedFields(table.fields), 't', statement)} AS before`,
  );
  statement.part(
    'counter',
    `UPDATE api.table_counter c SET record_count = c.record_count - ${count}::int
      WHERE c.table_id = ${statement.bind(table.id)} AND EXISTS (SELECT FROM gone) RETURNING 1`,
  );
  addChangeEntry(statement, {
    baseId: base.id,
    schemaVersion: base.schemaVersion,
    caller,
    opId: context.opId,
    when: `(SELECT count(*) FROM gone) = ${count}::int AND EXISTS (SELECT FROM counter)`,
    changes: `(SELECT '[{"kind":"records","tableId":"${table.id}","deleted":[' || string_agg(
      '{"id":"' || gone.id || '","n":' || gone.__id || ',"createdTime":"' || ${instantText('gone.created_at', 'MS')}
      || '","createdBy":' || coalesce(to_json(gone.created_by)::text, 'null') || ',"before":' || gone.before || '}', ',' ORDER BY gone.__id)
      || ']}]' FROM gone)`,
  });
  return statement.finish(
    `SELECT ${WRITE_GUARD_COLUMNS}, (SELECT count(*)::int FROM target) AS found, ${entryColumn('EXISTS (SELECT FROM gone)')},
      NULL AS records FROM ${GUARD_FROM}`,
  );
}
