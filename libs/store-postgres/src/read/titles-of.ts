import {
  type BaseModel,
  type Caller,
  EVERYTHING,
  type Reach,
  reachOf,
  type TableModel,
} from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { titleText } from '../sql/record-columns';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

type Named = ReadonlyMap<string, ReadonlySet<string>>;

export interface NamedRow extends GuardRow {
  /** By record id. */
  titles: Record<string, string>;
}

/** SQL of `id` and `title` of records by their tables; those that are gone are left out. */
function titlesOf(
  base: BaseModel,
  ids: Named,
  statement: Statement,
  reach: (table: TableModel) => Reach,
  onlyIf: string[] = [],
): string {
  // In the order of the tables, whatever named them first: so that equal questions are equal text.
  const place = new Map(base.tables.map(({ id }, at) => [id, at]));
  const named = [...ids].sort(([a], [b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  const selects = named.map(([tableId, records]) => {
    const table = base.table(tableId);
    const title = titleText(base, table, 't', statement);
    const rows = rowsOf({ base, table, reach: reach(table) }, statement);
    const chosen = `t.id = ANY(${statement.bind([...records])}::text[])`;
    return `SELECT t.id, ${title} AS title FROM ${rows.from} WHERE ${rows.where(chosen, ...onlyIf)}`;
  });
  return selects.join(' UNION ALL ');
}

/** One statement that answers `id` and `title` of records by their tables; those that are gone are left out. */
export function titlesOfStatement(base: BaseModel, ids: Named): Prepared {
  const statement = new Statement(base.id);
  return statement.finish(titlesOf(base, ids, statement, () => EVERYTHING));
}

/** The same for a write, of records that its caller may read. */
export function titlesForWriteStatement(base: BaseModel, ids: Named, caller: Caller): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const titles = titlesOf(base, ids, statement, (table) => reachOf(caller, base, table), [GUARD_OK]);
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT coalesce(json_object_agg(x.id, x.title) FILTER (WHERE x.title IS NOT NULL), '{}')
      FROM (${titles}) x) AS titles FROM ${GUARD_FROM}`,
  );
}
