import type { Choice } from '@pyairtable/contracts';
import { arrayElements, textListFromJson } from './array-columns';
import type { CellSql } from './cell-sql';
import { textColumn } from './scalar-columns';
import { bindJson, type SqlScope } from './sql-scope';

// Names travel as ready JSON texts, so that a cell costs one key lookup and no re-encoding.
const names = (scope: SqlScope, choices: readonly Choice[]) =>
  bindJson(scope, Object.fromEntries(choices.map(({ id, name }) => [id, JSON.stringify(name)])));

const plainNames = (scope: SqlScope, choices: readonly Choice[]) =>
  bindJson(scope, Object.fromEntries(choices.map(({ id, name }) => [id, name])));

const positions = (scope: SqlScope, choices: readonly Choice[]) =>
  bindJson(scope, Object.fromEntries(choices.map(({ id }, position) => [id, position])));

/** One choice id. An id that is no choice of the field any more reads as empty. */
export function choiceColumn(choices: readonly Choice[]): CellSql {
  return {
    publicJson: (column, scope) => `(${names(scope, choices)} ->> ${column})`,
    rawJson: textColumn.rawJson,
    operand: (column, scope) => `(${plainNames(scope, choices)} ->> ${column})`,
    sortKeys: (column, scope) => [`(${positions(scope, choices)} ->> ${column})::integer`],
    fromJson: textColumn.fromJson,
  };
}

/** An array of choice ids in the order they were given. */
export function choiceListColumn(choices: readonly Choice[]): CellSql {
  return {
    publicJson: (column, scope) =>
      `(SELECT '[' || string_agg(${names(scope, choices)} ->> c, ',') || ']' FROM ${arrayElements(column)})`,
    rawJson: (column) => `array_to_json(${column})::text`,
    operand: (column, scope) =>
      `(SELECT jsonb_agg(name) FROM (SELECT ${plainNames(scope, choices)} -> c AS name FROM ${arrayElements(column)}) n WHERE name IS NOT NULL)`,
    sortKeys: (column, scope) => [
      `(SELECT array_agg(at) FROM (SELECT (${positions(scope, choices)} ->> c)::integer AS at FROM ${arrayElements(column)}) p WHERE at IS NOT NULL)`,
    ],
    fromJson: textListFromJson,
  };
}
