import type { BaseModel, Caller, TableModel } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { tableName } from '../sql/identifiers';
import { publicRecordJson, rowJson } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';
import type { RecordForm } from './list-page';

/** How a single record is written: as the public API shows it, or as a row of a window. */
export type SingleForm = RecordForm | { kind: 'row' };

/** A record of those asked for, null when it is not there; without any, one row of nulls carries the guard. */
export interface RecordRow extends GuardRow {
  id: string | null;
  /** JSON text. */
  record: string | null;
}

/**
 * One statement: permission, schema version, and those of the records that the table has. A lone record, the usual
 * request, is an expression of its own: a join for it would cost a quarter of the statement.
 */
export function readRecordsStatement(
  base: BaseModel,
  table: TableModel,
  recordIds: readonly string[],
  caller: Caller,
  form: SingleForm,
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const rows = tableName(base.id, table.id);
  const json =
    form.kind === 'json'
      ? publicRecordJson(base, table.fields, statement, { alias: 't', byFieldId: form.byFieldId })
      : rowJson(base, table.fields, statement, 't');
  if (recordIds.length === 1) {
    const id = `${statement.bind(recordIds[0])}::text`;
    return statement.finish(
      `SELECT ${GUARD_COLUMNS}, ${id} AS id, (SELECT ${json} FROM ${rows} t WHERE t.id = ${id} AND ${GUARD_OK}) AS record
        FROM ${GUARD_FROM}`,
    );
  }
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, found.* FROM ${GUARD_FROM} LEFT JOIN LATERAL (
      SELECT t.id, ${json} AS record FROM unnest(${statement.bind(recordIds)}::text[]) AS wanted(id)
      JOIN ${rows} t ON t.id = wanted.id WHERE guard.ok) found ON true`,
  );
}

/** The same statement for other records, one for one or several for several: their ids are its last parameter. */
export const withRecordIds = ({ text, parameters }: Prepared, recordIds: readonly string[]): Prepared => ({
  text,
  parameters: [...parameters.slice(0, -1), recordIds.length === 1 ? recordIds[0] : recordIds],
});

/** One statement that finds which of the base's other tables holds the record. */
export function locateRecordStatement(base: BaseModel, recordId: string): Prepared {
  const statement = new Statement(base.id);
  const id = statement.bind(recordId);
  const probes = base.tables.map(
    (table) => `SELECT '${table.id}' AS "tableId" FROM ${tableName(base.id, table.id)} WHERE id = ${id}`,
  );
  return statement.finish(probes.join(' UNION ALL '));
}
