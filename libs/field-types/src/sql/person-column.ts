import type { CellSql } from './cell-sql';
import { textColumn } from './scalar-columns';
import { textOrderKey } from './text-order';

/** A user id. Somebody who has left the base still shows by id: ids need no escaping in JSON. */
export const personColumn: CellSql = {
  publicJson: (column, scope) => `coalesce(${scope.people()} ->> ${column}, '{"id":"' || ${column} || '"}')`,
  rawJson: textColumn.rawJson,
  sortKeys: (column, scope) => [textOrderKey(`coalesce(${scope.peopleNames()} ->> ${column}, ${column})`)],
  fromJson: textColumn.fromJson,
};
