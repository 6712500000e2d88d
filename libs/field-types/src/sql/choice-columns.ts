import type { Choice } from '@pyairtable/contracts';
import type { CellSql } from './cell-sql';
import { textColumn } from './scalar-columns';
import { bindJson, type SqlScope } from './sql-scope';

// Names travel as ready JSON texts, so that a cell costs one key lookup and no re-encoding.
const names = (scope: SqlScope, choices: readonly Choice[]) =>
  bindJson(scope, Object.fromEntries(choices.map(({ id, name }) => [id, JSON.stringify(name)])));

const positions = (scope: SqlScope, choices: readonly Choice[]) =>
  bindJson(scope, Object.fromEntries(choices.map(({ id }, position) => [id, position])));

/** One choice id. An id that is no choice of the field any more reads as empty. */
export function choiceColumn(choices: readonly Choice[]): CellSql {
  return {
    publicJson: (column, scope) => `(${names(scope, choices)} ->> ${column})`,
    rawJson: textColumn.rawJson,
    sortKeys: (column, scope) => [`(${positions(scope, choices)} ->> ${column})::integer`],
    fromJson: textColumn.fromJson,
  };
}

/** The elements `c` of an array in storage order. As a select list: in FROM each row would fill a table of its own. */
const elements = (column: string) => `(SELECT unnest(${column}) AS c) AS elements`;

/** An array of choice ids in the order they were given. */
export function choiceListColumn(choices: readonly Choice[]): CellSql {
  return {
    publicJson: (column, scope) =>
      `(SELECT '[' || string_agg(${names(scope, choices)} ->> c, ',') || ']' FROM ${elements(column)})`,
    rawJson: (column) => `array_to_json(${column})::text`,
    sortKeys: (column, scope) => [
      `(SELECT array_agg((${positions(scope, choices)} ->> c)::integer) FROM ${elements(column)})`,
    ],
    fromJson: (json) =>
      `CASE WHEN jsonb_typeof(${json}) = 'array' THEN nullif(ARRAY(SELECT jsonb_array_elements_text(${json})), '{}'::text[]) END`,
  };
}
