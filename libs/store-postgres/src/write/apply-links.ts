import type { BaseModel, Caller, LinkPlan } from '@pyairtable/core';
import { junctionName, tableName } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';
import { modifiedStamps } from './modified-stamps';
import { changedLinks } from '../sql/row-input';

/**
 * One statement that brings the junction tables to the plans and stamps the linked records whose inverse list
 * changed. `numbers` gives the creation number of every record concerned.
 */
export function applyLinksStatement(
  base: BaseModel,
  plans: readonly LinkPlan[],
  numbers: ReadonlyMap<string, number>,
  stamped: ReadonlySet<string>,
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
        ON CONFLICT (a, b) DO UPDATE SET ${link.own}_position = excluded.${link.own}_position`,
    );
  });
  stampInverse(statement, base, plans, numbers, stamped, caller);
  return statement.finish('SELECT 1');
}

/** The inverse change counts as a change of the linked record. Records that the write itself stamps are left out. */
function stampInverse(
  statement: Statement,
  base: BaseModel,
  plans: readonly LinkPlan[],
  numbers: ReadonlyMap<string, number>,
  stamped: ReadonlySet<string>,
  caller: Caller,
): void {
  const tables = new Map<string, Map<string, Set<string>>>();
  for (const { field, inverse } of plans) {
    const { inverseFieldId, linkedTableId } = field.link;
    if (!inverseFieldId) continue;
    const records = tables.get(linkedTableId) ?? new Map<string, Set<string>>();
    for (const { recordId } of inverse.filter((change) => !stamped.has(change.recordId)))
      records.set(recordId, (records.get(recordId) ?? new Set()).add(inverseFieldId));
    if (records.size > 0) tables.set(linkedTableId, records);
  }
  const user = tables.size > 0 ? statement.bind(caller.userId) : '';
  [...tables].forEach(([tableId, records], at) => {
    const table = base.tableById(tableId);
    if (!table) return;
    const changes = changedLinks(new Set([...records.values()].flatMap((fields) => [...fields])));
    const rows = [...records].map(([id, fields]) => ({ n: numbers.get(id), linked: [...fields] }));
    statement.part(
      `stamped_${at}`,
      `UPDATE ${tableName(base.id, tableId)} t SET ${modifiedStamps(table, changes, user).join(', ')}
        FROM jsonb_to_recordset(${statement.bind(JSON.stringify(rows))}::jsonb) AS i(n bigint, linked jsonb)
        WHERE t.__id = i.n AND t.__id = ANY(${statement.bind(rows.map(({ n }) => n))}::bigint[])`,
    );
  });
}
