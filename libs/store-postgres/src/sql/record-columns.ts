import type { CellSql } from '@pyairtable/field-types';
import type { FieldModel, LinkEnd, TableModel, BaseModel } from '@pyairtable/core';
import { columnName, junctionName, tableName } from './identifiers';
import type { Statement } from './statement';

/** SQL over the record row that goes by `alias` in the query. */
export interface RecordColumns {
  /** Public JSON text of the field's cell, NULL when empty. */
  publicJson(field: FieldModel): string;
  /** Raw JSON text, NULL when empty; links as an array of record ids. */
  rawJson(field: FieldModel): string;
  /** Raw JSON text as rows show it: links as `{id,title}`. */
  rowJson(field: FieldModel): string;
  /** Expressions in ascending meaning; NULL is empty. */
  sortKeys(field: FieldModel): string[];
}

const DEPTH_LIMIT = 1;

/** The stored column of a field and its SQL; null for links, which have none. */
export function storedCell(field: FieldModel, alias: string): { column: string; sql: CellSql } | null {
  const { storage } = field;
  if (storage.kind === 'links') return null;
  const column = storage.kind === 'system' ? storage.column : columnName(field.id);
  return { column: `${alias}.${column}`, sql: storage.sql };
}

/** Text of a record's primary cell, '' when empty: what a link to it shows. */
export function titleText(table: TableModel, alias: string, statement: Statement): string {
  const cell = storedCell(table.primaryField, alias);
  if (!cell?.sql.title) throw new Error('a field of this type cannot be primary');
  return `coalesce(${cell.sql.title(cell.column, statement)}, '')`;
}

export function recordColumns(
  base: BaseModel,
  alias: string,
  statement: Statement,
  depth = 0,
): RecordColumns {
  const linked = (end: LinkEnd) => {
    const table = base.tableById(end.linkedTableId);
    if (!table) throw new Error('a link field names a table that the base does not have');
    return table;
  };
  /** An aggregate over the linked records `o` of the row, in the order of the cell; NULL when there are none. */
  const overLinks = (end: LinkEnd, aggregate: string) =>
    `(SELECT ${aggregate} FROM ${junctionName(base.id, end.pairId)} j
      JOIN ${tableName(base.id, end.linkedTableId)} o ON o.__id = j.${end.other} WHERE j.${end.own} = ${alias}.__id)`;
  const order = (end: LinkEnd) => `ORDER BY j.${end.own}_position, j.${end.other}`;
  const linkIds = (end: LinkEnd) => overLinks(end, `'["' || string_agg(o.id, '","' ${order(end)}) || '"]'`);

  return {
    publicJson(field) {
      if (field.link) return linkIds(field.link);
      const cell = storedCell(field, alias) as NonNullable<ReturnType<typeof storedCell>>;
      return cell.sql.publicJson(cell.column, statement);
    },
    rawJson(field) {
      if (field.link) return linkIds(field.link);
      const cell = storedCell(field, alias) as NonNullable<ReturnType<typeof storedCell>>;
      return cell.sql.rawJson(cell.column, statement);
    },
    rowJson(field) {
      const { link } = field;
      if (!link) return this.rawJson(field);
      const title = titleText(linked(link), 'o', statement);
      return overLinks(
        link,
        `'[' || string_agg('{"id":"' || o.id || '","title":' || to_json(${title})::text || '}', ',' ${order(link)}) || ']'`,
      );
    },
    sortKeys(field) {
      const { link } = field;
      if (!link) {
        const cell = storedCell(field, alias) as NonNullable<ReturnType<typeof storedCell>>;
        return cell.sql.sortKeys(cell.column, statement);
      }
      // The order of a link cell is that of its first titles; one level deep, as a primary field is never a link.
      if (depth >= DEPTH_LIMIT) return [];
      const keys = recordColumns(base, 'o', statement, depth + 1).sortKeys(linked(link).primaryField);
      return keys.map((key) => overLinks(link, `array_agg(${key} ${order(link)})`));
    },
  };
}

/** A call takes at most 100 arguments. */
const CONCAT_ARGUMENTS = 90;

/** `"key":cell` pairs joined by commas; empty cells drop out because NULL swallows their key. */
export function joinedCells(pairs: readonly { key: string; json: string }[], statement: Statement): string {
  if (pairs.length === 0) return `''`;
  const terms = pairs.map(({ key, json }) => `${statement.bind(`${JSON.stringify(key)}:`)}::text || ${json}`);
  const groups: string[] = [];
  for (let at = 0; at < terms.length; at += CONCAT_ARGUMENTS) {
    groups.push(`concat_ws(',', ${terms.slice(at, at + CONCAT_ARGUMENTS).join(', ')})`);
  }
  return groups.length === 1
    ? (groups[0] as string)
    : `concat_ws(',', ${groups.map((group) => `nullif(${group}, '')`).join(', ')})`;
}

/** An instant column as JSON text without quotes, to the second or the millisecond. */
export const instantText = (column: string, fraction: '000' | 'MS'): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.${fraction === 'MS' ? 'MS' : '"000"'}"Z"')`;

/** The public API's record object as JSON text; `createdTime` has whole seconds, as Airtable's. */
export function publicRecordJson(
  base: BaseModel,
  fields: readonly FieldModel[],
  statement: Statement,
  options: { alias: string; byFieldId: boolean },
): string {
  const columns = recordColumns(base, options.alias, statement);
  const pairs = fields.map((field) => ({
    key: options.byFieldId ? field.id : field.name,
    json: columns.publicJson(field),
  }));
  const created = instantText(`${options.alias}.created_at`, '000');
  return `'{"id":"' || ${options.alias}.id || '","createdTime":"' || ${created} || '","fields":{' || ${joinedCells(pairs, statement)} || '}}'`;
}

/** A row of a window as JSON text. */
export function rowJson(
  base: BaseModel,
  fields: readonly FieldModel[],
  statement: Statement,
  alias: string,
): string {
  const columns = recordColumns(base, alias, statement);
  const pairs = fields.map((field) => ({ key: field.id, json: columns.rowJson(field) }));
  const created = instantText(`${alias}.created_at`, 'MS');
  return `'{"id":"' || ${alias}.id || '","n":' || ${alias}.__id || ',"createdTime":"' || ${created} || '","cells":{' || ${joinedCells(pairs, statement)} || '}}'`;
}
