import type { FieldResult, SelectOptions } from '@pyairtable/contracts';
import { joinList } from '../list-text';
import { fieldType } from '../registry';
import { arrayElements } from './array-columns';
import { bindJson, type SqlScope } from './sql-scope';

/** What JavaScript's `\s` matches, and the quotes: what a name must be quoted for at its ends; a comma, anywhere. */
const BLANKS = String.raw`\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`;
const QUOTED = `'^["${BLANKS}]|,|[${BLANKS}]$|^$'`;

/** The name as an entry of a list, of a list that is an entry of another, and so on. */
export const quotedName = (name: string, times: number): string =>
  times === 0 ? name : quotedName(joinList([name]), times - 1);

/** The same in SQL. */
export function quotedSql(text: string, times: number): string {
  if (times === 0) return text;
  const quoted = `(SELECT CASE WHEN q.t ~ ${QUOTED} THEN '"' || replace(q.t, '"', '""') || '"' ELSE q.t END FROM (SELECT ${text} AS t OFFSET 0) q)`;
  return quotedSql(quoted, times - 1);
}

const joined = (entry: string, column: string) =>
  `(SELECT string_agg(e.t, ', ') FROM (SELECT ${entry} AS t FROM ${arrayElements(column)}) e)`;

/**
 * SQL of the text by which `format` shows the cell of a type whose cells are lists, each entry quoted as for a list `times` more
 * than it is there; NULL for an empty one.
 */
export function shownListSql(
  { type, options }: FieldResult,
  column: string,
  times: number,
  scope: SqlScope,
): string {
  const { family } = fieldType(type);
  if (family === 'choice') {
    const { choices } = options as SelectOptions;
    const names = Object.fromEntries(choices.map(({ id, name }) => [id, quotedName(name, times + 1)]));
    // A choice that is gone is no entry of its own cell, and an empty one of a list of such cells.
    const gone = times === 0 ? 'NULL' : `'${quotedName('', times)}'`;
    return joined(`coalesce(${bindJson(scope, names)} ->> c, ${gone})`, column);
  }
  if (family === 'person')
    return joined(quotedSql(`coalesce(${scope.peopleNames()} ->> c, c)`, times + 1), column);
  if (family === 'file') {
    const named = quotedSql(`(f ->> 'filename') || ' (' || (f ->> 'url') || ')'`, times + 1);
    return `(SELECT string_agg(e.t, ', ') FROM (SELECT ${named} AS t FROM (SELECT jsonb_array_elements(${column}) AS f) AS files) e)`;
  }
  throw new Error(`cells of ${type} fields are no lists that are stored`);
}
