import { type BaseModel, type Caller, type ListQuery, reachOf, sightOf } from '@pyairtable/core';
import { soughtText } from '@pyairtable/field-types';
import { formulaFilter } from '../sql/formula-filter';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK } from '../sql/guard';
import { titleText } from '../sql/record-columns';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

export interface TitleSearch extends Pick<ListQuery, 'table' | 'filters' | 'sort'> {
  text: string;
  limit: number;
}

/**
 * One statement that answers `{"records":[{id,title}]}`: of the records that the filters keep those whose title contains
 * the text, case and accents aside, in the order of the sort, else oldest first.
 */
export function searchTitlesStatement(
  base: BaseModel,
  { table, filters, sort, text, limit }: TitleSearch,
  caller: Caller,
): Prepared {
  // Rows stand as the same caller reads them.
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const title = titleText(base, table, 't', statement);
  const wanted = `${statement.bind(text)}::text`;
  const sought = `(${wanted} = '' OR strpos(${soughtText(title)}, ${soughtText(wanted)}) > 0)`;
  const filter = formulaFilter(base, filters);
  const rows = rowsOf({ base, table, reach: reachOf(caller, base, table), filter, sort }, statement);
  statement.part(
    'found',
    `SELECT t.id, ${title} AS title FROM ${rows.from}
      WHERE ${rows.where(GUARD_OK, sought)}
      ORDER BY ${rows.orderBy} LIMIT ${statement.bind(limit)}::int`,
    { materialized: true },
  );
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT '{"records":[' || coalesce(string_agg(
      '{"id":"' || f.id || '","title":' || to_json(f.title)::text || '}', ','), '') || ']}' FROM found f) AS answer FROM ${GUARD_FROM}`,
  );
}
