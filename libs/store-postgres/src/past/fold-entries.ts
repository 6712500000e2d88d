import { stateTable } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';

/** Entries of one statement, and bytes of them as they are stored; the first is of any size. */
const ENTRIES = 200;
const BYTES = 4_000_000;

/**
 * One statement: lets the oldest entries of a log below `bound` go, with what says of which records they tell, and keeps what
 * those that stay do not say: who changed each record last and when, and each cell of it, and which cells of fields that watch
 * others came back with it. Of records that stay deleted nothing is kept. It has a row where it found some.
 */
export function foldEntriesStatement(baseId: string, bound: number): Prepared {
  const [log, told, stamps, structure] = [
    stateTable(baseId, 'change'),
    stateTable(baseId, 'record_change'),
    stateTable(baseId, 'past_stamp'),
    stateTable(baseId, 'past_structure'),
  ];
  const statement = new Statement(baseId);
  const below = `${statement.bind(bound)}::bigint`;
  statement.part(
    'gone',
    `SELECT o.seq, o.at, o.actor, o.changes FROM (
        SELECT c.*, sum(pg_column_size(c.changes)) OVER (ORDER BY c.seq) - pg_column_size(c.changes) AS before
        FROM ${log} c WHERE c.seq < ${below} ORDER BY c.seq LIMIT ${ENTRIES}) o WHERE o.before < ${BYTES}`,
    { materialized: true },
  );
  statement.part(
    'told',
    `SELECT r.record->>'id' AS id, g.seq, g.at, g.actor, p.part->>'tableId' AS table_id, k.kind, r.record
      FROM gone g, jsonb_array_elements(g.changes) AS p(part), unnest(ARRAY['created', 'updated', 'deleted']) AS k(kind),
        jsonb_array_elements(p.part->k.kind) AS r(record) WHERE p.part->>'kind' = 'records'`,
    { materialized: true },
  );
  statement.part(
    'last',
    `SELECT DISTINCT ON (e.id) e.* FROM (SELECT t.id, t.seq, t.at, t.actor, bool_or(t.kind = 'created') AS created,
        bool_or(t.kind = 'deleted') AS deleted FROM told t GROUP BY t.id, t.seq, t.at, t.actor) e ORDER BY e.id, e.seq DESC`,
    { materialized: true },
  );
  statement.part(
    'left_for_good',
    `SELECT l.id FROM last l WHERE l.deleted
      AND (SELECT n.seq FROM ${told} n WHERE n.record_id = l.id AND n.seq > l.seq LIMIT 1) IS NULL`,
    { materialized: true },
  );
  // Before it: by entries that are still there, of which some go now, or by some that went.
  const before = (
    id: string,
    seq: string,
  ) => `(EXISTS (SELECT FROM ${told} n WHERE n.record_id = ${id} AND n.seq < ${seq})
      OR EXISTS (SELECT FROM ${stamps} s WHERE s.record_id = ${id} AND s.field_id = '' AND s.seq IS NOT NULL))`;
  const cell = `(t.record->'cells'->>w.id)`;
  statement.part(
    'stamped',
    `SELECT l.id, '' COLLATE "C" AS field_id, l.at, l.actor, l.seq, false AS back FROM last l
        WHERE NOT l.created OR ${before('l.id', 'l.seq')}
      UNION ALL SELECT t.id, f.id, t.at, t.actor, t.seq, false FROM told t, jsonb_object_keys(t.record->'after') AS f(id)
        WHERE t.kind = 'updated'
      UNION ALL SELECT t.id, w.id, CASE WHEN w.row->>'type' = 'lastModifiedTime' AND pg_input_is_valid(${cell}, 'timestamptz')
            THEN ${cell}::timestamptz ELSE t.at END,
          CASE WHEN w.row->>'type' = 'lastModifiedBy' THEN coalesce(${cell}, t.actor) ELSE t.actor END, t.seq, true
        FROM told t JOIN ${structure} w ON w.kind = 'field' AND w.row->>'type' IN ('lastModifiedTime', 'lastModifiedBy')
          AND w.row->>'table_id' = t.table_id AND w.since <= t.seq AND (w.until IS NULL OR w.until > t.seq)
        WHERE t.kind = 'created' AND ${before('t.id', 't.seq')}`,
  );
  statement.part(
    'kept',
    `INSERT INTO ${stamps} AS s (record_id, field_id, at, actor, seq, back)
      SELECT DISTINCT ON (x.id, x.field_id) x.* FROM stamped x WHERE x.id NOT IN (SELECT g.id FROM left_for_good g)
      ORDER BY x.id, x.field_id, x.seq DESC, x.back DESC
      ON CONFLICT (record_id, field_id) DO UPDATE SET at = excluded.at, actor = excluded.actor, seq = excluded.seq, back = excluded.back`,
  );
  // Arrays and look-ups one by one: whoever plans cannot know how few these are, and would read all of both tables.
  statement.part(
    'forgotten',
    `DELETE FROM ${stamps} s WHERE s.record_id = ANY(ARRAY(SELECT g.id FROM left_for_good g))`,
  );
  statement.part(
    'untold',
    `DELETE FROM ${told} n WHERE n.ctid = ANY(ARRAY(SELECT i.ctid FROM (SELECT DISTINCT t.id, t.seq FROM told t) t,
        LATERAL (SELECT o.ctid FROM ${told} o WHERE o.record_id = t.id AND o.seq = t.seq OFFSET 0) i))`,
  );
  statement.part('dropped', `DELETE FROM ${log} c USING gone g WHERE c.seq = g.seq RETURNING c.seq`);
  return statement.finish('SELECT d.seq FROM dropped d LIMIT 1');
}
