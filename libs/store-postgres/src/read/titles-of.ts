import { type BaseModel, EVERYTHING } from '@pyairtable/core';
import { titleText } from '../sql/record-columns';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

/** One statement that answers `id` and `title` of records by their tables; those that are gone are left out. */
export function titlesOfStatement(base: BaseModel, ids: ReadonlyMap<string, ReadonlySet<string>>): Prepared {
  const statement = new Statement(base.id);
  const selects = [...ids].map(([tableId, records]) => {
    const table = base.table(tableId);
    const title = titleText(base, table, 't', statement);
    const rows = rowsOf({ base, table, reach: EVERYTHING }, statement);
    const named = `t.id = ANY(${statement.bind([...records])}::text[])`;
    return `SELECT t.id, ${title} AS title FROM ${rows.from} WHERE ${rows.where(named)}`;
  });
  return statement.finish(selects.join(' UNION ALL '));
}
