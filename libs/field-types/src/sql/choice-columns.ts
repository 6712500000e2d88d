import type { Choice } from '../choices';
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

/** An array of choice ids in the order they were given; unnest reads elements out in storage order. */
export function choiceListColumn(choices: readonly Choice[]): CellSql {
  return {
    publicJson: (column, scope) =>
      `(SELECT '[' || string_agg(${names(scope, choices)} ->> c, ',') || ']' FROM unnest(${column}) AS t(c))`,
    rawJson: (column) => `array_to_json(${column})::text`,
    sortKeys: (column, scope) => [
      `(SELECT array_agg((${positions(scope, choices)} ->> c)::integer) FROM unnest(${column}) AS t(c))`,
    ],
    fromJson: (json) =>
      `CASE WHEN jsonb_typeof(${json}) = 'array' THEN nullif(ARRAY(SELECT jsonb_array_elements_text(${json})), '{}'::text[]) END`,
  };
}
