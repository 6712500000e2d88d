import {
  type BaseModel,
  type Caller,
  type Cells,
  type FieldModel,
  reachOf,
  type TableModel,
} from '@pyairtable/core';
import { loggedCells } from '../sql/entry-json';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

export interface CellsRow extends GuardRow {
  /** Raw cells by record id; records that are not there are absent. */
  cells: Record<string, Cells>;
}

/** One statement that reads some cells of records, for a write that keeps parts of them. */
export function findCellsStatement(
  base: BaseModel,
  table: TableModel,
  recordIds: readonly string[],
  fields: readonly FieldModel[],
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const cells = loggedCells(base, fields, 't', statement);
  const rows = rowsOf({ base, table, reach: reachOf(caller, base, table) }, statement);
  const named = `t.id = ANY(${statement.bind(recordIds)}::text[])`;
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT coalesce(json_object_agg(t.id, (${cells})::json), '{}') FROM ${rows.from}
      WHERE ${rows.where(named, GUARD_OK)}) AS cells FROM ${GUARD_FROM}`,
  );
}
