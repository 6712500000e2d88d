import {
  type BaseModel,
  type Caller,
  EVERYTHING,
  type FieldModel,
  fieldsWithin,
  reachOf,
  sightOf,
} from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK } from '../sql/guard';
import { isNarrowed, type RowScope, rowsOf } from '../sql/row-choice';
import { RowCells } from '../sql/row-cells';
import { type Prepared, Statement } from '../sql/statement';
import { matchedFields, searchFilter, type TextSearch } from '../sql/text-search';
import { rowsInOrder } from './order/row-order';

export interface ViewSearch extends Pick<RowScope, 'table' | 'filter' | 'sort'> {
  /** Those that are searched. */
  fields: readonly FieldModel[];
  search: TextSearch;
  /** Index of the row behind which matches are listed; null: from the first. */
  after: number | null;
  /** Rows that are listed. */
  limit: number;
}

/** More than a view has rows. */
const ALL = '1000000000';

/** One statement that answers a ViewMatches: the rows of a view that show a text, with their places in it. */
export function searchViewStatement(base: BaseModel, query: ViewSearch, caller: Caller): Prepared {
  const { table, filter, sort, search } = query;
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const reach = reachOf(caller, base, table);
  const scope = { base, table, reach, filter, sort };
  const found = { ...query, fields: fieldsWithin(reach, query.fields) };
  const inOrder = isNarrowed(scope) || (sort ?? []).length > 0;
  if (inOrder) addInOrder(scope, found, statement);
  else addByCreation(scope, found, statement);
  const row = new RowCells(base, 't', statement);
  const matched = matchedFields(row, found.fields, search);
  const all = rowsOf({ base, table, reach: EVERYTHING }, statement);
  statement.part(
    'matches',
    `SELECT m.index, t.id, ${matched} AS fields
      FROM placed m JOIN ${all.item} ON t.__id = m.__id${row.joins()}`,
    { materialized: true },
  );
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, '{"seq":' || guard.seq || ',"schemaVersion":' || guard.schema_version || ',"total":'
      || (SELECT count(*) FROM found) || ',"matches":[' || coalesce((SELECT string_agg('{"index":' || m.index || ',"recordId":"' || m.id
        || '","fieldIds":' || array_to_json(m.fields)::text || '}', ',' ORDER BY m.index) FROM matches m), '') || ']}' AS answer
    FROM ${GUARD_FROM}`,
  );
}

/** Adds `found` and `placed`, of a view whose order is to be known to tell places. */
function addInOrder(scope: RowScope, { fields, search, after, limit }: ViewSearch, statement: Statement) {
  rowsInOrder(scope, '0', ALL, statement);
  const { base, table } = scope;
  // Who is in the order was judged there.
  const rows = rowsOf({ base, table, reach: EVERYTHING, filter: searchFilter(fields, search) }, statement);
  const among = isNarrowed(scope) ? `rows_in_order k JOIN ${rows.item} ON t.__id = k.__id` : rows.from;
  statement.part('hit', `SELECT t.__id FROM ${among} WHERE ${rows.where(GUARD_OK)}`, { materialized: true });
  statement.part(
    'found',
    'SELECT k.__id, k.at - 1 AS index FROM hit JOIN rows_in_order k ON k.__id = hit.__id',
    { materialized: true },
  );
  const behind = after === null ? '' : ` WHERE f.index > ${statement.bind(after)}::bigint`;
  statement.part(
    'placed',
    `SELECT f.__id, f.index FROM found f${behind} ORDER BY f.index LIMIT ${statement.bind(limit)}::int`,
    { materialized: true },
  );
}

/** The same of all rows as they were made: those between two matches are counted along the primary key. */
function addByCreation(scope: RowScope, { fields, search, after, limit }: ViewSearch, statement: Statement) {
  const rows = rowsOf({ ...scope, filter: searchFilter(fields, search) }, statement);
  statement.part('found', `SELECT t.__id FROM ${rows.from} WHERE ${rows.where(GUARD_OK)}`, {
    materialized: true,
  });
  const all = rowsOf(scope, statement);
  const behind =
    after === null
      ? ''
      : ` WHERE f.__id > (SELECT t.__id FROM ${all.from} ORDER BY t.__id OFFSET ${statement.bind(after)}::bigint LIMIT 1)`;
  statement.part(
    'placed',
    `SELECT p.__id, sum(c.rows) OVER (ORDER BY p.__id) - 1 AS index FROM (
        SELECT f.__id, lag(f.__id, 1, -1::bigint) OVER (ORDER BY f.__id) AS last FROM found f${behind}
          ORDER BY f.__id LIMIT ${statement.bind(limit)}::int) p
      CROSS JOIN LATERAL (SELECT count(*) AS rows FROM ${all.from} WHERE t.__id > p.last AND t.__id <= p.__id) c`,
    { materialized: true },
  );
}
