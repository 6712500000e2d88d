import type { BaseModel, Caller, TableModel } from '@pyairtable/core';
import { addWriteGuard, GUARD_FROM, type GuardRow, HEAD_HELD, WRITE_GUARD_COLUMNS } from '../sql/guard';
import { tableName } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';
import type { RowRef } from './link-reads';

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
  statement.part(
    'target',
    `SELECT t.__id, t.id FROM ${tableName(base.id, table.id)} t
      WHERE t.id = ANY(${statement.bind(recordIds)}::text[]) AND ${HEAD_HELD} ORDER BY t.__id FOR UPDATE OF t`,
    { materialized: true },
  );
  return statement.finish(
    `SELECT ${WRITE_GUARD_COLUMNS}, (SELECT coalesce(json_agg(json_build_array(target.__id, target.id)), '[]') FROM target) AS targets FROM ${GUARD_FROM}`,
  );
}
