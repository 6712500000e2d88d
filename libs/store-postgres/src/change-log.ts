import { type Change, type PermissionLevel, type RecordChanges, textsOf } from '@pyairtable/contracts';
import { affectedCells, type BaseModel, type Caller } from '@pyairtable/core';
import { type Asker, HOUSE } from './connection/asker';
import type { Executor, Transactor } from './connection/database';
import { namesWhatIsGone, unlessGone } from './connection/faults';
import { loadBase } from './model/load-model';
import { ModelCache } from './model/model-cache';
import { titlesOfStatement } from './read/titles-of';
import { ANSWER_BYTES } from './sql/answer-bytes';
import { stateTable } from './sql/identifiers';

/** A run of a base's log, ready to deliver; `changes` is null when it does not reach back to where the reader stands. */
export interface LogRun {
  changes: Change[] | null;
  /** Number of the last change there is. */
  head: number;
}

interface LogRow {
  head: number;
  schemaVersion: number;
  /** Number of the oldest entry kept; null when there is none. */
  oldest: number | null;
  changes: Change[];
}

/** Bytes of a page of the log as they are stored: it ends with the entry that reaches these, or those of an answer as they are read. */
const STORED_BYTES = 1 << 20;

/** Changes of structure that may overtake one reading of the log. */
const ATTEMPTS = 4;

/** Reads bases' logs. Access is the caller's matter: `levels` tells it. */
export class ChangeLog {
  private readonly models = new ModelCache();

  constructor(private readonly database: Transactor) {}

  /** Changes after `after` in order, at most `limit` and fewer where they are large, with the titles and affected fields that readers need to show them. */
  async read(baseId: string, after: number, limit: number, asker: Asker, attempt = 1): Promise<LogRun> {
    const executor = this.database.for(asker);
    const row = await entries(executor, baseId, after, limit);
    if (!row) return { changes: null, head: 0 };
    const { head, oldest } = row;
    if (after > head || (after < head && (oldest === null || oldest > after + 1)))
      return { changes: null, head };
    const changes = row.changes.map(({ opId, ...change }) => (opId ? { ...change, opId } : change));
    if (changes.length === 0) return { changes, head };
    try {
      await this.complete(executor, baseId, row.schemaVersion, changes);
    } catch (error) {
      // The structure moved on after the log was read: the log, read again, says so itself.
      if (!namesWhatIsGone(error) || attempt === ATTEMPTS) throw error;
      return this.read(baseId, after, limit, asker, attempt + 1);
    }
    return { changes, head };
  }

  /** Levels of people on a base at this moment, in their order; 'none' without access. One statement. */
  async levels(
    baseId: string,
    users: readonly Pick<Caller, 'userId' | 'resources'>[],
    asker: Asker,
  ): Promise<PermissionLevel[]> {
    const rows = await this.database.for(asker).rows<{ level: PermissionLevel }>({
      text: `SELECT CASE WHEN u.resources IS NULL OR u.resources ? b.id OR u.resources ? b.workspace_id
          THEN greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) ELSE 'none' END AS level
        FROM jsonb_to_recordset($2::jsonb) AS u(at int, id text, resources jsonb)
        LEFT JOIN api.base b ON b.id = $1
        LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id AND w.user_id = u.id
        LEFT JOIN api.base_member m ON m.base_id = b.id AND m.user_id = u.id ORDER BY u.at`,
      parameters: [
        baseId,
        JSON.stringify(
          users.map(({ userId, resources }, at) => ({ at, id: userId, resources: resources ?? undefined })),
        ),
      ],
    });
    return rows.map(({ level }) => level);
  }

  /**
   * Numbers of the last changes by base; bases that are gone are left out. One statement here, whose function asks each
   * base by itself: a row that somebody keeps for all would lack just what a process had no time to tell.
   */
  async heads(baseIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.for(HOUSE).rows<{ id: string; seq: number }>({
      text: 'SELECT id, seq FROM api.base_heads($1)',
      parameters: [baseIds],
    });
    return new Map(rows.map(({ id, seq }) => [id, seq]));
  }

  private async complete(
    executor: Executor,
    baseId: string,
    schemaVersion: number,
    changes: Change[],
  ): Promise<void> {
    let model = this.models.get(baseId);
    if (model?.schemaVersion !== schemaVersion) {
      model = (await loadBase(executor, baseId, null))?.model;
      if (!model) return;
      this.models.put(model);
    }
    const base = model;
    const mentioned = changes.map((change) => mentionedRecords(base, change));
    const titles = await titlesOf(executor, base, mentioned);
    changes.forEach((change, at) => {
      const named = [...(mentioned[at] as Map<string, Set<string>>).values()].flatMap((ids) => [...ids]);
      const known = named.flatMap((id) => (titles.has(id) ? [[id, titles.get(id) as string] as const] : []));
      if (known.length > 0) change.titles = Object.fromEntries(known);
      const affected = affectedCells(base, change);
      if (Object.keys(affected).length > 0) change.affected = affected;
    });
  }
}

/** Those before an entry, in a window. */
const BEFORE = 'ORDER BY c.seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING';

async function entries(
  executor: Executor,
  baseId: string,
  after: number,
  limit: number,
): Promise<LogRow | undefined> {
  const [change, head] = [stateTable(baseId, 'change'), stateTable(baseId, 'head')];
  const read = executor.rows<LogRow>({
    text: `SELECT h.seq AS head, h.schema_version AS "schemaVersion", (SELECT min(c.seq) FROM ${change} c) AS oldest,
          (SELECT coalesce(json_agg(x ORDER BY x.seq), '[]') FROM (
            SELECT c.seq, to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, c.actor, c.source,
              c.op_id AS "opId", c.changes
            FROM (SELECT c.*, sum(octet_length(c.changes::text)) OVER before AS read FROM (
              SELECT c.*, sum(pg_column_size(c.changes)) OVER before AS stored FROM (
                SELECT * FROM ${change} WHERE seq > $1 ORDER BY seq LIMIT $2) c WINDOW before AS (${BEFORE})) c
              WHERE coalesce(c.stored, 0) < ${STORED_BYTES} WINDOW before AS (${BEFORE})) c
            WHERE coalesce(c.read, 0) < ${ANSWER_BYTES}) x) AS changes
        FROM ${head} h WHERE h.one`,
    parameters: [after, limit],
  });
  const [row] = await unlessGone(read, []);
  return row;
}

async function titlesOf(
  executor: Executor,
  base: BaseModel,
  mentioned: readonly Map<string, Set<string>>[],
): Promise<Map<string, string>> {
  const ids = new Map<string, Set<string>>();
  for (const tables of mentioned) {
    for (const [tableId, records] of tables)
      ids.set(tableId, new Set([...(ids.get(tableId) ?? []), ...records]));
  }
  if (ids.size === 0) return new Map();
  const rows = await executor.rows<{ id: string; title: string }>(titlesOfStatement(base, ids));
  return new Map(rows.map(({ id, title }) => [id, title]));
}

const recordChanges = (change: Change) =>
  change.changes.filter((entry): entry is RecordChanges => entry.kind === 'records');

/** Linked records that the change's cells name, by their table. */
function mentionedRecords(base: BaseModel, change: Change): Map<string, Set<string>> {
  const mentioned = new Map<string, Set<string>>();
  for (const { tableId, created = [], updated = [] } of recordChanges(change)) {
    const table = base.tableById(tableId);
    for (const cells of [
      ...created.map((record) => record.cells),
      ...updated.map((record) => record.after),
    ]) {
      for (const [fieldId, cell] of Object.entries(cells)) {
        const link = table?.fieldById(fieldId)?.link;
        if (!link) continue;
        const records = mentioned.get(link.linkedTableId) ?? new Set();
        for (const id of textsOf(cell)) records.add(id);
        mentioned.set(link.linkedTableId, records);
      }
    }
  }
  return mentioned;
}
