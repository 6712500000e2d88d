import { type BaseModel, type Caller, reachOf, type TableModel } from '@pyairtable/core';
import { soughtText } from '@pyairtable/field-types';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK } from '../sql/guard';
import { titleText } from '../sql/record-columns';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

/** One statement that answers `{"records":[{id,title}]}`: records whose title contains the text, case and accents aside, oldest first. */
export function searchTitlesStatement(
  base: BaseModel,
  table: TableModel,
  text: string,
  limit: number,
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const title = titleText(base, table, 't', statement);
  const wanted = `${statement.bind(text)}::text`;
  const sought = `(${wanted} = '' OR strpos(${soughtText(title)}, ${soughtText(wanted)}) > 0)`;
  const rows = rowsOf({ base, table, reach: reachOf(caller, base, table) }, statement);
  statement.part(
    'found',
    `SELECT t.id, ${title} AS title FROM ${rows.from}
      WHERE ${rows.where(GUARD_OK, sought)}
      ORDER BY t.__id LIMIT ${statement.bind(limit)}::int`,
    { materialized: true },
  );
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT '{"records":[' || coalesce(string_agg(
      '{"id":"' || f.id || '","title":' || to_json(f.title)::text || '}', ','), '') || ']}' FROM found f) AS answer FROM ${GUARD_FROM}`,
  );
}
