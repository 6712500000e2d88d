import type { Caller } from '@pyairtable/core';
import { OP_IDLE, STALE_SCHEMA } from '../connection/faults';
import { stateTable } from './identifiers';
import type { Statement } from './statement';

/** What all writes need for their entries. */
export interface Needs {
  baseId: string;
  schemaVersion: number;
  caller: Pick<Caller, 'userId' | 'source'>;
  /** Boolean expression: the rows were written and the entries belong to them. */
  when: string;
  /** The write changes the structure too: the base's version goes up with its number. */
  changesSchema?: boolean;
}

export interface EntryNeeds extends Needs {
  opId?: string | undefined;
  /** The op that is said to have made what the write deletes. */
  undoes?: string | undefined;
  /** Expression of type text: the JSON array of changes. */
  changes: string;
  /** The part whose rows are all the records that the changes tell of, each once, by `id`; unless given, they are asked which those are. */
  records?: string;
}

export interface EntriesNeeds extends Needs {
  /** Some of the entries have an op id. */
  withOps: boolean;
  /** Expression: how many entries there are. */
  count: string;
  /** FROM term `e` with columns at (from 1, without gaps), op_id and changes (text: a JSON array). */
  entries: string;
  /** Query with the id of each record that an entry tells of and the entry's number, which may ask the parts `numbered` and `entry`. */
  records: string;
}

/** The ids of the records that the entry tells of, as it says itself. */
const TOLD_RECORDS = `SELECT DISTINCT r #>> '{}', entry.seq
      FROM entry, jsonb_path_query(entry.changes, '$[*] ? (@.kind == "records").*[*].id') AS r`;

/** True, or the statement stops: an op that changed nothing when it was carried out changes nothing when it is sent again. */
const notIdle = (baseId: string, opId: string) =>
  `CASE WHEN EXISTS (SELECT FROM ${stateTable(baseId, 'idle_op')} o WHERE o.op_id = ${opId}) THEN api.stop('${OP_IDLE}') ELSE true END`;

/**
 * Adds the parts that give writes their numbers and their entries in the log. The base's head is locked until commit,
 * here at the latest: that keeps numbers contiguous. The schema version is compared once more under that lock.
 */
export function addChangeEntries(statement: Statement, needs: EntriesNeeds): void {
  const { baseId } = needs;
  statement.part(
    'numbered',
    `UPDATE ${stateTable(baseId, 'head')} SET seq = seq + ${needs.count}${needs.changesSchema ? ', schema_version = schema_version + 1' : ''}
      WHERE one AND schema_version = ${statement.bind(needs.schemaVersion)}
      AND ${needs.when} RETURNING seq - ${needs.count} AS before`,
  );
  statement.part(
    'entry',
    `INSERT INTO ${stateTable(baseId, 'change')} (seq, actor, source, op_id, changes)
      SELECT numbered.before + e.at, ${statement.bind(needs.caller.userId)}, ${statement.bind(needs.caller.source)},
        e.op_id, e.changes::jsonb FROM numbered, ${needs.entries}${needs.withOps ? ` WHERE ${notIdle(baseId, 'e.op_id')}` : ''} RETURNING seq, changes`,
  );
  statement.part(
    'noted',
    `INSERT INTO ${stateTable(baseId, 'record_change')} (record_id, seq) ${needs.records}`,
  );
}

/**
 * The changes with a mark on what they delete, where the writer's own op `undoes` was the first to tell of all of that and
 * nobody else has written in it.
 */
function markUndone(
  statement: Statement,
  { baseId, caller, undoes, changes }: EntryNeeds & { undoes: string },
): string {
  const [log, told] = [stateTable(baseId, 'change'), stateTable(baseId, 'record_change')];
  const writer = statement.bind(caller.userId);
  const isOthers = `EXISTS (SELECT FROM ${told} r JOIN ${log} c ON c.seq = r.seq
      WHERE r.record_id = d #>> '{}' AND (r.seq < m.seq OR c.actor IS DISTINCT FROM ${writer}))`;
  const isMade = `EXISTS (SELECT FROM ${log} m JOIN ${told} f ON f.seq = m.seq AND f.record_id = d #>> '{}'
      WHERE m.op_id = ${statement.bind(undoes)} AND m.actor = ${writer} AND NOT ${isOthers})`;
  const isUndone = `NOT EXISTS (SELECT FROM jsonb_path_query(p, '$.deleted[*].id') AS d WHERE NOT ${isMade})`;
  return `(SELECT jsonb_agg(CASE WHEN p ? 'deleted' AND ${isUndone} THEN p || '{"undone": true}' ELSE p END ORDER BY at)::text
    FROM jsonb_array_elements((${changes})::jsonb) WITH ORDINALITY AS x (p, at))`;
}

/** The same for the one entry of a write. */
export function addChangeEntry(statement: Statement, entry: EntryNeeds): void {
  const { opId, undoes, records, ...needs } = entry;
  const changes = undoes === undefined ? entry.changes : markUndone(statement, { ...entry, undoes });
  const entries = `(SELECT 1 AS at, ${statement.bind(opId ?? null)}::text AS op_id, ${changes} AS changes) e`;
  addChangeEntries(statement, {
    ...needs,
    withOps: opId !== undefined,
    count: '1',
    entries,
    records: records
      ? `SELECT ${records}.id, (SELECT entry.seq FROM entry) FROM ${records} WHERE EXISTS (SELECT FROM entry)`
      : TOLD_RECORDS,
  });
}

/**
 * Column of the final query: number of an entry, `seq` of it unless told otherwise; NULL when nothing was written,
 * never when something was.
 */
export function entryColumn(when: string, seq = '(SELECT seq FROM entry)'): string {
  return `CASE WHEN ${when} AND NOT EXISTS (SELECT FROM entry) THEN api.stop('${STALE_SCHEMA}')::int ELSE ${seq} END AS seq`;
}
