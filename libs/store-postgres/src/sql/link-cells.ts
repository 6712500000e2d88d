import type { LinkEnd } from '@pyairtable/core';
import { quotedSql, type ShownTo } from '@pyairtable/field-types';
import { gathered, gatheredCells } from './gathered';
import { junctionName, tableName } from './identifiers';
import { LinkedReach } from './linked-reach';
import { RowCells } from './row-cells';

/** The records `o` that a link of the row names. */
const linkedOf = (row: RowCells, end: LinkEnd) =>
  new LinkedReach(new RowCells(row.base, 'o', row.statement, 'rows', undefined, row.sight), end);

const order = (end: LinkEnd) => `ORDER BY j.${end.own}_position, j.${end.other}`;

/** An aggregate over the linked records `o` of the row, in the order of the cell; NULL when there are none. */
function overLinks(row: RowCells, end: LinkEnd, linked: LinkedReach, aggregate: string): string {
  const where = [`j.${end.own} = ${row.alias}.__id`, ...linked.conditions].join(' AND ');
  return `(SELECT ${aggregate} FROM ${junctionName(row.base.id, end.pairId)} j
      JOIN ${tableName(row.base.id, end.linkedTableId)} o ON o.__id = j.${end.other}${linked.joins()} WHERE ${where})`;
}

/** Aggregate over linked records: their ids as JSON. */
export const linkIdsOf = (alias: string, inOrder: string): string =>
  `'["' || string_agg(${alias}.id, '","' ${inOrder}) || '"]'`;

/** Aggregate over linked records: `{id,title}` of each, as JSON. */
export function titledOf(linked: LinkedReach, inOrder: string): string {
  const title = linked.title();
  const titled = `'{"id":"' || ${linked.row.alias}.id || '","title":' || to_json(${title})::text || '}'`;
  return gathered(`'[' || string_agg(${titled}, ',' ${inOrder}) || ']'`, title);
}

export const idsJson = (row: RowCells, end: LinkEnd): string =>
  overLinks(row, end, linkedOf(row, end), linkIdsOf('o', order(end)));

/** Links as `{id,title}`. */
export function titlesJson(row: RowCells, end: LinkEnd): string {
  const linked = linkedOf(row, end);
  return overLinks(row, end, linked, titledOf(linked, order(end)));
}

/** The text of a link cell as people see it, its entries quoted `times` more than there; NULL when empty. */
export function linksShown(row: RowCells, end: LinkEnd, to: ShownTo, times: number): string {
  const linked = linkedOf(row, end);
  const shown = linked.shown(to);
  const titles = `string_agg(${quotedSql(shown, times + 1)}, ', ' ${order(end)})`;
  return overLinks(row, end, linked, gathered(titles, shown));
}

/** The order of a link cell is that of the first linked records whose primary cells differ, empty ones first. */
export function titleKeys(row: RowCells, end: LinkEnd): string[] {
  const linked = linkedOf(row, end);
  // In a list NULL is the greatest.
  const record = linked
    .sortKeys()
    .flatMap((key) => [`${key} IS NOT NULL`, key])
    .join(', ');
  const keys = `array_agg(ROW(${record}) ${order(end)})`;
  const { primaryField } = row.base.table(end.linkedTableId);
  const bounded = linked.shows(primaryField)
    ? gatheredCells(keys, linked.row, primaryField, linked.title())
    : keys;
  return [overLinks(row, end, linked, bounded)];
}
