import {
  type BaseModel,
  type Caller,
  type LinkPlan,
  listChanges,
  STAYS,
  type TableModel,
} from '@pyairtable/core';
import { junctionName, tableName } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';
import { modifiedStamps } from './modified-stamps';
import { changedLinks } from '../sql/row-input';

/** A link's new position, or the one that it has. */
const moved = (position: string) => `coalesce(nullif(excluded.${position}, ${STAYS}), j.${position})`;

/**
 * One statement that brings the junction tables to the plans of a write to `table` and stamps the records whose lists
 * changed, but for those `written` already. `numbers` gives the creation number of every record concerned.
 */
export function applyLinksStatement(
  base: BaseModel,
  table: TableModel,
  plans: readonly LinkPlan[],
  numbers: ReadonlyMap<string, number>,
  written: ReadonlySet<string>,
  caller: Caller,
): Prepared {
  const statement = new Statement(base.id);
  const number = (id: string) => numbers.get(id) as number;
  plans.forEach(({ field: { link }, removed, kept }, at) => {
    const junction = junctionName(base.id, link.pairId);
    const list = (values: unknown[], type: string) => `${statement.bind(values)}::${type}[]`;
    statement.part(
      `removed_${at}`,
      `DELETE FROM ${junction} j USING unnest(${list(
        removed.map(([own]) => number(own)),
        'bigint',
      )}, ${list(
        removed.map(([, other]) => number(other)),
        'bigint',
      )}) AS r(own, other) WHERE j.${link.own} = r.own AND j.${link.other} = r.other`,
    );
    statement.part(
      `kept_${at}`,
      `INSERT INTO ${junction} AS j (${link.own}, ${link.other}, ${link.own}_position, ${link.other}_position)
        SELECT * FROM unnest(${list(
          kept.map(({ own }) => number(own)),
          'bigint',
        )}, ${list(
          kept.map(({ other }) => number(other)),
          'bigint',
        )},
          ${list(
            kept.map(({ position }) => position),
            'int',
          )}, ${list(
            kept.map(({ otherPosition }) => otherPosition),
            'int',
          )})
        ON CONFLICT (a, b) DO UPDATE SET ${link.own}_position = ${moved(`${link.own}_position`)}, ${link.other}_position = ${moved(`${link.other}_position`)}`,
    );
  });
  stampLinked(statement, base, table, plans, numbers, written, caller);
  return statement.finish('SELECT 1');
}

/** A changed list counts as a change of its record. Those that the write itself has written, `written`, are left out. */
function stampLinked(
  statement: Statement,
  base: BaseModel,
  table: TableModel,
  plans: readonly LinkPlan[],
  numbers: ReadonlyMap<string, number>,
  written: ReadonlySet<string>,
  caller: Caller,
): void {
  const tables = new Map<string, Map<string, Set<string>>>();
  for (const { tableId, recordId, fieldId } of plans.flatMap((plan) => listChanges(plan, table.id))) {
    if (written.has(recordId)) continue;
    const records = tables.get(tableId) ?? new Map<string, Set<string>>();
    records.set(recordId, (records.get(recordId) ?? new Set()).add(fieldId));
    tables.set(tableId, records);
  }
  const user = tables.size > 0 ? statement.bind(caller.userId) : '';
  [...tables].forEach(([tableId, records], at) => {
    const linked = base.tableById(tableId);
    if (!linked) return;
    const changes = changedLinks(new Set([...records.values()].flatMap((fields) => [...fields])));
    const rows = [...records].map(([id, fields]) => ({ n: numbers.get(id), linked: [...fields] }));
    statement.part(
      `stamped_${at}`,
      `UPDATE ${tableName(base.id, tableId)} t SET ${modifiedStamps(linked, changes, user).join(', ')}
        FROM jsonb_to_recordset(${statement.bind(JSON.stringify(rows))}::jsonb) AS i(n bigint, linked jsonb)
        WHERE t.__id = i.n AND t.__id = ANY(${statement.bind(rows.map(({ n }) => n))}::bigint[])`,
    );
  });
}
