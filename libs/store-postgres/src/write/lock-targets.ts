import type { BaseModel, Caller, TableModel } from '@pyairtable/core';
import { addWriteGuard, GUARD_FROM, type GuardRow, HEAD_HELD, WRITE_GUARD_COLUMNS } from '../sql/guard';
import { type Prepared, Statement } from '../sql/statement';
import type { RowRef } from './link-reads';
import { lockRows } from './row-parts';

export interface LockRow extends GuardRow {
  targets: RowRef[];
}

/** First statement of a write in a transaction: permission, schema version, the base's head, and the records it names. */
export function lockTargetsStatement(
  base: BaseModel,
  table: TableModel,
  caller: Caller,
  recordIds: readonly string[],
): Prepared {
  const statement = new Statement(base.id);
  addWriteGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  lockRows({ statement, base, table, caller }, recordIds, 'UPDATE', HEAD_HELD);
  return statement.finish(
    `SELECT ${WRITE_GUARD_COLUMNS}, (SELECT coalesce(json_agg(json_build_array(target.__id, target.id)), '[]') FROM target) AS targets FROM ${GUARD_FROM}`,
  );
}
