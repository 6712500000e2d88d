import type { FieldModel, LinkEnd } from '@pyairtable/core';
import { junctionName, tableName } from './identifiers';
import { RowCells } from './row-cells';

/** A scope for the records `o` that a link of the row names. */
const linkedRow = (row: RowCells) => new RowCells(row.base, 'o', row.statement, 'rows');

const order = (end: LinkEnd) => `ORDER BY j.${end.own}_position, j.${end.other}`;

/** An aggregate over the linked records `o` of the row, in the order of the cell; NULL when there are none. */
const overLinks = (row: RowCells, end: LinkEnd, aggregate: string, joins = '') =>
  `(SELECT ${aggregate} FROM ${junctionName(row.base.id, end.pairId)} j
      JOIN ${tableName(row.base.id, end.linkedTableId)} o ON o.__id = j.${end.other}${joins} WHERE j.${end.own} = ${row.alias}.__id)`;

/** Aggregate over linked records: their ids as JSON. */
export const linkIdsOf = (alias: string, inOrder: string): string =>
  `'["' || string_agg(${alias}.id, '","' ${inOrder}) || '"]'`;

/** Aggregate over linked records: `{id,title}` of each, as JSON. */
export function titledOf(linked: RowCells, primary: FieldModel, inOrder: string): string {
  const title = `coalesce(${linked.title(primary)}, '')`;
  return `'[' || string_agg('{"id":"' || ${linked.alias}.id || '","title":' || to_json(${title})::text || '}', ',' ${inOrder}) || ']'`;
}

export const idsJson = (row: RowCells, end: LinkEnd): string =>
  overLinks(row, end, linkIdsOf('o', order(end)));

/** Links as `{id,title}`. */
export function titlesJson(row: RowCells, end: LinkEnd): string {
  const linked = linkedRow(row);
  const aggregate = titledOf(linked, primaryField(row, end), order(end));
  return overLinks(row, end, aggregate, linked.joins());
}

/** The order of a link cell is that of the first linked records whose primary cells differ, empty ones first. */
export function titleKeys(row: RowCells, end: LinkEnd): string[] {
  const linked = linkedRow(row);
  const keys = linked.sortKeys(primaryField(row, end));
  // In a list NULL is the greatest.
  const record = keys.flatMap((key) => [`${key} IS NOT NULL`, key]).join(', ');
  return [overLinks(row, end, `array_agg(ROW(${record}) ${order(end)})`, linked.joins())];
}

export function primaryField({ base }: Pick<RowCells, 'base'>, { linkedTableId }: LinkEnd) {
  const table = base.tableById(linkedTableId);
  if (!table) throw new Error('a link field names a table that the base does not have');
  return table.primaryField;
}
