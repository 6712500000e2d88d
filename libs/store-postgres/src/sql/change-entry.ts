import type { Caller } from '@pyairtable/core';
import { STALE_SCHEMA } from '../connection/faults';
import type { Statement } from './statement';

export interface EntryNeeds {
  baseId: string;
  schemaVersion: number;
  caller: Pick<Caller, 'userId' | 'source'>;
  opId?: string | undefined;
  /** Boolean expression: the rows were written and the entry belongs to them. */
  when: string;
  /** Expression of type text: the JSON array of changes. */
  changes: string;
  /** The write changes the structure too: the base's version goes up with its number. */
  changesSchema?: boolean;
}

/**
 * Adds the parts that give a write its number and its entry in the log. The base's row is locked here, last of all,
 * and until commit: that keeps numbers contiguous and the lock short. The schema version is compared once more
 * under that lock.
 */
export function addChangeEntry(statement: Statement, needs: EntryNeeds): void {
  const base = statement.bind(needs.baseId);
  statement.part(
    'numbered',
    `UPDATE api.base SET seq = seq + 1${needs.changesSchema ? ', schema_version = schema_version + 1' : ''} WHERE id = ${base} AND schema_version = ${statement.bind(needs.schemaVersion)}
      AND ${needs.when} RETURNING seq`,
  );
  statement.part(
    'entry',
    `INSERT INTO api.change (base_id, seq, actor, source, op_id, changes)
      SELECT ${base}, numbered.seq, ${statement.bind(needs.caller.userId)}, ${statement.bind(needs.caller.source)},
        ${statement.bind(needs.opId ?? null)}, (${needs.changes})::jsonb FROM numbered RETURNING seq`,
  );
}

/** Column of the final query: number of the entry; NULL when nothing was written, never when something was. */
export function entryColumn(when: string): string {
  return `CASE WHEN ${when} AND NOT EXISTS (SELECT FROM entry) THEN api.stop('${STALE_SCHEMA}')::int ELSE (SELECT seq FROM entry) END AS seq`;
}
