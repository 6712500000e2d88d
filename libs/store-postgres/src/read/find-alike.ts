import { type BaseModel, type Caller, reachOf, sightOf, type TableModel } from '@pyairtable/core';
import { soughtText } from '@pyairtable/field-types';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';
import { titled } from './search-titles';

export interface AlikeRow extends GuardRow {
  /** What was sought, and the one record whose title is that, case and accents aside. */
  alike: [sought: string, recordId: string, title: string][];
}

/** One statement that finds records of a table by titles that are `sought`, where no other has one that is the same but for case and accents. */
export function findAlikeStatement(
  base: BaseModel,
  table: TableModel,
  wanted: readonly string[],
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const rows = rowsOf({ base, table, reach: reachOf(caller, base, table) }, statement);
  const { from, title } = titled(base, table, rows.from, statement);
  // A text of plain ASCII is folded by its case alone, many times as soon.
  const folded = `CASE WHEN octet_length(${title}) = length(${title}) THEN lower(${title} COLLATE "C") ELSE ${soughtText(title)} END`;
  // Hashed: a list that is no constant would be compared with each row from its first entry on.
  const isWanted = `${folded} IN (SELECT unnest(${statement.bind(wanted)}::text[]))`;
  return statement.finish(`SELECT ${GUARD_COLUMNS}, (SELECT coalesce(json_agg(json_build_array(x.folded, x.id, x.title)), '[]') FROM (
      SELECT ${folded} AS folded, min(t.id) AS id, min(${title}) AS title FROM ${from}
      WHERE ${rows.where(isWanted, GUARD_OK)} GROUP BY 1 HAVING count(*) = 1) x) AS alike FROM ${GUARD_FROM}`);
}
