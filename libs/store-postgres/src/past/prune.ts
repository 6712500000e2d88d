import { HOUSE } from '../connection/asker';
import type { Executor } from '../connection/database';
import { stateTable, tableName } from '../sql/identifiers';
import { atGate, runText, type StructureDependencies } from '../structure/change-structure';
import { takeTables } from '../structure/ddl';
import { dropWhole } from '../structure/trashed-bases';
import { foldEntriesStatement } from './fold-entries';
import { lastEntryBy } from './last-entry';

/** A base whose log is to be cut, or what one was before it was brought back. */
interface Logged {
  id: string;
  /** The base that it is, or was. */
  baseId: string;
  /** Number of the last entry of what a base was; null of a base. */
  until: number | null;
}

const PARTS = 4;
const STAMPS = 20_000;
const ROWS = 500;

/** Types of fields whose cells the log does not have: what they were is said by what they watched, since they have watched that. */
const WATCHING = `('lastModifiedTime', 'lastModifiedBy')`;

async function loggedOf(executor: Executor, id: string): Promise<Logged | undefined> {
  const [found] = await runText(executor)<Logged>(
    `SELECT id, coalesce(deleted->>'lifeOf', id) AS "baseId", (deleted->>'until')::bigint AS until FROM api.base
      WHERE id = $1 AND (deleted IS NULL OR NOT deleted ? 'lifeOf' OR deleted ? 'until')`,
    [id],
  );
  return found;
}

/**
 * The first moment that stays, of which nothing before is kept: the one of so many days ago, or an earlier one that somebody
 * named or before something was deleted that is in the trash. Null where all stays.
 */
async function firstKept(
  executor: Executor,
  { id, baseId, until }: Logged,
  days: number,
): Promise<number | null> {
  const run = runText(executor);
  const [head] = await run<{ from: number; oldest: number; bound: number | null }>(
    `SELECT h.kept_from AS from, (SELECT min(c.seq) FROM ${stateTable(id, 'change')} c) AS oldest, least(b.seq, (SELECT min(t.seq) - 1 FROM ${stateTable(id, 'trash')} t)) AS bound
      FROM ${stateTable(id, 'head')} h, LATERAL (SELECT ${lastEntryBy(id, '(now() - make_interval(secs => $1::float8 * 86400))')} AS seq) b
      WHERE h.one AND b.seq IS NOT NULL`,
    [days],
  );
  if (typeof head?.bound !== 'number') return null;
  const [named] = await run<{ seq: number | null }>(
    `SELECT min(s.seq) AS seq FROM ${stateTable(baseId, 'snapshot')} s
      WHERE s.seq >= $1 AND ($2::bigint IS NULL OR s.seq <= $2)`,
    [head.from, until],
  );
  const bound = Math.min(head.bound, named?.seq ?? head.bound);
  return bound > head.oldest ? bound : null;
}

/**
 * From here on nothing before the first moment that stays is promised. Behind the base's gate: nobody names a moment meanwhile
 * that is about to go. What a base was goes whole once none of its moments stays. Answers that moment.
 */
function moveKeptFrom(
  dependencies: StructureDependencies,
  logged: Logged,
  days: number,
): Promise<number | null> {
  const { id, baseId, until } = logged;
  return atGate(dependencies, HOUSE, baseId, async (executor) => {
    const run = runText(executor);
    const bound = await firstKept(executor, logged, days);
    if (bound === null) return null;
    if (until !== null && bound >= until) {
      await dropWhole(run, id);
      return null;
    }
    const moved = await run(
      `UPDATE ${stateTable(id, 'head')} SET kept_from = $1 WHERE one AND kept_from < $1 RETURNING 1`,
      [bound],
    );
    if (moved.length > 0 && until !== null)
      await run(
        `UPDATE api.base SET deleted = deleted || jsonb_build_object('from', $2::bigint) WHERE id = $1`,
        [id, bound],
      );
    return bound;
  });
}

/** Cells of fields that were deleted or converted by then. */
const dropCells = (id: string): string => {
  const cells = stateTable(id, 'past_cells');
  return `DELETE FROM ${cells} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${cells} WHERE seq BETWEEN 1 AND $1 LIMIT ${PARTS})) RETURNING 1`;
};

/** Tables that no moment has any more; those of the trash ended later. */
const endedTables = (id: string): string =>
  `SELECT p.id FROM ${stateTable(id, 'past_structure')} p WHERE p.kind = 'table'
    GROUP BY p.id HAVING bool_and(coalesce(p.until <= $1, false)) LIMIT 1`;

/** Condition: a moment that stays has a field that watches others, which is the field `id` or watches it, though that is gone. */
const isWatched = (past: string, id: string): string =>
  `EXISTS (SELECT FROM ${past} w WHERE w.kind = 'field' AND w.row->>'type' IN ${WATCHING} AND (w.until IS NULL OR w.until > $1)
    AND (w.id = ${id} OR w.row->'options'->'referencedFieldIds' ? ${id}))`;

/** Rows of structure that no moment has any more; of fields that watch others all stay for as long as one does. */
const dropStructure = (id: string): string => {
  const past = stateTable(id, 'past_structure');
  return `DELETE FROM ${past} WHERE ctid = ANY(ARRAY(SELECT p.ctid FROM ${past} p WHERE p.until <= $1 AND p.kind <> 'table'
      AND NOT (p.kind = 'field' AND ${isWatched(past, 'p.id')}) LIMIT ${ROWS})) RETURNING 1`;
};

/** Former rows of tables that there still are. */
const dropTableRows = (id: string): string =>
  `DELETE FROM ${stateTable(id, 'past_structure')} WHERE kind = 'table' AND until <= $1 RETURNING 1`;

/** What was kept of cells of fields that no moment has any more. */
const dropStampsOfFields = (id: string): string => {
  const [stamps, past] = [stateTable(id, 'past_stamp'), stateTable(id, 'past_structure')];
  return `DELETE FROM ${stamps} WHERE ctid = ANY(ARRAY(SELECT s.ctid FROM ${stamps} s WHERE s.field_id IN (
      SELECT p.id FROM ${past} p WHERE p.kind = 'field' AND NOT ${isWatched(past, 'p.id')}
      GROUP BY p.id HAVING bool_and(coalesce(p.until <= $1, false)))
      LIMIT ${STAMPS})) RETURNING 1`;
};

/** What was kept of the records of a table. */
const dropStampsOfTable = (id: string, tableId: string): string => {
  const stamps = stateTable(id, 'past_stamp');
  return `DELETE FROM ${stamps} WHERE ctid = ANY(ARRAY(SELECT s.ctid FROM ${stamps} s
    JOIN ${tableName(id, tableId)} t ON t.id = s.record_id LIMIT ${STAMPS})) RETURNING 1`;
};

/**
 * Lets go of what is older than so many days, of a base or of what one was before it was brought back: step by step, each a
 * transaction that holds up nobody for longer than a write. First the moments are no longer promised, then what only they
 * needed goes, last and from the oldest the entries: while some are left that may go, there is something to do. Wherever it
 * ends, all later moments are whole, and it can be begun again.
 */
export async function* pruneSteps(
  dependencies: StructureDependencies,
  id: string,
  days: number,
): AsyncGenerator<void, void> {
  const database = dependencies.database.for(HOUSE);
  const logged = await loggedOf(database, id);
  if (!logged || (await firstKept(database, logged, days)) === null) return;
  const bound = await moveKeptFrom(dependencies, logged, days);
  if (bound === null) return;
  yield;
  const run = runText(database);
  const step = async (text: string) => (await run(text, [bound])).length > 0;
  while (await step(dropCells(id))) yield;
  while (await step(dropStampsOfFields(id))) yield;
  while (await step(dropStructure(id))) yield;
  for (;;) {
    const [ended] = await run<{ id: string }>(endedTables(id), [bound]);
    if (!ended) break;
    const [there] = await run<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [
      tableName(id, ended.id),
    ]);
    while (there?.is && (await run(dropStampsOfTable(id, ended.id))).length > 0) yield;
    await atGate(dependencies, HOUSE, logged.baseId, (executor) => dropTable(executor, id, ended.id));
    yield;
  }
  while (await step(dropTableRows(id))) yield;
  while (await foldEntries(dependencies, id, bound)) yield;
}

async function dropTable(executor: Executor, id: string, tableId: string): Promise<void> {
  const run = runText(executor);
  const rows = tableName(id, tableId);
  const [there] = await run<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [rows]);
  if (there?.is) {
    await run(takeTables(id, [tableId]));
    await run(`DROP TABLE ${rows} CASCADE`);
  }
  await run(`DELETE FROM ${stateTable(id, 'past_structure')} WHERE kind = 'table' AND id = $1`, [tableId]);
}

/** One at a time, from the oldest: whoever comes meanwhile, from another process, leaves it at that. */
function foldEntries({ database }: StructureDependencies, id: string, bound: number): Promise<boolean> {
  return database.for(HOUSE).transaction(async (executor) => {
    const run = runText(executor);
    const [mine] = await run<{ taken: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('past/' || $1, 0)) AS taken`,
      [id],
    );
    if (!mine?.taken) return false;
    // An entry of an act on many records.
    await run(`SET LOCAL statement_timeout = '250s'`);
    return (await executor.rows(foldEntriesStatement(id, bound))).length > 0;
  });
}

/** Column of a statement about the base: whether its log has entries from before the moment of so many days ago. */
export const hasPastToPrune = (id: string, days: string): string =>
  `(SELECT min(c.seq) FROM ${stateTable(id, 'change')} c) < ${lastEntryBy(id, `(now() - make_interval(secs => ${days}::float8 * 86400))`)}`;
