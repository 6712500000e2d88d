import type { BaseModel, FieldModel } from '@pyairtable/core';
import { instantText } from './record-columns';
import { RowCells } from './row-cells';
import type { Statement } from './statement';

/** One record as the log keeps it, from a row with LOGGED_COLUMNS and its `cells`, or those `before` and `after`. */
const RECORDS = {
  created: (row: string) => `'{"n":' || ${row}.__id || ',"id":"' || ${row}.id || '","cells":' || ${row}.cells
      || ',"createdTime":"' || ${instantText(`${row}.created_at`, 'MS')} || '"}'`,
  updated: (row: string) =>
    `'{"id":"' || ${row}.id || '","before":' || ${row}.before || ',"after":' || ${row}.after || '}'`,
  deleted: (
    row: string,
  ) => `'{"id":"' || ${row}.id || '","n":' || ${row}.__id || ',"createdTime":"' || ${instantText(`${row}.created_at`, 'MS')}
      || '","createdBy":' || coalesce(to_json(${row}.created_by)::text, 'null') || ',"before":' || ${row}.before || '}'`,
};

export type LoggedKind = keyof typeof RECORDS;

/** What of a row `t` the log says beside its cells: what RETURNING or SELECT is to give for each kind. */
export const LOGGED_COLUMNS: Readonly<Record<LoggedKind, string>> = {
  created: 't.__id, t.id, t.created_at',
  updated: 't.__id, t.id',
  deleted: 't.__id, t.id, t.created_at, t.created_by',
};

/** Aggregate over the rows of `part`: records of the log as JSON texts joined by commas, in the order of their making; NULL for none. */
export const loggedRecords = (kind: LoggedKind, part: string): string =>
  `string_agg(${RECORDS[kind](part)}, ',' ORDER BY ${part}.__id)`;

/** The same as the JSON array of changes that an entry has: of one kind, in one table. */
export const loggedChanges = (tableId: string, kind: LoggedKind, part: string): string =>
  `'[{"kind":"records","tableId":"${tableId}","${kind}":[' || ${loggedRecords(kind, part)} || ']}]'`;

const TERMS = 90;

/**
 * Text of a JSON object with the raw cells of `fields` as the row `alias` has them: null when empty, `filled` leaves those
 * out. With a function only the fields for which its boolean expression is true; '{}' when that is none.
 */
export function loggedCells(
  base: BaseModel,
  fields: readonly FieldModel[],
  alias: string,
  statement: Statement,
  which: 'all' | 'filled' | ((field: FieldModel) => string) = 'all',
): string {
  if (fields.length === 0) return `'{}'`;
  const row = new RowCells(base, alias, statement);
  const terms = fields.map((field) => {
    const [key, cell] = [`'"${field.id}":'`, row.rawJson(field)];
    if (which === 'filled') return `${key} || ${cell}`;
    const pair = `${key} || coalesce(${cell}, 'null')`;
    return which === 'all' ? pair : `CASE WHEN ${which(field)} THEN ${pair} END`;
  });
  const groups: string[] = [];
  for (let at = 0; at < terms.length; at += TERMS) {
    groups.push(`nullif(concat_ws(',', ${terms.slice(at, at + TERMS).join(', ')}), '')`);
  }
  return `'{' || concat_ws(',', ${groups.join(', ')}) || '}'`;
}
