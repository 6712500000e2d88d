import type { BaseModel, FieldModel, TableModel } from '@pyairtable/core';
import { RowCells } from './row-cells';
import type { Statement } from './statement';

/** Text of a record's primary cell, '' when empty: what a link to it shows. */
export function titleText(base: BaseModel, table: TableModel, alias: string, statement: Statement): string {
  const row = new RowCells(base, alias, statement);
  return `coalesce(${row.whole(row.title(table.primaryField))}, '')`;
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

/** Ids of the links that some of the fields look through, whatever is linked. */
const linksLookedThrough = (fields: readonly FieldModel[]): ReadonlySet<string> =>
  new Set(
    fields.flatMap(({ computed }) =>
      computed && 'linkFieldId' in computed && !computed.filter ? [computed.linkFieldId] : [],
    ),
  );

/** The public API's record object as JSON text; `createdTime` has whole seconds, as Airtable's. */
export function publicRecordJson(
  base: BaseModel,
  fields: readonly FieldModel[],
  statement: Statement,
  options: { alias: string; byFieldId: boolean },
): string {
  const row = new RowCells(base, options.alias, statement, 'rows', linksLookedThrough(fields));
  const pairs = fields.map((field) => ({
    key: options.byFieldId ? field.id : field.name,
    json: row.publicJson(field),
  }));
  const created = instantText(`${options.alias}.created_at`, '000');
  return row.whole(
    `'{"id":"' || ${options.alias}.id || '","createdTime":"' || ${created} || '","fields":{' || ${joinedCells(pairs, statement)} || '}}'`,
  );
}

/** A row of a window as JSON text. */
export function rowJson(
  base: BaseModel,
  fields: readonly FieldModel[],
  statement: Statement,
  alias: string,
): string {
  const row = new RowCells(base, alias, statement, 'rows', linksLookedThrough(fields));
  const pairs = fields.map((field) => ({ key: field.id, json: row.rowJson(field) }));
  const created = instantText(`${alias}.created_at`, 'MS');
  return row.whole(
    `'{"id":"' || ${alias}.id || '","n":' || ${alias}.__id || ',"createdTime":"' || ${created} || '","cells":{' || ${joinedCells(pairs, statement)} || '}}'`,
  );
}
