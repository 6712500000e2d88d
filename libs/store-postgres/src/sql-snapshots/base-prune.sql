SELECT id, coalesce(deleted->>'lifeOf', id) AS "baseId", (deleted->>'until')::bigint AS until
FROM api.base
WHERE id = $1
  AND (deleted IS NULL OR NOT deleted ? 'lifeOf' OR deleted ? 'until');

SELECT h.kept_from AS from,
  (SELECT min(c.seq) FROM "app_1"."change" c) AS oldest,
  least(b.seq, (SELECT min(t.seq) - 1 FROM "app_1"."trash" t)) AS bound
FROM "app_1"."head" h,
  LATERAL (
    SELECT (
      WITH RECURSIVE halves(low, high) AS (
        SELECT 0::bigint, coalesce((SELECT max(c.seq) FROM "app_1"."change" c), 0) + 1
        UNION ALL
        SELECT CASE WHEN m.early THEN m.seq ELSE m.low END, CASE WHEN m.early THEN m.high ELSE m.seq END
        FROM (
          SELECT h.low,
            h.high,
            (h.low + h.high) / 2 AS seq,
            coalesce(
              (
                SELECT c.at <= (
                  now() - make_interval(secs => $1::float8 * 86400)
                )::timestamptz - interval '10 minutes'
                FROM "app_1"."change" c
                WHERE c.seq <= (h.low + h.high) / 2
                ORDER BY c.seq DESC
                LIMIT 1
              ),
              true
            ) AS early
          FROM halves h
          WHERE h.high - h.low > 1
        ) m
      )
      SELECT c.seq
      FROM "app_1"."change" c
      WHERE c.seq < coalesce(
        (
          SELECT n.seq
          FROM "app_1"."change" n
          WHERE n.at > (now() - make_interval(secs => $1::float8 * 86400))::timestamptz
            AND n.seq > (SELECT max(h.low) FROM halves h)
          ORDER BY n.seq
          LIMIT 1
        ),
        9223372036854775807
      )
      ORDER BY c.seq DESC
      LIMIT 1
    ) AS seq
  ) b
WHERE h.one
  AND b.seq IS NOT NULL;

SELECT min(s.seq) AS seq
FROM "app_1"."snapshot" s
WHERE s.seq >= $1
  AND ($2::bigint IS NULL OR s.seq <= $2);

BEGIN;

SELECT set_config('lock_timeout', '5000', true),
  pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0)),
  set_config('lock_timeout', $2, true);

SELECT h.kept_from AS from,
  (SELECT min(c.seq) FROM "app_1"."change" c) AS oldest,
  least(b.seq, (SELECT min(t.seq) - 1 FROM "app_1"."trash" t)) AS bound
FROM "app_1"."head" h,
  LATERAL (
    SELECT (
      WITH RECURSIVE halves(low, high) AS (
        SELECT 0::bigint, coalesce((SELECT max(c.seq) FROM "app_1"."change" c), 0) + 1
        UNION ALL
        SELECT CASE WHEN m.early THEN m.seq ELSE m.low END, CASE WHEN m.early THEN m.high ELSE m.seq END
        FROM (
          SELECT h.low,
            h.high,
            (h.low + h.high) / 2 AS seq,
            coalesce(
              (
                SELECT c.at <= (
                  now() - make_interval(secs => $1::float8 * 86400)
                )::timestamptz - interval '10 minutes'
                FROM "app_1"."change" c
                WHERE c.seq <= (h.low + h.high) / 2
                ORDER BY c.seq DESC
                LIMIT 1
              ),
              true
            ) AS early
          FROM halves h
          WHERE h.high - h.low > 1
        ) m
      )
      SELECT c.seq
      FROM "app_1"."change" c
      WHERE c.seq < coalesce(
        (
          SELECT n.seq
          FROM "app_1"."change" n
          WHERE n.at > (now() - make_interval(secs => $1::float8 * 86400))::timestamptz
            AND n.seq > (SELECT max(h.low) FROM halves h)
          ORDER BY n.seq
          LIMIT 1
        ),
        9223372036854775807
      )
      ORDER BY c.seq DESC
      LIMIT 1
    ) AS seq
  ) b
WHERE h.one
  AND b.seq IS NOT NULL;

SELECT min(s.seq) AS seq
FROM "app_1"."snapshot" s
WHERE s.seq >= $1
  AND ($2::bigint IS NULL OR s.seq <= $2);

UPDATE "app_1"."head"
SET kept_from = $1
WHERE one
  AND kept_from < $1
RETURNING 1;

COMMIT;

DELETE FROM "app_1"."past_cells"
WHERE ctid = ANY(
  ARRAY(
    SELECT ctid
    FROM "app_1"."past_cells"
    WHERE seq BETWEEN 1 AND $1
    LIMIT 4
  )
)
RETURNING 1;

DELETE FROM "app_1"."past_stamp"
WHERE ctid = ANY(
  ARRAY(
    SELECT s.ctid
    FROM "app_1"."past_stamp" s
    WHERE s.field_id IN (
      SELECT p.id
      FROM "app_1"."past_structure" p
      WHERE p.kind = 'field'
        
          AND NOT EXISTS (
            SELECT
            FROM "app_1"."past_structure" w
            WHERE w.kind = 'field'
              AND w.row->>'type' IN ('lastModifiedTime', 'lastModifiedBy')
              AND (w.until IS NULL OR w.until > $1)
              AND (w.id = p.id OR w.row->'options'->'referencedFieldIds' ? p.id)
          )
      GROUP BY p.id
      HAVING bool_and(coalesce(p.until <= $1, false))
    )
    LIMIT 20000
  )
)
RETURNING 1;

DELETE FROM "app_1"."past_structure"
WHERE ctid = ANY(
  ARRAY(
    SELECT p.ctid
    FROM "app_1"."past_structure" p
    WHERE p.until <= $1
      AND p.kind <> 'table'
      
        AND NOT (
          p.kind = 'field'
          AND EXISTS (
            SELECT
            FROM "app_1"."past_structure" w
            WHERE w.kind = 'field'
              AND w.row->>'type' IN ('lastModifiedTime', 'lastModifiedBy')
              AND (w.until IS NULL OR w.until > $1)
              AND (w.id = p.id OR w.row->'options'->'referencedFieldIds' ? p.id)
          )
        )
    LIMIT 500
  )
)
RETURNING 1;

SELECT p.id
FROM "app_1"."past_structure" p
WHERE p.kind = 'table'
GROUP BY p.id
HAVING bool_and(coalesce(p.until <= $1, false))
LIMIT 1;

DELETE FROM "app_1"."past_structure"
WHERE kind = 'table'
  AND until <= $1
RETURNING 1;

BEGIN;

SELECT pg_try_advisory_xact_lock(hashtextextended('past/' || $1, 0)) AS taken;

SET LOCAL statement_timeout = '250s';

WITH gone AS MATERIALIZED (
  SELECT o.seq, o.at, o.actor, o.changes
  FROM (
    SELECT c.*, sum(pg_column_size(c.changes)) OVER (ORDER BY c.seq) - pg_column_size(c.changes) AS before
    FROM "app_1"."change" c
    WHERE c.seq < $1::bigint
    ORDER BY c.seq
    LIMIT 200
  ) o
  WHERE o.before < 4000000
),
told AS MATERIALIZED (
  SELECT r.record->>'id' AS id, g.seq, g.at, g.actor, p.part->>'tableId' AS table_id, k.kind, r.record
  FROM gone g,
    jsonb_array_elements(g.changes) AS p(part),
    unnest(ARRAY['created', 'updated', 'deleted']) AS k(kind),
    jsonb_array_elements(p.part->k.kind) AS r(record)
  WHERE p.part->>'kind' = 'records'
),
last AS MATERIALIZED (
  SELECT DISTINCT ON (e.id) e.*
  FROM (
    SELECT t.id,
      t.seq,
      t.at,
      t.actor,
      bool_or(t.kind = 'created') AS created,
      bool_or(t.kind = 'deleted') AS deleted
    FROM told t
    GROUP BY t.id, t.seq, t.at, t.actor
  ) e
  ORDER BY e.id, e.seq DESC
),
left_for_good AS MATERIALIZED (
  SELECT l.id
  FROM last l
  WHERE l.deleted
    
      AND (
        SELECT n.seq
        FROM "app_1"."record_change" n
        WHERE n.record_id = l.id
          AND n.seq > l.seq
        LIMIT 1
      ) IS NULL
),
stamped AS (
  SELECT l.id, '' COLLATE "C" AS field_id, l.at, l.actor, l.seq, false AS back
  FROM last l
  WHERE NOT l.created
    OR (
      EXISTS (
        SELECT
        FROM "app_1"."record_change" n
        WHERE n.record_id = l.id
          AND n.seq < l.seq
      )
      OR EXISTS (
        SELECT
        FROM "app_1"."past_stamp" s
        WHERE s.record_id = l.id
          AND s.field_id = ''
          AND s.seq IS NOT NULL
      )
    )
  UNION ALL
  SELECT t.id, f.id, t.at, t.actor, t.seq, false
  FROM told t, jsonb_object_keys(t.record->'after') AS f(id)
  WHERE t.kind = 'updated'
  UNION ALL
  SELECT t.id,
    w.id,
    CASE WHEN w.row->>'type' = 'lastModifiedTime' AND pg_input_is_valid(
      (t.record->'cells'->>w.id), 'timestamptz'
    ) THEN (t.record->'cells'->>w.id)::timestamptz ELSE t.at END,
    CASE WHEN w.row->>'type' = 'lastModifiedBy' THEN coalesce((t.record->'cells'->>w.id), t.actor) ELSE t.actor END,
    t.seq,
    true
  FROM told t
  JOIN "app_1"."past_structure" w ON w.kind = 'field'
    AND w.row->>'type' IN ('lastModifiedTime', 'lastModifiedBy')
    AND w.row->>'table_id' = t.table_id
    AND w.since <= t.seq
    AND (w.until IS NULL OR w.until > t.seq)
  WHERE t.kind = 'created'
    
      AND (
        EXISTS (
          SELECT
          FROM "app_1"."record_change" n
          WHERE n.record_id = t.id
            AND n.seq < t.seq
        )
        OR EXISTS (
          SELECT
          FROM "app_1"."past_stamp" s
          WHERE s.record_id = t.id
            AND s.field_id = ''
            AND s.seq IS NOT NULL
        )
      )
),
kept AS (
  INSERT INTO "app_1"."past_stamp" AS s (record_id, field_id, at, actor, seq, back)
  SELECT DISTINCT ON (x.id, x.field_id) x.*
  FROM stamped x
  WHERE x.id NOT IN (SELECT g.id FROM left_for_good g)
  ORDER BY x.id, x.field_id, x.seq DESC, x.back DESC
  ON CONFLICT (record_id, field_id) DO UPDATE
  SET at = excluded.at, actor = excluded.actor, seq = excluded.seq, back = excluded.back
),
forgotten AS (
  DELETE FROM "app_1"."past_stamp" s
  WHERE s.record_id = ANY(ARRAY(SELECT g.id FROM left_for_good g))
),
untold AS (
  DELETE FROM "app_1"."record_change" n
  WHERE n.ctid = ANY(
    ARRAY(
      SELECT i.ctid
      FROM (SELECT DISTINCT t.id, t.seq FROM told t) t,
        LATERAL (
          SELECT o.ctid
          FROM "app_1"."record_change" o
          WHERE o.record_id = t.id
            AND o.seq = t.seq
          OFFSET 0
        ) i
    )
  )
),
dropped AS (
  DELETE FROM "app_1"."change" c USING gone g
  WHERE c.seq = g.seq
  RETURNING c.seq
)
SELECT d.seq
FROM dropped d
LIMIT 1;

COMMIT;

BEGIN;

SELECT pg_try_advisory_xact_lock(hashtextextended('past/' || $1, 0)) AS taken;

SET LOCAL statement_timeout = '250s';

WITH gone AS MATERIALIZED (
  SELECT o.seq, o.at, o.actor, o.changes
  FROM (
    SELECT c.*, sum(pg_column_size(c.changes)) OVER (ORDER BY c.seq) - pg_column_size(c.changes) AS before
    FROM "app_1"."change" c
    WHERE c.seq < $1::bigint
    ORDER BY c.seq
    LIMIT 200
  ) o
  WHERE o.before < 4000000
),
told AS MATERIALIZED (
  SELECT r.record->>'id' AS id, g.seq, g.at, g.actor, p.part->>'tableId' AS table_id, k.kind, r.record
  FROM gone g,
    jsonb_array_elements(g.changes) AS p(part),
    unnest(ARRAY['created', 'updated', 'deleted']) AS k(kind),
    jsonb_array_elements(p.part->k.kind) AS r(record)
  WHERE p.part->>'kind' = 'records'
),
last AS MATERIALIZED (
  SELECT DISTINCT ON (e.id) e.*
  FROM (
    SELECT t.id,
      t.seq,
      t.at,
      t.actor,
      bool_or(t.kind = 'created') AS created,
      bool_or(t.kind = 'deleted') AS deleted
    FROM told t
    GROUP BY t.id, t.seq, t.at, t.actor
  ) e
  ORDER BY e.id, e.seq DESC
),
left_for_good AS MATERIALIZED (
  SELECT l.id
  FROM last l
  WHERE l.deleted
    
      AND (
        SELECT n.seq
        FROM "app_1"."record_change" n
        WHERE n.record_id = l.id
          AND n.seq > l.seq
        LIMIT 1
      ) IS NULL
),
stamped AS (
  SELECT l.id, '' COLLATE "C" AS field_id, l.at, l.actor, l.seq, false AS back
  FROM last l
  WHERE NOT l.created
    OR (
      EXISTS (
        SELECT
        FROM "app_1"."record_change" n
        WHERE n.record_id = l.id
          AND n.seq < l.seq
      )
      OR EXISTS (
        SELECT
        FROM "app_1"."past_stamp" s
        WHERE s.record_id = l.id
          AND s.field_id = ''
          AND s.seq IS NOT NULL
      )
    )
  UNION ALL
  SELECT t.id, f.id, t.at, t.actor, t.seq, false
  FROM told t, jsonb_object_keys(t.record->'after') AS f(id)
  WHERE t.kind = 'updated'
  UNION ALL
  SELECT t.id,
    w.id,
    CASE WHEN w.row->>'type' = 'lastModifiedTime' AND pg_input_is_valid(
      (t.record->'cells'->>w.id), 'timestamptz'
    ) THEN (t.record->'cells'->>w.id)::timestamptz ELSE t.at END,
    CASE WHEN w.row->>'type' = 'lastModifiedBy' THEN coalesce((t.record->'cells'->>w.id), t.actor) ELSE t.actor END,
    t.seq,
    true
  FROM told t
  JOIN "app_1"."past_structure" w ON w.kind = 'field'
    AND w.row->>'type' IN ('lastModifiedTime', 'lastModifiedBy')
    AND w.row->>'table_id' = t.table_id
    AND w.since <= t.seq
    AND (w.until IS NULL OR w.until > t.seq)
  WHERE t.kind = 'created'
    
      AND (
        EXISTS (
          SELECT
          FROM "app_1"."record_change" n
          WHERE n.record_id = t.id
            AND n.seq < t.seq
        )
        OR EXISTS (
          SELECT
          FROM "app_1"."past_stamp" s
          WHERE s.record_id = t.id
            AND s.field_id = ''
            AND s.seq IS NOT NULL
        )
      )
),
kept AS (
  INSERT INTO "app_1"."past_stamp" AS s (record_id, field_id, at, actor, seq, back)
  SELECT DISTINCT ON (x.id, x.field_id) x.*
  FROM stamped x
  WHERE x.id NOT IN (SELECT g.id FROM left_for_good g)
  ORDER BY x.id, x.field_id, x.seq DESC, x.back DESC
  ON CONFLICT (record_id, field_id) DO UPDATE
  SET at = excluded.at, actor = excluded.actor, seq = excluded.seq, back = excluded.back
),
forgotten AS (
  DELETE FROM "app_1"."past_stamp" s
  WHERE s.record_id = ANY(ARRAY(SELECT g.id FROM left_for_good g))
),
untold AS (
  DELETE FROM "app_1"."record_change" n
  WHERE n.ctid = ANY(
    ARRAY(
      SELECT i.ctid
      FROM (SELECT DISTINCT t.id, t.seq FROM told t) t,
        LATERAL (
          SELECT o.ctid
          FROM "app_1"."record_change" o
          WHERE o.record_id = t.id
            AND o.seq = t.seq
          OFFSET 0
        ) i
    )
  )
),
dropped AS (
  DELETE FROM "app_1"."change" c USING gone g
  WHERE c.seq = g.seq
  RETURNING c.seq
)
SELECT d.seq
FROM dropped d
LIMIT 1;

COMMIT;
