import type { BaseModel, Caller, TableModel } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { tableName } from '../sql/identifiers';
import { publicRecordJson, rowJson } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';
import type { RecordForm } from './list-page';

export interface RecordRow extends GuardRow {
  /** JSON text of the record; null when the table has none of that id. */
  record: string | null;
}

/** One statement: permission, schema version and the record. */
export function readRecordStatement(
  base: BaseModel,
  table: TableModel,
  recordId: string,
  caller: Caller,
  form: RecordForm | { kind: 'row' },
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const json =
    form.kind === 'json'
      ? publicRecordJson(base, table.fields, statement, { alias: 't', byFieldId: form.byFieldId })
      : rowJson(base, table.fields, statement, 't');
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT ${json} FROM ${tableName(base.id, table.id)} t
      WHERE t.id = ${statement.bind(recordId)} AND ${GUARD_OK}) AS record FROM ${GUARD_FROM}`,
  );
}

/** One statement that finds which of the base's other tables holds the record. */
export function locateRecordStatement(base: BaseModel, recordId: string): Prepared {
  const statement = new Statement(base.id);
  const id = statement.bind(recordId);
  const probes = base.tables.map(
    (table) => `SELECT '${table.id}' AS "tableId" FROM ${tableName(base.id, table.id)} WHERE id = ${id}`,
  );
  return statement.finish(probes.join(' UNION ALL '));
}
