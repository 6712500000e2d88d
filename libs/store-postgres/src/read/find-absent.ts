import { type BaseModel, type Caller, reachOf, type TableModel } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

export interface AbsentRow extends GuardRow {
  /** The first of the records, in the order given, that the table does not have. */
  absent: string | null;
}

/** One statement that tells which of the records a write names is not there. */
export function findAbsentStatement(
  base: BaseModel,
  table: TableModel,
  recordIds: readonly string[],
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const rows = rowsOf({ base, table, reach: reachOf(caller, base, table) }, statement);
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT w.id FROM unnest(${statement.bind(recordIds)}::text[]) WITH ORDINALITY AS w(id, at)
        WHERE ${GUARD_OK} AND NOT EXISTS (SELECT FROM ${rows.from} WHERE ${rows.where('t.id = w.id')})
        ORDER BY w.at LIMIT 1) AS absent FROM ${GUARD_FROM}`,
  );
}
