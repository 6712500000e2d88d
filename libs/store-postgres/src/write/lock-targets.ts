import type { BaseModel, Caller, TableModel } from '@pyairtable/core';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { tableName } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';
import type { RowRef } from './link-reads';

export interface LockRow extends GuardRow {
  targets: RowRef[];
}

/** First statement of a write in a transaction: permission, schema version, and the lock on the records it names. */
export function lockTargetsStatement(
  base: BaseModel,
  table: TableModel,
  caller: Caller,
  recordIds: readonly string[],
): Prepared {
  const statement = new Statement(base.id);
  addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  statement.part(
    'target',
    `SELECT t.__id, t.id FROM ${tableName(base.id, table.id)} t
      WHERE t.id = ANY(${statement.bind(recordIds)}::text[]) AND ${GUARD_OK} ORDER BY t.__id FOR UPDATE OF t`,
    { materialized: true },
  );
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, (SELECT coalesce(json_agg(json_build_array(target.__id, target.id)), '[]') FROM target) AS targets FROM ${GUARD_FROM}`,
  );
}
