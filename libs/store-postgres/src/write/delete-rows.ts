import type { BaseModel } from '@pyairtable/core';
import { addChangeEntry, entryColumn } from '../sql/change-entry';
import { loggedChanges } from '../sql/entry-json';
import { addWriteGuard, GUARD_FROM, HEAD_HELD, WRITE_GUARD_COLUMNS } from '../sql/guard';
import { type Prepared, Statement } from '../sql/statement';
import { allTargets, deleteRows, lockRows } from './row-parts';
import type { WriteContext } from './write-request';

/**
 * One statement that deletes distinct records of a table without links, all or none. The entry keeps what restoring
 * needs: every stored cell, the creation number, time and author.
 */
export function deleteRowsStatement(
  base: BaseModel,
  context: WriteContext,
  recordIds: readonly string[],
): Prepared {
  const { table, caller } = context;
  const statement = new Statement(base.id);
  const write = { statement, base, table, caller, answer: null };
  addWriteGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const count = statement.bind(recordIds.length);
  lockRows(write, recordIds, 'UPDATE', HEAD_HELD);
  deleteRows(write, allTargets(count), count);
  addChangeEntry(statement, {
    baseId: base.id,
    schemaVersion: base.schemaVersion,
    caller,
    opId: context.opId,
    undoes: context.undoes,
    when: `(SELECT count(*) FROM gone) = ${count}::int AND EXISTS (SELECT FROM uncounted)`,
    changes: `(SELECT ${loggedChanges(table.id, 'deleted', 'gone')} FROM gone)`,
    records: 'gone',
  });
  return statement.finish(
    `SELECT ${WRITE_GUARD_COLUMNS}, (SELECT count(*)::int FROM target) AS found, ${entryColumn('EXISTS (SELECT FROM gone)')},
      NULL AS records FROM ${GUARD_FROM}`,
  );
}
