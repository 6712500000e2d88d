import {
  type BaseModel,
  type Caller,
  type FieldModel,
  reachOf,
  type RecordWrite,
  type TableModel,
} from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { columnName } from '../sql/identifiers';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';
import { inputCell, rowInput } from '../sql/row-input';

export interface MatchRow extends GuardRow {
  /** Up to two record ids for each input record, by its position. */
  matches: [position: number, recordId: string][];
}

/** One statement that finds the records that equal the given ones in all merge fields; an empty cell equals nothing. */
export function matchRecordsStatement(
  base: BaseModel,
  table: TableModel,
  records: readonly RecordWrite[],
  mergeOn: readonly FieldModel[],
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const input = rowInput(table, records, statement, 'ord');
  const equal = mergeOn.map((field) => `t.${columnName(field.id)} = ${inputCell(field)}`);
  const rows = rowsOf({ base, table, reach: reachOf(caller, base, table) }, statement);
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT coalesce(json_agg(json_build_array(i.ord, m.id) ORDER BY i.ord), '[]')
      FROM ${input.from} CROSS JOIN LATERAL (SELECT t.id FROM ${rows.from}
        WHERE ${rows.where(...equal, GUARD_OK)} ORDER BY t.__id LIMIT 2) m) AS matches FROM ${GUARD_FROM}`,
  );
}
