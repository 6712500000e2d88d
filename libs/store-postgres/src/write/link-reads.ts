import type { BaseModel, LinkField, LinkWrite } from '@pyairtable/core';
import { junctionName, tableName } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';

/** A row's creation number and id. */
export type RowRef = [number: number, id: string];

const fieldsOf = (links: readonly LinkWrite[]): LinkField[] => [
  ...new Map(links.map(({ field }) => [field.id, field])).values(),
];

/**
 * One statement that locks all records that the link fields of `ownNumbers` name now or will name, table by table in
 * the order of their ids and creation, so that two writers wait instead of blocking each other. Answers them by table id.
 */
export function lockLinkedStatement(
  base: BaseModel,
  links: readonly LinkWrite[],
  ownNumbers: readonly number[],
): Prepared {
  const statement = new Statement(base.id);
  const own = `${statement.bind(ownNumbers)}::bigint[]`;
  const tables = [...new Set(links.map(({ field }) => field.link.linkedTableId))].sort();
  const columns = tables.map((tableId, at) => {
    const named = links.filter(({ field }) => field.link.linkedTableId === tableId);
    const ids = statement.bind([...new Set(named.flatMap(({ after }) => after))]);
    const linkedNow = fieldsOf(named).map(
      ({ link }) =>
        `SELECT j.${link.other} FROM ${junctionName(base.id, link.pairId)} j WHERE j.${link.own} = ANY(${own})`,
    );
    const rows = tableName(base.id, tableId);
    // One array of numbers: an OR of ids and numbers reads the whole table instead of an index, a join often does.
    const concerned = [`SELECT n.__id FROM ${rows} n WHERE n.id = ANY(${ids}::text[])`, ...linkedNow];
    statement.part(
      `linked_${at}`,
      `SELECT o.__id, o.id FROM ${rows} o WHERE o.__id = ANY(ARRAY(${concerned.join(' UNION ALL ')}))
        ORDER BY o.__id FOR NO KEY UPDATE OF o`,
      { materialized: true },
    );
    return `'${tableId}', (SELECT coalesce(json_agg(json_build_array(l.__id, l.id)), '[]') FROM linked_${at} l)`;
  });
  return statement.finish(`SELECT json_build_object(${columns.join(', ')}) AS linked`);
}

/** One statement that reads both sides of every link field; all rows concerned are locked by now. Answers LinkState by field id. */
export function readLinksStatement(
  base: BaseModel,
  tableId: string,
  links: readonly LinkWrite[],
  ownNumbers: readonly number[],
  linked: Readonly<Record<string, readonly RowRef[]>>,
): Prepared {
  const statement = new Statement(base.id);
  const own = `${statement.bind(ownNumbers)}::bigint[]`;
  const rows = tableName(base.id, tableId);
  const columns = fieldsOf(links).map(({ id, link }) => {
    const junction = junctionName(base.id, link.pairId);
    const others = `${statement.bind((linked[link.linkedTableId] ?? []).map(([number]) => number))}::bigint[]`;
    const joined = `FROM ${junction} j JOIN ${rows} t ON t.__id = j.${link.own} JOIN ${tableName(base.id, link.linkedTableId)} o ON o.__id = j.${link.other}`;
    return `'${id}', json_build_object(
      'own', (SELECT coalesce(json_agg(json_build_array(x.id, x.others)), '[]') FROM (
        SELECT t.id, json_agg(o.id ORDER BY j.${link.own}_position, j.${link.other}) AS others ${joined}
        WHERE j.${link.own} = ANY(${own}) GROUP BY t.id) x),
      'inverse', (SELECT coalesce(json_agg(json_build_array(x.id, x.owners, x.last)), '[]') FROM (
        SELECT o.id, json_agg(t.id ORDER BY j.${link.other}_position, j.${link.own}) AS owners, max(j.${link.other}_position) AS last ${joined}
        WHERE j.${link.other} = ANY(${others}) GROUP BY o.id) x))`;
  });
  return statement.finish(`SELECT json_build_object(${columns.join(', ')}) AS state`);
}
