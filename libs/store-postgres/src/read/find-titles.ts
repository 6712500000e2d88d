import { type BaseModel, type Caller, reachOf, sightOf } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { jsonObject } from '../sql/json-object';
import { titleText } from '../sql/record-columns';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

export interface TitlesRow extends GuardRow {
  /** [title, record id] pairs by table id; the oldest record of a title only. */
  titles: Record<string, [title: string, recordId: string][]>;
}

/** One statement that finds records by their exact titles in several tables. */
export function findTitlesStatement(
  base: BaseModel,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
  caller: Caller,
  level: 'read' | 'edit' = 'edit',
): Prepared {
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level, schemaVersion: base.schemaVersion });
  const columns = [...wanted].map(([tableId, titles]) => {
    const table = base.table(tableId);
    const title = titleText(base, table, 't', statement);
    const rows = rowsOf({ base, table, reach: reachOf(caller, base, table) }, statement);
    // Hashed: a list that is no constant would be compared with each row from its first entry on.
    const sought = `${title} IN (SELECT unnest(${statement.bind([...titles])}::text[]))`;
    return `'${tableId}', (SELECT coalesce(json_agg(json_build_array(x.title, x.id)), '[]') FROM (
      SELECT DISTINCT ON (title) ${title} AS title, t.id FROM ${rows.from}
      WHERE ${rows.where(sought, GUARD_OK)} ORDER BY title, t.__id) x)`;
  });
  return statement.finish(`SELECT ${GUARD_COLUMNS}, ${jsonObject(columns)} AS titles FROM ${GUARD_FROM}`);
}
