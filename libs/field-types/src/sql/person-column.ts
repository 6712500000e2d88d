import type { CellSql } from './cell-sql';
import { arrayElements, textListFromJson } from './array-columns';
import { textColumn } from './scalar-columns';
import type { SqlScope } from './sql-scope';
import { textOrderKey } from './text-order';

// Somebody who has left the base still shows by id: ids need no escaping in JSON.
const personJson = (id: string, scope: SqlScope) =>
  `coalesce(${scope.people()} ->> ${id}, '{"id":"' || ${id} || '"}')`;

const personName = (id: string, scope: SqlScope) => `coalesce(${scope.peopleNames()} ->> ${id}, ${id})`;

const personKey = (id: string, scope: SqlScope) => textOrderKey(personName(id, scope));

/** A user id. */
export const personColumn: CellSql = {
  publicJson: personJson,
  rawJson: textColumn.rawJson,
  operand: personName,
  sortKeys: (column, scope) => [personKey(column, scope)],
  fromJson: textColumn.fromJson,
};

/** An array of user ids in the order they were given. */
export const personListColumn: CellSql = {
  publicJson: (column, scope) =>
    `(SELECT '[' || string_agg(${personJson('c', scope)}, ',') || ']' FROM ${arrayElements(column)})`,
  rawJson: (column) => `array_to_json(${column})::text`,
  operand: (column, scope) => `(SELECT jsonb_agg(${personName('c', scope)}) FROM ${arrayElements(column)})`,
  sortKeys: (column, scope) => [`(SELECT array_agg(${personKey('c', scope)}) FROM ${arrayElements(column)})`],
  fromJson: textListFromJson,
};
