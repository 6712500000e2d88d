import { type BaseModel, type RecordWrite, sightOf } from '@pyairtable/core';
import { addChangeEntry, entryColumn } from '../sql/change-entry';
import { loggedChanges } from '../sql/entry-json';
import { addWriteGuard, GUARD_FROM, HEAD_HELD, WRITE_GUARD_COLUMNS } from '../sql/guard';
import { type Prepared, Statement } from '../sql/statement';
import { IDS_FREE, insertRows } from './row-parts';
import { finishForEach } from './several-requests';
import type { SharedContext } from './write-request';

/** Records to create, in their order, all or none. */
export interface CreateRequest {
  /** With distinct ids. */
  records: readonly RecordWrite[];
  /** Some of the ids come from a client. */
  givenIds: boolean;
  opId?: string | undefined;
}

/**
 * One statement that carries out creations of one caller, all or none of them, with an entry of the log and a WriteRow
 * for each request. No id may be in two. Where nothing was created, there is one row.
 */
export function createRowsStatement(
  base: BaseModel,
  context: SharedContext,
  requests: readonly CreateRequest[],
): Prepared {
  const { table, caller, answer } = context;
  const statement = new Statement(base.id, sightOf(caller));
  addWriteGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const count = insertRows(
    { statement, base, table, caller, answer },
    requests.flatMap(({ records }) => records),
    HEAD_HELD,
    requests.some(({ givenIds }) => givenIds),
  );
  const shared = {
    baseId: base.id,
    schemaVersion: base.schemaVersion,
    caller,
    when: `(SELECT count(*) FROM created) = ${count}::int`,
  };
  const columns = `${WRITE_GUARD_COLUMNS}, (SELECT count(*)::int FROM created) AS found, ${IDS_FREE} AS "idsFree"`;
  const [only] = requests;
  // A lone request is the usual one, and need not be told apart from others.
  if (only && requests.length === 1) {
    addChangeEntry(statement, {
      ...shared,
      opId: only.opId,
      changes: `(SELECT ${loggedChanges(table.id, 'created', 'created')} FROM created)`,
      records: 'created',
    });
    return statement.finish(
      `SELECT ${columns}, ${entryColumn('EXISTS (SELECT FROM created)')},
        (SELECT string_agg(created.record, ',' ORDER BY created.__id) FROM created) AS records FROM ${GUARD_FROM}`,
    );
  }
  const ids = statement.bind(requests.flatMap(({ records }) => records.map(({ id }) => id)));
  const requestOf = statement.bind(requests.flatMap(({ records }, at) => records.map(() => at + 1)));
  statement.part(
    'made',
    `SELECT created.*, r.request FROM created JOIN unnest(${ids}::text[], ${requestOf}::int[]) AS r(id, request) ON r.id = created.id`,
  );
  const told = requests.map(({ records, opId }) => ({ order: records.map(({ id }) => id), opId }));
  return finishForEach(statement, told, {
    ...shared,
    tableId: table.id,
    kind: 'created',
    logged: 'made',
    answered: 'made',
    columns,
  });
}
