import type { BaseModel, Caller, RecordRestore, RecordWrite, TableModel } from '@pyairtable/core';
import { type LoggedKind, loggedRecords } from '../sql/entry-json';
import { type Prepared, Statement } from '../sql/statement';
import { deleteRows, insertRows, lockedRows, type RowUpdate, updateRows } from './row-parts';

/** Creates or restores, never both, and neither beside deletes: each moves the table's one counter. */
export interface RowChanges {
  table: TableModel;
  /** Stored cells only: links are applied apart. */
  creates: readonly (RecordWrite | RecordRestore)[];
  updates: readonly RowUpdate[];
  deletes: readonly string[];
  /** The ids of what is created come from a client. */
  givenIds: boolean;
}

/** One statement that creates or restores, updates and deletes rows that are locked already, and answers AppliedRows. */
export function applyRowsStatement(base: BaseModel, changes: RowChanges, caller: Caller): Prepared {
  const { table, creates, updates, deletes, givenIds } = changes;
  const statement = new Statement(base.id);
  const write = { statement, base, table, caller, answer: null };
  const applied = (kind: LoggedKind, part: string | null) =>
    `'${kind}', ${part ? `('[' || coalesce((SELECT ${loggedRecords(kind, part)} FROM ${part}), '') || ']')::json` : `'[]'::json`}`;
  if (creates.length > 0) insertRows(write, creates, 'true', givenIds);
  // Said twice, here and by the input: of that alone PostgreSQL expects so many rows that it reads a whole table of some thousands.
  if (updates.length > 0)
    updateRows(
      write,
      updates,
      'linked',
      lockedRows(
        statement,
        updates.map(({ id }) => id),
      ),
    );
  if (deletes.length > 0) deleteRows(write, lockedRows(statement, deletes), statement.bind(deletes.length));
  const lists = [
    applied('created', creates.length > 0 ? 'created' : null),
    applied('updated', updates.length > 0 ? 'altered' : null),
    applied('deleted', deletes.length > 0 ? 'gone' : null),
  ];
  return statement.finish(`SELECT json_build_object(${lists.join(', ')}) AS applied`);
}
