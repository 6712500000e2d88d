import { type BaseModel, type RecordWrite, sightOf } from '@pyairtable/core';
import { addChangeEntry, entryColumn } from '../sql/change-entry';
import { loggedChanges } from '../sql/entry-json';
import { addWriteGuard, GUARD_FROM, type GuardRow, HEAD_HELD, WRITE_GUARD_COLUMNS } from '../sql/guard';
import { type Prepared, Statement } from '../sql/statement';
import { allTargets, lockRows, updateRows } from './row-parts';
import { finishForEach } from './several-requests';
import type { SharedContext } from './write-request';

export interface WriteRow extends GuardRow {
  /** Records found and locked. */
  found: number;
  /** False when a client-made id is in use in another table; absent where none is made. */
  idsFree?: boolean;
  /** null when nothing was written, or all that was written had been there before. */
  seq: number | null;
  records: string | null;
}

/** Stored cells of existing records to write, all or none. */
export interface UpdateRequest {
  /** Distinct. */
  records: readonly RecordWrite[];
  /** Ids of the records to answer with; may repeat. */
  order: readonly string[];
  opId?: string | undefined;
}

/**
 * One statement that carries out updates of one caller, all or none of them: permission and schema version, the rows
 * locked in creation order, before and after values of the cells that change, a log entry and a WriteRow for each request
 * (seq is null for one that changes nothing). No record may be in two requests. Unless all records are found, the one row answered says how many were.
 */
export function updateRowsStatement(
  base: BaseModel,
  context: SharedContext,
  requests: readonly UpdateRequest[],
): Prepared {
  const { table, caller } = context;
  const statement = new Statement(base.id, sightOf(caller));
  addWriteGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const records = requests.flatMap((request, at) =>
    request.records.map((record) => ({ ...record, request: at + 1 })),
  );
  const write = { statement, base, table, caller, answer: context.answer };
  const count = statement.bind(records.length);
  lockRows(
    write,
    records.map(({ id }) => id),
    'NO KEY UPDATE',
    HEAD_HELD,
  );
  updateRows(write, records, 'request', allTargets(count));
  const shared = {
    baseId: base.id,
    schemaVersion: base.schemaVersion,
    caller,
    when: `(SELECT count(*) FROM changed) = ${count}::int AND EXISTS (SELECT FROM altered)`,
  };
  const [only] = requests;
  const columns = `${WRITE_GUARD_COLUMNS}, (SELECT count(*)::int FROM target) AS found`;
  // A lone request is the usual one, and need not be told apart from others.
  if (only && requests.length === 1) {
    addChangeEntry(statement, {
      ...shared,
      opId: only.opId,
      changes: `(SELECT ${loggedChanges(table.id, 'updated', 'altered')} FROM altered)`,
      records: 'altered',
    });
    return statement.finish(
      `SELECT ${columns}, ${entryColumn('EXISTS (SELECT FROM altered)')}, (SELECT string_agg(changed.record, ',' ORDER BY o.at)
          FROM unnest(${statement.bind(only.order)}::text[]) WITH ORDINALITY AS o(id, at) JOIN changed ON changed.id = o.id) AS records
        FROM ${GUARD_FROM}`,
    );
  }
  return finishForEach(statement, requests, {
    ...shared,
    tableId: table.id,
    kind: 'updated',
    logged: 'altered',
    answered: 'changed',
    columns,
  });
}
