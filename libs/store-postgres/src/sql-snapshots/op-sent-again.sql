WITH guard AS MATERIALIZED (
  SELECT g.*, g.level >= $3::api.permission_level AND g.schema_version = $4 AS ok
  FROM (
    SELECT h.schema_version, h.seq, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
    FROM "plan"."head" h, api.base b
    LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
      AND w.user_id = $1
    LEFT JOIN api.base_member m ON m.base_id = b.id
      AND m.user_id = $1
    WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
      AND b.id = $5
      AND h.one
  ) g
),
head AS MATERIALIZED (
  SELECT h.schema_version
  FROM "plan"."head" h
  WHERE h.one
    AND (SELECT guard.ok FROM guard)
  FOR NO KEY UPDATE OF h
),
claimed AS (
  INSERT INTO "plan"."record_id" AS c (id, table_id)
  SELECT i.id, $9::text
  FROM unnest($10::text[]) AS i(id)
  WHERE (SELECT head.schema_version = guard.schema_version FROM guard, head)
  ON CONFLICT (id) DO UPDATE
  SET table_id = excluded.table_id
  WHERE c.table_id = excluded.table_id
  RETURNING 1
),
counter AS (
  UPDATE "plan"."table_counter" c
  SET record_count = c.record_count + $6::int, next_number = c.next_number + $6::int
  WHERE c.table_id = $9::text
    AND (SELECT count(*) FROM claimed) = cardinality($10::text[])
  RETURNING c.next_number - $6::int AS first
),
created AS (
  INSERT INTO "plan"."notes" AS t (id, created_at, created_by, modified_at, modified_by, "note")
  SELECT i.id,
    date_trunc('second', now()),
    $7,
    date_trunc('second', now()),
    $7,
    ((i.cells -> 'note') #>> '{}')
  FROM counter, jsonb_to_recordset($8::jsonb) AS i(id text, cells jsonb, ord int)
  ORDER BY i.ord
  RETURNING t.__id,
    t.id,
    t.created_at,
    '' AS record,
    '{' || concat_ws(',', nullif(concat_ws(',', '"note":' || to_json(t."note")::text), '')) || '}' AS cells
),
numbered AS (
  UPDATE "plan"."head"
  SET seq = seq + 1
  WHERE one
    AND schema_version = $12
    AND (SELECT count(*) FROM created) = $6::int
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO "plan"."change" (seq, actor, source, op_id, changes)
  SELECT numbered.before + e.at, $13, $14, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $11::text AS op_id,
        (
          SELECT '[{"kind":"records","tableId":"notes","created":['
            || string_agg(
              '{"n":' || created.__id || ',"id":"' || created.id || '","cells":' || created.cells || ',"createdTime":"' || to_char(
                created.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
              ) || '"}',
              ',' ORDER BY created.__id
            )
            || ']}]'
          FROM created
        ) AS changes
    ) e
  WHERE CASE WHEN EXISTS (
    SELECT
    FROM "plan"."idle_op" o
    WHERE o.op_id = e.op_id
  ) THEN api.stop('PY002') ELSE true END
  RETURNING seq, changes
),
noted AS (
  INSERT INTO "plan"."record_change" (record_id, seq)
  SELECT created.id, (SELECT entry.seq FROM entry)
  FROM created
  WHERE EXISTS (SELECT FROM entry)
)
SELECT guard.level,
  CASE WHEN guard.ok THEN (SELECT head.schema_version FROM head) ELSE guard.schema_version END AS "schemaVersion",
  (SELECT count(*)::int FROM created) AS found,
  EXISTS (SELECT FROM counter) AS "idsFree",
  CASE WHEN EXISTS (SELECT FROM created) AND NOT EXISTS (SELECT FROM entry) THEN api.stop('PY001')::int ELSE (SELECT seq FROM entry) END AS seq,
  (
    SELECT string_agg(created.record, ',' ORDER BY created.__id)
    FROM created
  ) AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

WITH guard AS MATERIALIZED (
  SELECT g.*, g.level >= $3::api.permission_level AND g.schema_version = $4 AS ok
  FROM (
    SELECT h.schema_version, h.seq, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
    FROM "plan"."head" h, api.base b
    LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
      AND w.user_id = $1
    LEFT JOIN api.base_member m ON m.base_id = b.id
      AND m.user_id = $1
    WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
      AND b.id = $5
      AND h.one
  ) g
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  coalesce(c.seq, o.seq) AS seq,
  coalesce(c.actor, o.actor) AS actor,
  c.changes,
  o.record_ids AS "idleRecordIds"
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true
LEFT JOIN "plan"."change" c ON c.op_id = $6
LEFT JOIN "plan"."idle_op" o ON o.op_id = $6;
