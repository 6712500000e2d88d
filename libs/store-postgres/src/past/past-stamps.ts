import type { RawCell } from '@pyairtable/contracts';
import type { FieldModel, TableModel } from '@pyairtable/core';
import { isDeepStrictEqual } from 'node:util';
import type { Executor } from '../connection/database';
import { stateTable } from '../sql/identifiers';
import { lastLoggedChanges } from '../sql/logged-changes';
import { instantText } from '../sql/record-columns';
import { Statement } from '../sql/statement';
import { runText } from '../structure/change-structure';
import { batches } from '../transfer/batches';
import type { StoredRow } from '../transfer/export-base';

interface Stamp {
  id: string;
  at: string | null;
  actor: string | null;
}

interface Changed extends Stamp {
  /** Number of the entry; null when no entry tells. */
  seq: number | null;
}

interface LastEntry extends Stamp {
  /** Number of the last entry that tells of the record; null when none does. */
  seq: number | null;
  /** Others told of it before. */
  again: boolean;
}

type Stamped = Pick<StoredRow, 'modifiedTime' | 'modifiedBy'>;

/** When, and by whom, records were last changed as of `seq`: those that were there then and were changed since. */
export async function pastStamps(
  executor: Executor,
  baseId: string,
  seq: number,
  rows: readonly Pick<StoredRow, 'id' | 'createdTime' | 'createdBy'>[],
): Promise<ReadonlyMap<string, Stamped>> {
  const run = runText(executor);
  const [log, told, stamps] = [
    stateTable(baseId, 'change'),
    stateTable(baseId, 'record_change'),
    stateTable(baseId, 'past_stamp'),
  ];
  const found = new Map<string, Stamped>();
  for (const batch of batches(rows)) {
    const last = await run<LastEntry>(
      `SELECT i.id, n.seq, coalesce(${instantText('c.at', 'MS')}, ${instantText('s.at', 'MS')}) AS at,
          CASE WHEN c.seq IS NULL THEN s.actor ELSE c.actor END AS actor,
          n.seq IS NOT NULL AND (s.record_id IS NOT NULL
            OR EXISTS (SELECT FROM ${told} e WHERE e.record_id = i.id AND e.seq < n.seq)) AS again
        FROM unnest($1::text[]) AS i(id)
        LEFT JOIN LATERAL (SELECT t.seq FROM ${told} t WHERE t.record_id = i.id AND t.seq <= $2
          ORDER BY t.seq DESC LIMIT 1) n ON true
        LEFT JOIN ${log} c ON c.seq = n.seq LEFT JOIN ${stamps} s ON s.record_id = i.id AND s.field_id = ''`,
      [batch.map(({ id }) => id), seq],
    );
    const first = new Set(last.flatMap(({ seq: own, again }) => (own === null || again ? [] : [own])));
    const made = new Set(
      (
        await run<{ id: string }>(
          `SELECT DISTINCT r.id FROM ${log} c, LATERAL (SELECT x #>> '{}' AS id
            FROM jsonb_path_query(c.changes, '$[*].created[*].id') AS x) r WHERE c.seq = ANY($1::bigint[])`,
          [[...first]],
        )
      ).map(({ id }) => id),
    );
    const byId = new Map(last.map((entry) => [entry.id, entry]));
    for (const { id, createdTime, createdBy } of batch) {
      const entry = byId.get(id);
      const asMade = !entry || entry.at === null || (!entry.again && made.has(id));
      found.set(
        id,
        asMade
          ? { modifiedTime: createdTime, modifiedBy: createdBy }
          : { modifiedTime: entry.at as string, modifiedBy: entry.actor },
      );
    }
  }
  return found;
}

/** Per record, the last change as of `seq` of its cells in `changed`, else the stamp that it has of the field from before the log. */
async function* lastChanges<Row extends { id: string }>(
  executor: Executor,
  table: TableModel,
  { fieldId, changed, seq }: { fieldId: string; changed: readonly string[]; seq: number },
  rows: readonly Row[],
): AsyncGenerator<[Row, Changed | undefined]> {
  for (const batch of batches(rows)) {
    const statement = new Statement(table.baseId);
    const ids = `${statement.bind(batch.map(({ id }) => id))}::text[]`;
    const bind = (given: unknown) => statement.bind(given);
    const changes = lastLoggedChanges(table.baseId, table.id, changed, bind, ids, seq);
    const stamps = await executor.rows<Changed>(
      statement.finish(
        `SELECT i.id, l.seq, ${instantText('coalesce(l.at, s.at)', 'MS')} AS at,
            CASE WHEN l.id IS NULL THEN s.actor ELSE l.actor END AS actor
          FROM unnest(${ids}) AS i(id) LEFT JOIN (${changes}) l ON l.id = i.id
          LEFT JOIN ${stateTable(table.baseId, 'past_stamp')} s
            ON s.record_id = i.id AND s.field_id = ${statement.bind(fieldId)} AND NOT s.back`,
      ),
    );
    const byId = new Map(stamps.map((stamp) => [stamp.id, stamp]));
    for (const row of batch) yield [row, byId.get(row.id)];
  }
}

interface BroughtBack extends Stamp {
  seq: number;
  /** The cell that came back with the record, if one did. */
  cell?: RawCell;
}

/** The last entries up to `seq` that brought records back since the field has watched what it watches. */
async function broughtBack(
  executor: Executor,
  { baseId }: TableModel,
  fieldId: string,
  seq: number,
  rows: readonly Pick<StoredRow, 'id'>[],
): Promise<ReadonlyMap<string, BroughtBack>> {
  const run = runText(executor);
  const [told, stamps] = [stateTable(baseId, 'record_change'), stateTable(baseId, 'past_stamp')];
  const versions = await run<{
    since: number;
    until: number | null;
    row: { type: string; options: unknown };
  }>(
    `SELECT since, until, row FROM ${stateTable(baseId, 'past_structure')}
      WHERE kind = 'field' AND id = $1 AND since <= $2 ORDER BY since`,
    [fieldId, seq],
  );
  let since = 0;
  // While it was in the trash it had nothing to say of records that came back.
  let away: [number, number][] = [];
  for (const [at, version] of versions.entries()) {
    const former = versions[at - 1];
    const same =
      former?.row.type === version.row.type && isDeepStrictEqual(former.row.options, version.row.options);
    if (!same) [since, away] = [version.since, []];
    else if (former.until !== version.since) away.push([former.until ?? 0, version.since]);
  }
  const found = new Map<string, BroughtBack>();
  for (const batch of batches(rows)) {
    const back = await run<BroughtBack>(
      `SELECT DISTINCT ON (b.id) b.id, b.seq, ${instantText('b.at', 'MS')} AS at, b.actor, b.cell FROM (
          SELECT r->>'id' AS id, c.seq, c.at, c.actor, r->'cells'->$4 AS cell
          FROM ${stateTable(baseId, 'change')} c, jsonb_array_elements(c.changes) AS p, jsonb_array_elements(p->'created') AS r
          WHERE c.seq IN (SELECT n.seq FROM ${told} n WHERE n.record_id = ANY($1) AND n.seq > $2 AND n.seq <= $3)
            AND r->>'id' = ANY($1) AND (EXISTS (SELECT FROM ${told} e WHERE e.record_id = r->>'id' AND e.seq < c.seq)
              OR EXISTS (SELECT FROM ${stamps} e WHERE e.record_id = r->>'id' AND e.field_id = '' AND e.seq IS NOT NULL))
          UNION ALL SELECT s.record_id, s.seq, s.at, s.actor, NULL FROM ${stamps} s
          WHERE s.record_id = ANY($1) AND s.field_id = $4 AND s.back AND s.seq > $2) b
        ORDER BY b.id, b.seq DESC`,
      [batch.map(({ id }) => id), since, seq, fieldId],
    );
    for (const one of back)
      if (!away.some(([from, until]) => one.seq > from && one.seq < until)) found.set(one.id, one);
  }
  return found;
}

/** The cells, as of `seq`, of a field that says when others were last changed, or by whom. */
export async function watchingCells(
  executor: Executor,
  table: TableModel,
  { id: fieldId, filledBy }: FieldModel,
  seq: number,
  rows: readonly Pick<StoredRow, 'id' | 'createdTime' | 'createdBy'>[],
): Promise<ReadonlyMap<string, RawCell>> {
  if (filledBy?.from !== 'change') throw new Error('only fields that watch others are asked for');
  const { value, watched } = filledBy;
  const cells = new Map<string, RawCell>();
  const back = await broughtBack(executor, table, fieldId, seq, rows);
  for await (const [row, stamp] of lastChanges(executor, table, { fieldId, changed: watched, seq }, rows)) {
    const returned = back.get(row.id);
    const { at, actor, cell }: Partial<BroughtBack> =
      returned && returned.seq > (stamp?.seq ?? 0) ? returned : { ...stamp, seq: 0 };
    const own = value === 'time' ? (at ?? row.createdTime) : (actor ?? row.createdBy);
    cells.set(row.id, cell ?? own);
  }
  return cells;
}

/** When, as of `seq`, the cells of a field were last changed, of those that were since their records were made. */
export async function cellTimes(
  executor: Executor,
  table: TableModel,
  fieldId: string,
  seq: number,
  rows: readonly Pick<StoredRow, 'id'>[],
): Promise<ReadonlyMap<string, string>> {
  const times = new Map<string, string>();
  for await (const [row, stamp] of lastChanges(executor, table, { fieldId, changed: [fieldId], seq }, rows))
    if (stamp?.at) times.set(row.id, stamp.at);
  return times;
}
