import type { BaseModel, Caller } from '@pyairtable/core';
import { junctionName, tableName } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';
import type { LinkPlan } from './plan-links';
import { modifiedStamps } from './modified-stamps';

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
  const tables = new Map<string, { records: Set<number>; fields: Set<string> }>();
  for (const { field, inverse } of plans) {
    if (inverse.length === 0 || !field.link.inverseFieldId) continue;
    const entry = tables.get(field.link.linkedTableId) ?? { records: new Set(), fields: new Set() };
    for (const { recordId } of inverse)
      if (!stamped.has(recordId)) entry.records.add(numbers.get(recordId) as number);
    entry.fields.add(field.link.inverseFieldId);
    tables.set(field.link.linkedTableId, entry);
  }
  const user = tables.size > 0 ? statement.bind(caller.userId) : '';
  [...tables].forEach(([tableId, { records, fields }], at) => {
    const table = base.tableById(tableId);
    if (!table || records.size === 0) return;
    statement.part(
      `stamped_${at}`,
      `UPDATE ${tableName(base.id, tableId)} o SET ${modifiedStamps(table, fields, { user }).join(', ')}
        WHERE o.__id = ANY(${statement.bind([...records])}::bigint[])`,
    );
  });
}
