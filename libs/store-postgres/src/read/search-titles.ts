import {
  type BaseModel,
  type Caller,
  type ListQuery,
  reachOf,
  sightOf,
  type TableModel,
} from '@pyairtable/core';
import { fieldType, sought } from '@pyairtable/field-types';
import { formulaFilter } from '../sql/formula-filter';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK } from '../sql/guard';
import { soughtIn } from '../sql/sought-in';
import { titleText } from '../sql/record-columns';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

export interface TitleSearch extends Pick<ListQuery, 'table' | 'filters' | 'sort'> {
  text: string;
  limit: number;
}

/**
 * One statement that answers `{"records":[{id,title}]}`: of the records that the filters keep those whose title contains
 * the text, case and accents aside. First come those whose title is the text, then those whose title begins with it; among
 * equals in the order of the sort, else oldest first.
 */
export function searchTitlesStatement(
  base: BaseModel,
  { table, filters, sort, text, limit }: TitleSearch,
  caller: Caller,
): Prepared {
  // Rows stand as the same caller reads them.
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const filter = formulaFilter(base, filters);
  const rows = rowsOf({ base, table, reach: reachOf(caller, base, table), filter, sort }, statement);
  const { from, title } = titled(base, table, rows.from, statement);
  const most = `LIMIT ${statement.bind(limit)}::int`;
  const chosen = (...conditions: string[]) =>
    `SELECT t.id, ${title} AS title FROM ${from} WHERE ${rows.where(GUARD_OK, ...conditions)}
      ORDER BY ${rows.orderBy} ${most}`;
  const wanted = sought(text);
  if (wanted === '') statement.part('found', chosen(), { materialized: true });
  else {
    const { is, begins, has } = soughtIn(title, wanted, statement);
    const ranked = [chosen(is), chosen(begins, `NOT ${is}`), chosen(has, `NOT ${begins}`)];
    // Each is asked only where those before it are not enough, in the order of the rows and no further than it has to.
    const all = `SELECT * FROM (${ranked.map((one) => `(${one})`).join(' UNION ALL ')}) ranked ${most}`;
    statement.part('found', all, { materialized: true });
  }
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT '{"records":[' || coalesce(string_agg(
      '{"id":"' || f.id || '","title":' || to_json(f.title)::text || '}', ','), '') || ']}' FROM found f) AS answer FROM ${GUARD_FROM}`,
  );
}

/** Rows with the text of their titles, which is made once for each. */
export function titled(base: BaseModel, table: TableModel, from: string, statement: Statement) {
  const title = titleText(base, table, 't', statement);
  const isStored = !table.primaryField.computed && fieldType(table.primaryField.type).family === 'text';
  return isStored
    ? { from, title }
    : { from: `${from} CROSS JOIN LATERAL (SELECT ${title} AS title OFFSET 0) s`, title: 's.title' };
}
