import {
  type BaseModel,
  type Caller,
  fieldsWithin,
  reachOf,
  type TableModel,
  sightOf,
} from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, type GuardRow } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { publicRecordJson, rowJson } from '../sql/record-columns';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';
import type { RecordForm } from './list-page';

/** How a single record is written: as the public API shows it, or as a row of a window. */
export type SingleForm = RecordForm | { kind: 'row' };

/** A record of those asked for, null when it is not there; without any, a row of nulls carries what the guard says. */
export interface RecordRow extends GuardRow {
  id: string | null;
  /** JSON text. */
  record: string | null;
}

/**
 * One statement: permission, schema version, and those of the records that the table has. It answers no row for a base
 * that the caller's credential does not reach.
 */
export function readRecordsStatement(
  base: BaseModel,
  table: TableModel,
  recordIds: readonly string[],
  caller: Caller,
  form: SingleForm,
): Prepared {
  const statement = new Statement(base.id, sightOf(caller));
  const needs = { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion } as const;
  addGuard(statement, caller, needs, { readOnce: true });
  const reach = reachOf(caller, base, table);
  const fields = fieldsWithin(reach, table.fields);
  const json =
    form.kind === 'json'
      ? publicRecordJson(base, fields, statement, { alias: 't', byFieldId: form.byFieldId })
      : rowJson(base, fields, statement, 't');
  const rows = rowsOf({ base, table, reach }, statement);
  const found =
    recordIds.length === 1
      ? `${rows.item} ON ${rows.where('guard.ok', `t.id = ${statement.bind(recordIds[0])}`)}`
      : `(unnest(${statement.bind(recordIds)}::text[]) AS wanted(id) JOIN ${rows.item} USING (id)) ON ${rows.where('guard.ok')}`;
  return statement.finish(`SELECT ${GUARD_COLUMNS}, t.id, ${json} AS record FROM guard LEFT JOIN ${found}`);
}

/** The same statement for other records, one for one or several for several: their ids are its last parameter. */
export const withRecordIds = ({ text, parameters }: Prepared, recordIds: readonly string[]): Prepared => ({
  text,
  parameters: [...parameters.slice(0, -1), recordIds.length === 1 ? recordIds[0] : recordIds],
});

/** One statement that finds the table of the base that has, or had, the record. */
export const locateRecordStatement = (base: BaseModel, recordId: string): Prepared => ({
  text: `SELECT table_id AS "tableId" FROM ${stateTable(base.id, 'record_id')} WHERE id = $1`,
  parameters: [recordId],
});
