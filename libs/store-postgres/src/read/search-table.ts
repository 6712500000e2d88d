import {
  type BaseModel,
  type Caller,
  EVERYTHING,
  type FieldModel,
  fieldsWithin,
  reachOf,
  sightOf,
  type TableModel,
} from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK } from '../sql/guard';
import { titleText } from '../sql/record-columns';
import { rowsOf } from '../sql/row-choice';
import { RowCells } from '../sql/row-cells';
import { type Prepared, Statement } from '../sql/statement';
import { matchedFields, searchFilter, type TextSearch } from '../sql/text-search';

/** The fields of a table that a caller may search. */
export const searchedFields = (base: BaseModel, table: TableModel, caller: Caller): readonly FieldModel[] =>
  fieldsWithin(reachOf(caller, base, table), table.fields);

/** One statement that answers `[{recordId,title,fieldIds}]`: the oldest records of a table that show a text, one more than `limit`. */
export function searchTableStatement(
  base: BaseModel,
  { table, search, limit }: { table: TableModel; search: TextSearch; limit: number },
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const reach = reachOf(caller, base, table);
  const fields = searchedFields(base, table, caller);
  const rows = rowsOf({ base, table, reach, filter: searchFilter(fields, search) }, statement);
  statement.part(
    'found',
    `SELECT t.__id FROM ${rows.from} WHERE ${rows.where(GUARD_OK)} ORDER BY t.__id LIMIT ${statement.bind(limit + 1)}::int`,
    { materialized: true },
  );
  const row = new RowCells(base, 't', statement);
  const matched = matchedFields(row, fields, search);
  const title = titleText(base, table, 't', statement);
  const all = rowsOf({ base, table, reach: EVERYTHING }, statement);
  statement.part(
    'matches',
    `SELECT t.__id, t.id AS "recordId", ${title} AS title, ${matched} AS "fieldIds"
      FROM found f JOIN ${all.item} ON t.__id = f.__id${row.joins()}`,
    { materialized: true },
  );
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, coalesce((SELECT json_agg(json_build_object('recordId', m."recordId", 'title', m.title, 'fieldIds', m."fieldIds")
      ORDER BY m.__id) FROM matches m), '[]') AS matches FROM ${GUARD_FROM}`,
  );
}
