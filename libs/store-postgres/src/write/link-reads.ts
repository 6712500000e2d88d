import { type BaseModel, endKey, type LinkEnd, type LinkWrite, type Sight } from '@pyairtable/core';
import { junctionName, tableName } from '../sql/identifiers';
import { jsonObject } from '../sql/json-object';
import { rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

/** A row's creation number and id. */
export type RowRef = [number: number, id: string];

const endsOf = (links: readonly LinkWrite[]): LinkEnd[] => [
  ...new Map(links.map(({ end }) => [endKey(end), end])).values(),
];

/**
 * One statement that locks all records that the link fields of `ownNumbers` name now or will name, table by table in
 * the order of their ids and creation, so that two writers wait instead of blocking each other. Answers them by table id.
 * Records that the sight does not reach cannot be named anew; links to them that are there are.
 */
export function lockLinkedStatement(
  base: BaseModel,
  links: readonly LinkWrite[],
  ownNumbers: readonly number[],
  sight: Sight,
): Prepared {
  const statement = new Statement(base.id);
  const own = `${statement.bind(ownNumbers)}::bigint[]`;
  const tables = [...new Set(links.map(({ end }) => end.linkedTableId))].sort();
  const columns = tables.map((tableId, at) => {
    const table = base.table(tableId);
    const writes = links.filter(({ end }) => end.linkedTableId === tableId);
    const ids = statement.bind([...new Set(writes.flatMap(({ after }) => after))]);
    const linkedNow = endsOf(writes).map(
      (end) =>
        `SELECT j.${end.other} FROM ${junctionName(base.id, end.pairId)} j WHERE j.${end.own} = ANY(${own})`,
    );
    const rows = tableName(base.id, tableId);
    // One array of numbers: an OR of ids and numbers reads the whole table instead of an index, a join often does.
    const named = rowsOf({ base, table, reach: sight.reach(base, table) }, statement);
    const concerned = [
      `SELECT t.__id FROM ${named.from} WHERE ${named.where(`t.id = ANY(${ids}::text[])`)}`,
      ...linkedNow,
    ];
    statement.part(
      `linked_${at}`,
      `SELECT o.__id, o.id FROM ${rows} o WHERE o.__id = ANY(ARRAY(${concerned.join(' UNION ALL ')}))
        ORDER BY o.__id FOR NO KEY UPDATE OF o`,
      { materialized: true },
    );
    return `'${tableId}', (SELECT coalesce(json_agg(json_build_array(l.__id, l.id)), '[]') FROM linked_${at} l)`;
  });
  return statement.finish(`SELECT ${jsonObject(columns)} AS linked`);
}

/**
 * One statement that reads both sides of all links; all rows concerned are locked by now. Answers LinkState by the key of the end,
 * and with `members` the rows of the table that stand in lists of the other side, for those that are to be put in another order.
 */
export function readLinksStatement(
  base: BaseModel,
  tableId: string,
  links: readonly LinkWrite[],
  ownNumbers: readonly number[],
  linked: Readonly<Record<string, readonly RowRef[]>>,
  members: boolean,
): Prepared {
  const statement = new Statement(base.id);
  const own = `${statement.bind(ownNumbers)}::bigint[]`;
  const rows = tableName(base.id, tableId);
  const sides = endsOf(links).map((end) => {
    const junction = junctionName(base.id, end.pairId);
    const others = `${statement.bind((linked[end.linkedTableId] ?? []).map(([number]) => number))}::bigint[]`;
    const joined = `FROM ${junction} j JOIN ${rows} t ON t.__id = j.${end.own} JOIN ${tableName(base.id, end.linkedTableId)} o ON o.__id = j.${end.other}`;
    const state = `'${endKey(end)}', json_build_object(
      'own', (SELECT coalesce(json_agg(json_build_array(x.id, x.others)), '[]') FROM (
        SELECT t.id, json_agg(o.id ORDER BY j.${end.own}_position, j.${end.other}) AS others ${joined}
        WHERE j.${end.own} = ANY(${own}) GROUP BY t.id) x),
      'inverse', (SELECT coalesce(json_agg(json_build_array(x.id, x.owners, x.last)), '[]') FROM (
        SELECT o.id, json_agg(t.id ORDER BY j.${end.other}_position, j.${end.own}) AS owners, max(j.${end.other}_position) AS last ${joined}
        WHERE j.${end.other} = ANY(${others}) GROUP BY o.id) x))`;
    return { state, members: `SELECT t.__id, t.id ${joined} WHERE j.${end.other} = ANY(${others})` };
  });
  const state = `${jsonObject(sides.map((side) => side.state))} AS state`;
  const named = sides.map((side) => side.members).join(' UNION ');
  return statement.finish(
    members
      ? `SELECT ${state}, (SELECT coalesce(json_agg(json_build_array(m.__id, m.id)), '[]') FROM (${named}) m) AS members`
      : `SELECT ${state}`,
  );
}
