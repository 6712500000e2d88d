import { type BaseModel, type RecordWrite, sightOf } from '@pyairtable/core';
import { addChangeEntry, entryColumn } from '../sql/change-entry';
import { loggedChanges } from '../sql/entry-json';
import { addWriteGuard, GUARD_FROM, HEAD_HELD, WRITE_GUARD_COLUMNS } from '../sql/guard';
import { type Prepared, Statement } from '../sql/statement';
import { IDS_FREE, insertRows } from './row-parts';
import type { WriteContext } from './write-request';

/** One statement that creates records in the order given, all or none. */
export function createRowsStatement(
  base: BaseModel,
  context: WriteContext,
  records: readonly RecordWrite[],
): Prepared {
  const { table, caller, answer } = context;
  const statement = new Statement(base.id, sightOf(caller));
  addWriteGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const count = insertRows(
    { statement, base, table, caller, answer },
    records,
    HEAD_HELD,
    context.opId !== undefined,
  );
  addChangeEntry(statement, {
    baseId: base.id,
    schemaVersion: base.schemaVersion,
    caller,
    opId: context.opId,
    when: `(SELECT count(*) FROM created) = ${count}::int`,
    changes: `(SELECT ${loggedChanges(table.id, 'created', 'created')} FROM created)`,
  });
  return statement.finish(
    `SELECT ${WRITE_GUARD_COLUMNS}, (SELECT count(*)::int FROM created) AS found, ${IDS_FREE} AS "idsFree", ${entryColumn('EXISTS (SELECT FROM created)')},
      (SELECT string_agg(created.record, ',' ORDER BY created.__id) FROM created) AS records FROM ${GUARD_FROM}`,
  );
}
